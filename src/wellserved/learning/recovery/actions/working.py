"""Somebody sees to it, and the customer hears from us."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actor import Actor
from wellserved.learning.recovery import events, rules
from wellserved.learning.recovery.actions.announce import announce, tell, watch
from wellserved.learning.recovery.models import Recovery


@transaction.atomic
def take(recovery: Recovery, *, by: Actor, at: datetime, after: int | None = None) -> bool:
    """`by` sees to it from now on. False if somebody was quicker: it is no longer as it was seen.

    `after` is who had taken it when one looked; None: nobody had.
    """
    rows = Recovery.objects.unsettled().filter(id=recovery.id)
    rows = rows.filter(taken_at=None) if after is None else rows.filter(taken_at__isnull=False, owner_id=after)
    if by.id is None or by.id == after or not rows.update(owner_id=by.id, taken_at=at):
        return False
    previous, recovery.owner_id, recovery.taken_at = recovery.owner_id, by.id, at
    previous_id = previous if previous != by.id else None
    announce(events.RecoveryTaken, recovery, by, at, staff_id=by.id, previous_id=previous_id)
    return True


@transaction.atomic
def give_back(recovery: Recovery, *, by: Actor, at: datetime) -> bool:
    """Undo having taken it. False if `by` had not."""
    rows = Recovery.objects.unsettled().filter(id=recovery.id, owner_id=by.id, taken_at__isnull=False)
    if not rows.update(taken_at=None):
        return False
    recovery.taken_at = None
    announce(events.RecoveryGivenBack, recovery, by, at)
    return True


@transaction.atomic
def hand_over(recovery: Recovery, staff_id: int | None, *, by: Actor, at: datetime) -> bool:
    """It is theirs from now on; they say themselves that they see to it. False if it is no longer as it was seen."""
    previous_id = recovery.owner_id
    rows = Recovery.objects.unsettled().filter(id=recovery.id, owner_id=previous_id)
    if staff_id == previous_id or not rows.update(owner_id=staff_id, taken_at=None):
        return False
    recovery.owner_id, recovery.taken_at = staff_id, None
    handed = announce(events.RecoveryHandedOver, recovery, by, at, staff_id=staff_id, previous_id=previous_id)
    if staff_id != by.id:
        tell(rules.HANDED_OVER, recovery, handed)
    return True


@transaction.atomic
def contact(recovery: Recovery, *, by: Actor, at: datetime) -> bool:
    """The customer heard from us, by a letter or otherwise; who did it sees to it. False if that was known."""
    if not Recovery.objects.unsettled().filter(id=recovery.id, contacted_at=None).update(contacted_at=at):
        return False
    recovery.contacted_at = at
    announce(events.RecoveryContacted, recovery, by, at)
    take(recovery, by=by, at=at)
    watch(recovery)
    return True


@transaction.atomic
def note_overdue(recovery: Recovery, due: datetime, *, by: Actor) -> bool:
    """Tell everybody who looks that what was due then is late. False if it is not, or is known."""
    rows = Recovery.objects.unsettled().filter(id=recovery.id).exclude(late_since__isnull=False, late_since=due)
    if recovery.due_at != due or not rows.update(late_since=due):
        return False
    recovery.late_since = due
    step = "outcome" if recovery.contacted_at else "contact"
    tell(rules.LATE, recovery, announce(events.RecoveryOverdue, recovery, by, due, step=step))
    return True
