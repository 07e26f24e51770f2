"""What happened is written beside the charts, corrected, removed, and all of this undone."""

from datetime import date, datetime

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.improvement.events import AnnotationAdded, AnnotationRemoved, AnnotationRestored
from wellserved.learning.improvement.models import Annotation
from wellserved.learning.improvement.rules import NotAllowed

LONGEST = 120
KINDS = (Annotation.NOTE, Annotation.CHANGE)


@transaction.atomic
def annotate(
    day: date,
    text: str,
    *,
    kind: str = Annotation.NOTE,
    site_id: int | None = None,
    improvement_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Annotation:
    """Write it beside the charts of the site, or of the whole house. NotAllowed for words or a kind that can't be."""
    return _add(Annotation(day=day, text=text, kind=kind, site_id=site_id, improvement_id=improvement_id), by, at)


@transaction.atomic
def correct(annotation: Annotation, day: date, text: str, *, kind: str, by: Actor, at: datetime) -> Annotation | None:
    """Say it otherwise, at the same place; the new one. None if it was removed meanwhile. NotAllowed as above."""
    if not _removed(annotation.id, at):
        return None
    place = {"site_id": annotation.site_id, "improvement_id": annotation.improvement_id}
    return _add(Annotation(day=day, text=text, kind=kind, replaces_id=annotation.id, **place), by, at)


@transaction.atomic
def remove(annotation: Annotation, *, by: Actor, at: datetime) -> bool:
    """It is no longer shown. False if it was removed before."""
    if not _removed(annotation.id, at):
        return False
    record(AnnotationRemoved(at=at, by=by, site_id=annotation.site_id, annotation_id=annotation.id))
    return True


@transaction.atomic
def undo(annotation: Annotation, *, by: Actor, at: datetime) -> bool:
    """Put back one that was removed or corrected; what replaced it goes. False if it stands, or if the replacement
    was itself changed since: then that is what people saw last."""
    replacement = Annotation.objects.filter(replaces_id=annotation.id).first()
    if replacement:
        standing = Annotation.objects.standing().filter(id=replacement.id)
        if not standing.update(removed_at=at, replaces=None):
            return False
        record(AnnotationRemoved(at=at, by=by, site_id=annotation.site_id, annotation_id=replacement.id))
    if not Annotation.objects.filter(id=annotation.id, removed_at__isnull=False).update(removed_at=None):
        return False
    record(AnnotationRestored(at=at, by=by, site_id=annotation.site_id, annotation_id=annotation.id))
    return True


def _removed(annotation_id: int, at: datetime) -> int:
    return Annotation.objects.standing().filter(id=annotation_id).update(removed_at=at)


def _add(annotation: Annotation, by: Actor, at: datetime) -> Annotation:
    annotation.text = " ".join(annotation.text.split())
    if not annotation.text or len(annotation.text) > LONGEST:
        raise NotAllowed(f"Say in 1 to {LONGEST} characters what happened.")
    if annotation.kind not in KINDS:
        raise NotAllowed(f"It is a {' or a '.join(KINDS)}, not {annotation.kind!r}.")
    annotation.by_staff_id, annotation.at = by.id if by.kind == "staff" else None, at
    annotation.save(force_insert=True)
    told = AnnotationAdded(
        at=at,
        by=by,
        site_id=annotation.site_id,
        annotation_id=annotation.id,
        day=annotation.day.isoformat(),
        of_kind=annotation.kind,
        replaces=annotation.replaces_id,
    )
    record(told)
    return annotation
