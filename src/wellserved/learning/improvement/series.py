"""Reads: the figures of a place, week by week or day by day, from the rollups."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.improvement.calendar import Calendar
from wellserved.learning.improvement.measure import (
    COUNT,
    DISSATISFIED,
    GAP,
    HUNDRED,
    MEAN,
    NUMBER,
    PER_HUNDRED,
    RATE,
    RECOVERIES,
    STANDARD,
    Measure,
)
from wellserved.learning.insight.behind import in_local_days
from wellserved.learning.insight.models import Day, DayOfPerception, DayOfStandard
from wellserved.learning.insight.rules import COMPARISON, OVERALL, local_day
from wellserved.learning.recovery.models import Recovery
from wellserved.serving.standards.models import Standard

FEWEST_ANSWERS = 3  # a mean of fewer says more about who answered than about the week


@dataclass(frozen=True, slots=True)
class Point:
    """A week or day from `first` on: `count` of `of` were met (or dissatisfied); `total` sums -2 to 2 over `of`."""

    first: date
    count: int = 0
    of: int = 0
    total: int = 0

    def value(self, unit: str) -> float | None:
        """In the measure's unit; None where there was nothing to measure."""
        if unit == NUMBER:
            return float(self.count) if self.of else None
        if unit == PER_HUNDRED:
            return HUNDRED * self.count / self.of if self.of else None
        if unit == GAP:
            return self.total / self.of if self.of >= FEWEST_ANSWERS else None
        return self.count / self.of if self.of else None


Series = Mapping[Measure, tuple[Point, ...]]


def series(
    viewer: Staff, calendar: Calendar, *, site_ids: Collection[int] | None = None, team_id: int | None = None
) -> Series:
    """Every measure that was seen in the finished weeks (or days), a point for each of these from its first on.

    Of the viewer's sites, or of those of them that are named. PermissionDenied for who may not see quality.
    """
    if not may(viewer.scope, Verb.SEE_QUALITY):
        raise PermissionDenied(Verb.SEE_QUALITY.value)

    def of(model: type[Day]) -> Any:  # a QuerySet of that model
        rows = model.objects.within(viewer.scope).between(calendar.first, calendar.last).order_by()
        rows = rows if site_ids is None else rows.filter(site_id__in=site_ids)
        return rows if team_id is None else rows.filter(team_id=team_id)

    sums: dict[Measure, dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))

    def add(measure: Measure, day: date, *counts: int) -> None:
        bucket = sums[measure][calendar.bucket(day)]
        for index, count in enumerate(counts):
            bucket[index] += count

    keys = dict(Standard.objects.values_list("id", "key"))
    for row in of(DayOfStandard).values("standard_id", "day").annotate(met=Sum("met"), missed=Sum("missed")):
        add(Measure(STANDARD, keys[row["standard_id"]]), row["day"], row["met"], row["met"] + row["missed"])
    recoveries = [] if team_id is not None else _recoveries(viewer, calendar, site_ids)
    answers = of(DayOfPerception).filter(scale=COMPARISON).values("dimension", "day")
    counted = {"of": Sum("answers"), "worse": Sum("dissatisfied"), "total": Sum("gap_sum")}
    for row in answers.annotate(**counted):
        day, dimension = row["day"], row["dimension"]
        add(Measure(MEAN, dimension), day, 0, row["of"], row["total"])
        add(Measure(DISSATISFIED, dimension), day, row["worse"], row["of"])
        if dimension == OVERALL:
            add(Measure(COUNT, DISSATISFIED), day, row["worse"], row["of"])
            if recoveries:  # counted in weeks in which somebody answered
                add(Measure(RATE, RECOVERIES), day, 0, row["of"])
    for day in recoveries:
        add(Measure(RATE, RECOVERIES), day, 1)
    return {
        measure: tuple(Point(first, *by_day.get(first, ())) for first in calendar.beginnings if first >= min(by_day))
        for measure, by_day in sums.items()
    }


def _recoveries(viewer: Staff, calendar: Calendar, site_ids: Collection[int] | None) -> list[date]:
    """The local days on which somebody set out to win a customer back, one for each; they belong to no team."""
    rows = Recovery.objects.within(viewer.scope).standing()
    rows = rows.filter(in_local_days("opened_at", calendar.first, calendar.last, None))
    rows = rows if site_ids is None else rows.filter(site_id__in=site_ids)
    return [local_day(at, zone) for at, zone in rows.order_by().values_list("opened_at", "site__time_zone")]
