"""A dissatisfied answer is somebody's to make right, at once; one that was changed in time is nobody's."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.reads import leading_at
from wellserved.ground.hours.reads import hours_of
from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback.models import Response
from wellserved.learning.recovery import events, reads, rules
from wellserved.learning.recovery.actions.announce import announce, tell, watch
from wellserved.learning.recovery.models import Recovery


@transaction.atomic
def open(response: Response, *, by: Actor, at: datetime) -> Recovery:
    """Whoever served owns it, if they still serve there; else who leads the site."""
    due = due_from(response.site_id, at)
    recovery = Recovery(
        response=response,
        conversation=response.conversation,
        site_id=response.site_id,
        owner_id=whose(response.site_id, response.staff_id),
        opened_at=at,
        contact_due_at=due.contact,
        outcome_due_at=due.outcome,
    )
    recovery.save(force_insert=True)
    opened = announce(
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
    tell(rules.OPENED, recovery, opened)
    return recovery


@transaction.atomic
def withdraw(recovery: Recovery, *, by: Actor, at: datetime) -> bool:
    """Nothing is to be made right after all. False once somebody has begun to: then they see it through."""
    if not Recovery.objects.untouched().filter(id=recovery.id).update(withdrawn_at=at):
        return False
    recovery.withdrawn_at = at
    announce(events.RecoveryWithdrawn, recovery, by, at)
    return True


@transaction.atomic
def ease(recovery: Recovery, eased: bool, *, by: Actor, at: datetime) -> bool:
    """They are content by now, or not after all, while it is being made right. False if that was known."""
    rows = Recovery.objects.standing().filter(id=recovery.id, eased_at__isnull=eased)
    if not rows.update(eased_at=at if eased else None):
        return False
    recovery.eased_at = at if eased else None
    announce(events.RecoveryEased, recovery, by, at, eased=eased)
    return True


def whose(site_id: int, served_by: int | None) -> int | None:
    """Whoever served, if they still serve there; else who leads the site."""
    serving = Staff.objects.get_queryset().active().at_site(site_id)
    if served_by is not None and serving.filter(id=served_by).exists():
        return served_by
    leading = leading_at(site_id)
    return leading[0].id if leading else None


def due_from(site_id: int, at: datetime) -> rules.Due:
    """By when the site owes the first word and the outcome, if it learns of it at this moment."""
    terms = reads.terms_of(site_id)
    return rules.due(hours_of(site_id, at), at, terms.contact_hours, terms.outcome_hours)
