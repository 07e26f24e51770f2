"""What somebody says of an item, as often as the phone tells it."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.safety.pictures import SMALL, NoPicture, redrawn
from wellserved.learning.inspections import rules
from wellserved.learning.inspections.models import Answer, Inspection, Item, Photo
from wellserved.learning.inspections.rules import NotAllowed, Told
from wellserved.serving.conversations.enclosing import enclosed


@transaction.atomic
def answer(item: Item, told: Told, *, by_staff_id: int | None, at: datetime) -> bool:
    """Keep the answer; False if it was told before. NotAllowed once the walk is over."""
    inspection = _open(item)
    told = rules.checked(told, item.way)
    if Answer.objects.filter(item=item, told_as=told.id).exists():
        return False
    if Answer.objects.filter(item=item).count() >= rules.MOST_ANSWERS:
        raise NotAllowed("This was answered too often; begin another inspection.")
    Answer(
        item=item,
        told_as=told.id,
        outcome=told.outcome,
        value=told.value,
        named=told.named,
        came=told.came,
        note=told.note,
        given_at=rules.within(told.at, inspection.started_at, at),
        received_at=at,
        by_staff_id=by_staff_id,
    ).save(force_insert=True)
    return True


def add_photo(item: Item, id: str, data: bytes, *, at: datetime) -> bool:
    """Keep a photo; False if it was told before. NotAllowed if it is none, or one too many."""
    if len(data) > rules.PHOTO_BYTES:
        raise NotAllowed(f"A photo has at most {rules.PHOTO_BYTES // 1_000_000} MB.")
    try:
        redrawn(data, SMALL)
    except NoPicture as none:
        raise NotAllowed("This is not a photo that can be shown.") from none
    file = enclosed("photo", "image/jpeg", data)  # before the transaction: a scanner takes its time
    with transaction.atomic():
        _open(item)
        if Photo.objects.filter(item=item, told_as=id).exists():
            return False
        if Photo.objects.filter(item=item).count() >= rules.MOST_PHOTOS:
            raise NotAllowed(f"An item has at most {rules.MOST_PHOTOS} photos.")
        Photo(item=item, told_as=id, sha256=file.sha256, size=file.size, scan=file.scan, received_at=at).save(
            force_insert=True
        )
    return True


def _open(item: Item) -> Inspection:
    """The walk, held so that nobody finishes it in between, nor tells the same twice at one moment."""
    inspection = Inspection.objects.select_for_update(of=("self",)).get(id=item.inspection_id)
    if not inspection.is_open:
        raise NotAllowed("This inspection is over; nothing more can be said of it.")
    return inspection
