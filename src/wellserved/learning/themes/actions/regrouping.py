"""The nightly look at what customers say."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from wellserved.ground import clock
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.themes import events, words
from wellserved.learning.themes.matching import matched
from wellserved.learning.themes.models import Removal, Theme, ThemeText
from wellserved.learning.themes.reads.texts import LOOKED_BACK, Text, latest_texts, names_of_staff
from wellserved.learning.themes.tone import tone

if TYPE_CHECKING:
    from wellserved.learning.themes.grouping import Group


def regroup() -> None:
    """Group the latest texts anew; themes that people know stay themselves."""
    from wellserved.learning.themes.grouping import group  # NumPy is loaded when a worker needs it

    at = clock.now()
    texts, staff = latest_texts(at), names_of_staff()
    told = [words.terms(text.words, text.hidden | staff) for text in texts]
    keep(texts, group(told, [_whose(text) for text in texts]), at=at)


@transaction.atomic
def keep(texts: Sequence[Text], groups: "Sequence[Group]", *, at: datetime) -> None:
    """Write the groups over those of the run before, as far back as the texts reach."""
    ThemeText.objects.filter(at__lt=at - LOOKED_BACK).delete()
    if not groups:
        return
    looked_at = ThemeText.objects.filter(at__gte=min(text.at for text in texts))
    before: dict[int, set[tuple[str, int]]] = {id: set() for id in Theme.objects.values_list("id", flat=True)}
    for theme_id, kind, text_id in looked_at.values_list("theme_id", "kind", "text_id"):
        before[theme_id].add((kind, text_id))
    same = {(text.kind, text.id) for text in texts}
    terms = {one.id: set(one.terms) for one in Theme.objects.all()}
    now = [({_key(texts[place]) for place, _ in one.members}, set(one.terms)) for one in groups]
    known = matched({id: (before[id] & same, terms[id]) for id in before}, now)
    looked_at.delete()
    for place, one in enumerate(groups):
        _put(_theme(known.get(place), one, at), one, texts)
    Theme.objects.of_nobody().exclude(seen_at=at).delete()
    record(events.ThemesGrouped(at=at, by=SYSTEM, texts=len(texts), themes=len(groups), known=len(known)))


def _theme(id: int | None, group: "Group", at: datetime) -> Theme:
    if id is None:
        theme = Theme(terms=list(group.terms), found_at=at, seen_at=at)
        theme.save(force_insert=True)
        return theme
    theme = Theme.objects.get(id=id)
    theme.terms, theme.seen_at = list(group.terms), at
    theme.save(update_fields=["terms", "seen_at"])
    return theme


def _put(theme: Theme, group: "Group", texts: Sequence[Text]) -> None:
    taken_out = set(Removal.objects.filter(theme=theme).values_list("kind", "text_id"))
    ThemeText.objects.bulk_create(
        [
            ThemeText(
                theme=theme,
                kind=text.kind,
                text_id=text.id,
                conversation_id=text.conversation_id,
                customer_id=text.customer_id,
                site_id=text.site_id,
                at=text.at,
                weight=weight,
                tone=tone(text.words),
            )
            for text, weight in ((texts[place], weight) for place, weight in group.members)
            if _key(text) not in taken_out
        ],
        batch_size=500,
    )


def _key(text: Text) -> tuple[str, int]:
    return text.kind, text.id


def _whose(text: Text) -> tuple[str, int]:
    """Who said it; an answer without a name is nobody else's."""
    return ("customer", text.customer_id) if text.customer_id is not None else _key(text)
