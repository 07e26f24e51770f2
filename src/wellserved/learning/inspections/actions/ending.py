"""A walk is over: it counts, or it does not."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.inspections import reads, rules
from wellserved.learning.inspections.events import InspectionDiscarded, InspectionFinished
from wellserved.learning.inspections.models import Answer, Inspection
from wellserved.serving.conversations import actions as conversations


@transaction.atomic
def finish(inspection: Inspection, *, by: Actor, at: datetime) -> bool:
    """What was answered is observed of its standards at the site, once. False if the walk was over already."""
    if not Inspection.objects.unfinished().filter(id=inspection.id).update(finished_at=at):
        return False
    inspection.finished_at = at
    lines = reads.walk(inspection).lines
    answered = [(line.item.standard.key, line.answer) for line in lines if line.answer and line.verdict]
    if answered:
        inspection.conversation = conversations.inspect(
            _inspector(inspection, at),
            inspection.site,
            channel=inspection.channel,
            subject=inspection.title,
            team=inspection.team,
            topic=inspection.topic,
            groups=[inspection.group] if inspection.group else [],
            by=by,
            at=inspection.started_at,
        )
        inspection.save(update_fields=["conversation"])
        for key, answer in sorted(answered, key=lambda one: (one[1].given_at, one[1].id)):
            _observe(inspection, key, answer, by)
    finished = InspectionFinished(
        at=at, by=by, site_id=inspection.site_id, inspection_id=inspection.id, answered=len(answered)
    )
    record(finished)
    return True


@transaction.atomic
def discard(inspection: Inspection, *, by: Actor, at: datetime) -> bool:
    """It does not count. False if it was over already."""
    if not Inspection.objects.unfinished().filter(id=inspection.id).update(discarded_at=at):
        return False
    inspection.discarded_at = at
    record(InspectionDiscarded(at=at, by=by, site_id=inspection.site_id, inspection_id=inspection.id))
    return True


def _observe(inspection: Inspection, key: str, answer: Answer, by: Actor) -> None:
    assert inspection.conversation is not None
    conversations.observe(
        inspection.conversation,
        key,
        rules.HAPPENED[answer.outcome],
        value=answer.value,
        source="inspection",
        by=by,
        at=answer.given_at,
    )


def _inspector(inspection: Inspection, at: datetime) -> Customer:
    """Somebody without an address, so that nobody ever writes to them."""
    if inspection.is_for_guest:
        name = inspection.guest_name or "Mystery guest"
        return recognise(Identity.EXTERNAL, f"inspection {inspection.id}", name=name, at=at)
    staff = Staff.objects.filter(id=inspection.by_staff_id).first()
    name = staff.name if staff else ""
    return recognise(Identity.EXTERNAL, f"inspection by staff {inspection.by_staff_id}", name=name, at=at)
