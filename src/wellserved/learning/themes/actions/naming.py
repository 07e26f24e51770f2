"""What people make of what was found: a name, a place, two that are one, a text that is none of it; all undoable."""

from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.themes import events
from wellserved.learning.themes.models import NAME_CHARACTERS, Removal, Theme, ThemeText


class NotAllowed(Exception):  # noqa: N818 - reads as a sentence: raise NotAllowed
    """The message says why."""


@transaction.atomic
def name(theme: Theme, called: str, *, by: Actor, at: datetime) -> bool:
    """What people call it; "" leaves it to its terms. False if it was called that."""
    called = " ".join(called.split())[:NAME_CHARACTERS]
    if not _change(theme, name=called):
        return False
    record(events.ThemeNamed(at=at, by=by, theme_id=theme.id))
    return True


@transaction.atomic
def pin(theme: Theme, pinned: bool, *, by: Actor, at: datetime) -> bool:
    """It stands first from now on, and is kept when nobody speaks of it; or no longer. False if it was so."""
    if (theme.pinned_at is not None) == pinned or not _change(theme, pinned_at=at if pinned else None):
        return False
    record(events.ThemePinned(at=at, by=by, theme_id=theme.id, pinned=pinned))
    return True


@transaction.atomic
def hide(theme: Theme, hidden: bool, *, by: Actor, at: datetime) -> bool:
    """It is of no interest, also when it is found again; or it is after all. False if it was so."""
    if (theme.hidden_at is not None) == hidden or not _change(theme, hidden_at=at if hidden else None):
        return False
    record(events.ThemeHidden(at=at, by=by, theme_id=theme.id, hidden=hidden))
    return True


@transaction.atomic
def merge(theme: Theme, into: Theme, *, by: Actor, at: datetime) -> None:
    """`into` counts for both, also in the runs to come. NotAllowed where one of them is merged already."""
    rows = {
        row.id: row for row in Theme.objects.select_for_update().filter(id__in=(theme.id, into.id)).order_by("id")
    }
    this, that = rows[theme.id], rows[into.id]
    if this.id == that.id or this.merged_into_id or that.merged_into_id:
        raise NotAllowed("Choose another theme that stands for itself.")
    if this.merged.exists():
        raise NotAllowed("Others were merged into this one: merge the other way round.")
    theme.merged_into = into
    theme.save(update_fields=["merged_into"])
    record(events.ThemeMerged(at=at, by=by, theme_id=theme.id, into_id=into.id))


@transaction.atomic
def part(theme: Theme, *, by: Actor, at: datetime) -> bool:
    """It stands for itself again. False if it did."""
    if not Theme.objects.filter(id=theme.id, merged_into__isnull=False).update(merged_into=None):
        return False
    record(events.ThemeMerged(at=at, by=by, theme_id=theme.id, into_id=None))
    return True


@transaction.atomic
def remove(theme: Theme, kind: str, text_id: int, *, by: Actor, at: datetime) -> bool:
    """This text does not speak of it, and no run says so again. False if it did not."""
    of_it = ThemeText.objects.filter(theme__in=together(theme), kind=kind, text_id=text_id)
    themes = list(of_it.values_list("theme_id", flat=True))
    for theme_id in themes:
        Removal.objects.get_or_create(theme_id=theme_id, kind=kind, text_id=text_id, defaults={"at": at})
    of_it.delete()
    if themes:
        _tell(theme, kind, text_id, removed=True, by=by, at=at)
    return bool(themes)


@transaction.atomic
def restore(theme: Theme, kind: str, text_id: int, *, by: Actor, at: datetime) -> bool:
    """It may speak of it after all: the next run says whether it does. False if nobody had taken it out."""
    rows = Removal.objects.filter(theme__in=together(theme), kind=kind, text_id=text_id)
    if not rows.delete()[0]:
        return False
    _tell(theme, kind, text_id, removed=False, by=by, at=at)
    return True


def _tell(theme: Theme, kind: str, text_id: int, *, removed: bool, by: Actor, at: datetime) -> None:
    told = events.ThemeTextRemoved(at=at, by=by, theme_id=theme.id, text_kind=kind, text_id=text_id, removed=removed)
    record(told)


def together(theme: Theme) -> list[int]:
    """Itself and what it counts for."""
    return [theme.id, *theme.merged.values_list("id", flat=True)]


def _change(theme: Theme, **values: Any) -> bool:
    """Whether it was otherwise before."""
    for field, value in values.items():
        setattr(theme, field, value)
    return bool(Theme.objects.filter(id=theme.id).exclude(**values).update(**values))
