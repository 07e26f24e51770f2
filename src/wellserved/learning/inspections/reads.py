"""Questions about inspections. The viewer comes first; what is not theirs is DoesNotExist."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch

from wellserved.ground.accounts.models import Staff
from wellserved.learning.inspections import rules
from wellserved.learning.inspections.models import Answer, Inspection, Item, Photo
from wellserved.learning.inspections.rules import Situation
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


@dataclass(frozen=True)
class Inspectable:
    """`chosen` are the standards that one can see or measure in a situation, each with the way it is answered;
    `others` how many one could besides, with another team, in another matter or as another customer."""

    chosen: Sequence[tuple[Standard, str]]
    others: int


def inspectable(situation: Situation, at: datetime) -> Inspectable:
    """Of the standards that are in force."""
    where = facts.Watch(
        0,
        situation.site_id,
        None,
        at=at,
        channel=situation.channel,
        team_id=situation.team_id,
        topic=situation.topic,
        groups=situation.groups,
    )
    terms = {one.id: one for one in Book().terms.values() if one.in_force(at)}
    chosen, others = [], 0
    for standard in Standard.objects.filter(id__in=terms).order_by("dimension", "key"):
        one = terms[standard.id]
        if way := rules.way_of(one, observers_of(standard)):
            if holds(one, where):
                chosen.append((standard, way))
            else:
                others += holds(replace(one, scope=_somewhere(one.scope)), where)
    return Inspectable(chosen, others)


def _somewhere(scope: facts.Scope) -> facts.Scope:
    """The same places and doors, whoever serves whom, and whatever it is about."""
    return facts.Scope(scope.channels, scope.sites)


def observers_of(standard: Standard) -> tuple[str, ...]:
    """Who may observe it; whoever isn't named otherwise may."""
    rule = standard.rule.get("of", standard.rule)
    named = rule.get("by", ("inspection",))
    return (named,) if isinstance(named, str) else tuple(named)


def inspections(viewer: Staff, site_id: int | None = None) -> list[Walk]:
    """Those at the viewer's sites, the newest first."""
    rows = Inspection.objects.within(viewer.scope).select_related("site", "team").order_by("-started_at", "-id")
    rows = rows if site_id is None else rows.filter(site_id=site_id)
    return _walks(list(rows[:MOST_LISTED]))


def inspection(viewer: Staff, inspection_id: int) -> Walk:
    """Inspection.DoesNotExist when it is not theirs to see."""
    rows = Inspection.objects.within(viewer.scope).select_related("site", "team")
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


def photos_held(digests: Collection[str]) -> set[str]:
    """Which of these files (by SHA-256) are photos of a walk."""
    return set(Photo.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
