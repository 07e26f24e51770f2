"""The nightly look at what customers say."""

from collections.abc import Hashable, Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from wellserved.ground import clock
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.themes import events, words
from wellserved.learning.themes.dividing import takes
from wellserved.learning.themes.matching import matched
from wellserved.learning.themes.models import Division, Removal, Theme, ThemeText
from wellserved.learning.themes.reads.texts import LOOKED_BACK, Text, latest_texts, names_of_staff
from wellserved.learning.themes.tone import tone

if TYPE_CHECKING:
    from wellserved.learning.themes.grouping import Group

Side = tuple[Set[Hashable], Set[str]]  # texts and terms


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
    known = _known({id: (before[id] & same, terms[id]) for id in before}, now)
    looked_at.delete()
    for place, one in enumerate(groups):
        _put(_theme(known.get(place), one, at), one, texts, at)
    Theme.objects.of_nobody().exclude(seen_at=at).delete()
    record(events.ThemesGrouped(at=at, by=SYSTEM, texts=len(texts), themes=len(groups), known=len(known)))


def _known(before: Mapping[int, Side], now: Sequence[Side]) -> dict[int, int]:
    """As `matched`. A theme is known again with what was divided from it; only what then is left may be a part."""
    of = dict(Division.objects.values_list("theme_id", "of_id"))
    whole = {id: (set(texts), terms) for id, (texts, terms) in before.items() if id not in of}
    for part, theme in of.items():
        if theme in whole:
            whole[theme][0].update(before[part][0])
    known = matched(whole, now)
    left = [place for place in range(len(now)) if place not in known]
    parts = matched({part: before[part] for part in of}, [now[place] for place in left])
    return known | {left[place]: id for place, id in parts.items()}


def _theme(id: int | None, group: "Group", at: datetime) -> Theme:
    if id is None:
        theme = Theme(terms=list(group.terms), found_at=at, seen_at=at)
        theme.save(force_insert=True)
        return theme
    theme = Theme.objects.get(id=id)
    theme.terms, theme.seen_at = list(group.terms), at
    theme.save(update_fields=["terms", "seen_at"])
    return theme


def _put(theme: Theme, group: "Group", texts: Sequence[Text], at: datetime) -> None:
    """Its texts, but for those that a person told apart: these are the part's."""
    divisions = list(Division.objects.filter(of_id__in=(theme.id, theme.merged_into_id)).order_by("id"))
    Theme.objects.filter(division__in=divisions).update(seen_at=at)
    ids = {theme.id, *(division.theme_id for division in divisions)}
    taken_out = set(Removal.objects.filter(theme_id__in=ids).values_list("theme_id", "kind", "text_id"))
    staff = names_of_staff() if divisions else frozenset()
    rows = []
    for place, weight in group.members:
        text = texts[place]
        theme_id = _part(text, divisions, staff) or theme.id
        if (theme_id, text.kind, text.id) not in taken_out:
            rows.append(_row(theme_id, text, weight))
    ThemeText.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)  # two groups may share a part


def _part(text: Text, divisions: Sequence[Division], staff: frozenset[str]) -> int | None:
    told = words.terms(text.words, text.hidden | staff) if divisions else []
    return next((one.theme_id for one in divisions if takes(_key(text), told, one.words, one.chosen)), None)


def _row(theme_id: int, text: Text, weight: float) -> ThemeText:
    return ThemeText(
        theme_id=theme_id,
        kind=text.kind,
        text_id=text.id,
        conversation_id=text.conversation_id,
        customer_id=text.customer_id,
        site_id=text.site_id,
        at=text.at,
        weight=weight,
        tone=tone(text.words),
    )


def _key(text: Text) -> tuple[str, int]:
    return text.kind, text.id


def _whose(text: Text) -> tuple[str, int]:
    """Who said it; an answer without a name is nobody else's."""
    return ("customer", text.customer_id) if text.customer_id is not None else _key(text)
