"""A miss is excused, with a reason and an author that everybody sees; the miss itself stays on record."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.serving.standards.actions.following import hold
from wellserved.serving.standards.events import ExcuseWithdrawn, StandardExcused
from wellserved.serving.standards.models import Excuse, Measurement


@transaction.atomic
def excuse(measurement: Measurement, reason: str, *, by: Actor, at: datetime) -> Excuse | None:
    """Excuse the miss. None if it is none (any more), or somebody excused it before; ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Say why: the reason stays beside the miss for everybody to see.")
    hold([measurement.conversation_id])
    missed = Measurement.objects.filter(id=measurement.id, verdict=Measurement.MISSED).first()
    if missed is None:
        return None
    given = Excuse(
        conversation_id=missed.conversation_id,
        standard_id=missed.standard_id,
        started_seq=missed.started_seq,
        reason=reason.strip()[:300],
        by_staff_id=by.id if by.kind == "staff" else None,
        at=at,
    )
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:
        return None
    _record(StandardExcused, missed, by, at)
    return given


@transaction.atomic
def withdraw_excuse(given: Excuse, *, by: Actor, at: datetime) -> bool:
    """It is a miss again. False if the excuse was taken back before."""
    hold([given.conversation_id])
    who = by.id if by.kind == "staff" else None
    if not Excuse.objects.filter(id=given.id, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by_id=who):
        return False
    excused = Measurement.objects.filter(
        conversation_id=given.conversation_id, standard_id=given.standard_id, started_seq=given.started_seq
    )
    for one in excused.filter(verdict=Measurement.EXCUSED):
        _record(ExcuseWithdrawn, one, by, at)
    return True


def _record(
    event: type[StandardExcused] | type[ExcuseWithdrawn], about: Measurement, by: Actor, at: datetime
) -> None:
    record(
        event(
            at=at,
            by=by,
            conversation_id=about.conversation_id,
            site_id=about.site_id,
            standard_id=about.standard_id,
            started_seq=about.started_seq,
            verdict_at=about.at.isoformat(),
            team_id=about.team_id,
            staff_id=about.staff_id,
        )
    )
