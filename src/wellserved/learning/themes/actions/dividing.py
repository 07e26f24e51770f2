"""Two matters in one theme are told apart, and are one again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.themes import events
from wellserved.learning.themes.actions.naming import NotAllowed, together
from wellserved.learning.themes.dividing import Key, takes, terms_of
from wellserved.learning.themes.models import NAME_CHARACTERS, Division, Theme, ThemeText
from wellserved.learning.themes.reads.texts import told_terms


@transaction.atomic
def divide(
    theme: Theme, words: Sequence[str], chosen: Collection[Key] = (), *, called: str = "", by: Actor, at: datetime
) -> Theme:
    """What of it has one of these words, or was chosen, is the theme that is returned, also in the runs to come.

    NotAllowed where that is nothing, or all there is.
    """
    Theme.objects.select_for_update().get(id=theme.id)
    rows = list(ThemeText.objects.filter(theme__in=together(theme)).order_by("id"))
    told = told_terms({(row.kind, row.text_id) for row in rows})
    chosen = told.keys() & set(chosen)
    moved = {key for key, terms in told.items() if takes(key, terms, words, chosen)}
    if not moved:
        raise NotAllowed("No text of this theme has these words. Choose others, or choose examples.")
    if len(moved) == len(told):
        raise NotAllowed("All texts of this theme would go: then it is one matter. Name it instead.")
    part = Theme(
        name=" ".join(called.split())[:NAME_CHARACTERS],
        terms=terms_of([told[key] for key in sorted(moved)], words),
        found_at=at,
        seen_at=theme.seen_at,
    )
    part.save(force_insert=True)
    texts = [list(key) for key in sorted(chosen)]
    Division(theme=part, of=theme, words=list(words), texts=texts, at=at).save(force_insert=True)
    _move(rows, moved, part)
    record(events.ThemeDivided(at=at, by=by, theme_id=theme.id, part_id=part.id, divided=True))
    return part


@transaction.atomic
def unite(part: Theme, *, by: Actor, at: datetime) -> Theme | None:
    """Undo that: what it held is the other's again, which is returned; None if it was not divided from any."""
    division = Division.objects.select_for_update().filter(theme=part).select_related("of").first()
    if division is None:
        return None
    rows = list(ThemeText.objects.filter(theme=part).order_by("id"))
    _move(rows, {(row.kind, row.text_id) for row in rows}, division.of)
    record(events.ThemeDivided(at=at, by=by, theme_id=division.of_id, part_id=part.id, divided=False))
    part.delete()
    return division.of


def _move(rows: Sequence[ThemeText], moved: Collection[Key], to: Theme) -> None:
    """Each of them once: of two that were merged, both may have held it."""
    theirs = set(ThemeText.objects.filter(theme=to).values_list("kind", "text_id"))
    for row in rows:
        key = row.kind, row.text_id
        if key not in moved:
            continue
        if key in theirs:
            row.delete()
            continue
        theirs.add(key)
        row.theme = to
        row.save(update_fields=["theme"])
