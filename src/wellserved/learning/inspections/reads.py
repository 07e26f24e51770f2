"""Questions about inspections. The viewer comes first; what is not theirs is DoesNotExist."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch

from wellserved.ground.accounts.models import Staff
from wellserved.learning.inspections import rules
from wellserved.learning.inspections.models import Answer, Inspection, Item, Photo
from wellserved.serving.standards import facts
from wellserved.serving.standards.facts import MET, MISSED, Terms
from wellserved.serving.standards.intended import holds
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.reads import Book

MOST_LISTED = 200


@dataclass(frozen=True)
class Line:
    """An item with what was answered; `answers` in order, the last one stands."""

    item: Item
    terms: Terms
    answers: Sequence[Answer]
    photos: Sequence[Photo]

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def verdict(self) -> str:
        """met, missed or not applicable; "" while nobody has judged it."""
        return rules.verdict(self.answer.outcome, self.answer.value, self.terms) if self.answer else ""


@dataclass(frozen=True)
class Walk:
    """An inspection with its lines."""

    inspection: Inspection
    lines: Sequence[Line]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return Counter(line.verdict for line in self.lines)

    @property
    def met(self) -> int:
        return self.counts[MET]

    @property
    def judged(self) -> int:
        return self.counts[MET] + self.counts[MISSED]

    @property
    def answered(self) -> int:
        return len(self.lines) - self.counts[""]


def inspectable(site_id: int, channel: str, at: datetime) -> list[tuple[Standard, str]]:
    """The standards in force that one can see or measure on a walk there, each with the way it is answered."""
    place = facts.Watch(0, site_id, None, at=at, channel=channel)
    terms = {one.id: one for one in Book().terms.values() if one.in_force(at) and holds(one, place)}
    found = []
    for standard in Standard.objects.filter(id__in=terms).order_by("dimension", "key"):
        if way := rules.way_of(terms[standard.id], observers_of(standard)):
            found.append((standard, way))
    return found


def observers_of(standard: Standard) -> tuple[str, ...]:
    """Who may observe it; whoever isn't named otherwise may."""
    rule = standard.rule.get("of", standard.rule)
    named = rule.get("by", ("inspection",))
    return (named,) if isinstance(named, str) else tuple(named)


def inspections(viewer: Staff, site_id: int | None = None) -> list[Walk]:
    """Those at the viewer's sites, the newest first."""
    rows = Inspection.objects.within(viewer.scope).select_related("site").order_by("-started_at", "-id")
    rows = rows if site_id is None else rows.filter(site_id=site_id)
    return _walks(list(rows[:MOST_LISTED]))


def inspection(viewer: Staff, inspection_id: int) -> Walk:
    """Inspection.DoesNotExist when it is not theirs to see."""
    rows = Inspection.objects.within(viewer.scope).select_related("site")
    return _walks([rows.get(id=inspection_id)])[0]


def walk(inspection: Inspection) -> Walk:
    """For whoever has found it already: by a guest's link."""
    return _walks([inspection])[0]


def photo(walk: Walk, photo_id: int) -> Photo | None:
    """A photo of that walk that may be shown."""
    photos = (photo for line in walk.lines for photo in line.photos)
    return next((one for one in photos if one.id == photo_id and one.scan != Photo.INFECTED), None)


def _walks(inspections: Sequence[Inspection]) -> list[Walk]:
    answers = Prefetch("answers", Answer.objects.order_by("given_at", "id"))
    items = Item.objects.filter(inspection__in=[one.id for one in inspections]).select_related("standard")
    terms = Book().terms
    lines: dict[int, list[Line]] = {one.id: [] for one in inspections}
    for item in items.prefetch_related(answers, "photos").order_by("inspection_id", "place"):
        line = Line(item, terms[item.standard_id], list(item.answers.all()), list(item.photos.all()))
        lines[item.inspection_id].append(line)
    return [Walk(one, lines[one.id]) for one in inspections]
