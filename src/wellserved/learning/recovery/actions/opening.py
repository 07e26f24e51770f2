"""A dissatisfied answer is somebody's to make right, at once; one that was changed in time is nobody's."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.reads import leading_at
from wellserved.ground.hours.reads import hours_of
from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback.models import Response
from wellserved.learning.recovery import events, reads, rules
from wellserved.learning.recovery.actions.announce import announce, watch
from wellserved.learning.recovery.models import Recovery


@transaction.atomic
def open(response: Response, *, by: Actor, at: datetime) -> Recovery:
    """Whoever served owns it, if they still serve there; else who leads the site."""
    terms = reads.terms_of(response.site_id)
    due = rules.due(hours_of(response.site_id, at), at, terms.contact_hours, terms.outcome_hours)
    recovery = Recovery(
        response=response,
        conversation=response.conversation,
        site_id=response.site_id,
        owner_id=_owner(response),
        opened_at=at,
        contact_due_at=due.contact,
        outcome_due_at=due.outcome,
    )
    recovery.save(force_insert=True)
    announce(
        events.RecoveryOpened,
        recovery,
        by,
        at,
        response_id=response.id,
        contact_due=due.contact.isoformat(),
        outcome_due=due.outcome.isoformat(),
        staff_id=recovery.owner_id,
    )
    watch(recovery)
    return recovery


@transaction.atomic
def withdraw(recovery: Recovery, *, by: Actor, at: datetime) -> bool:
    """Nothing is to be made right after all. False once somebody has begun to: then they see it through."""
    if not Recovery.objects.untouched().filter(id=recovery.id).update(withdrawn_at=at):
        return False
    recovery.withdrawn_at = at
    announce(events.RecoveryWithdrawn, recovery, by, at)
    return True


def _owner(response: Response) -> int | None:
    serving = Staff.objects.get_queryset().active().at_site(response.site_id)
    if response.staff_id is not None and serving.filter(id=response.staff_id).exists():
        return response.staff_id
    leading = leading_at(response.site_id)
    return leading[0].id if leading else None
