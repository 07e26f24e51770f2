"""Whose remote pictures are shown without asking."""

from datetime import datetime

from wellserved.ground.journal.actor import Actor
from wellserved.serving.channels.email.models import ShownPictures


def show_pictures_of(address: str, *, by: Actor, at: datetime) -> None:
    """From now on, for the whole house."""
    ShownPictures.objects.get_or_create(address=address.casefold(), defaults={"by_staff_id": by.id, "at": at})


def ask_about_pictures_of(address: str) -> bool:
    """No longer. False if they were not shown."""
    gone, _ = ShownPictures.objects.filter(address=address.casefold()).delete()
    return bool(gone)
