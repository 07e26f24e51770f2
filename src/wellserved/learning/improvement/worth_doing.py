"""Reads: what is worth doing next. Where most is lost: misses times what a miss costs, in perception."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from wellserved.ground.accounts.models import Staff
from wellserved.learning.feedback.models import Response
from wellserved.learning.improvement.calendar import DAY, Calendar
from wellserved.learning.improvement.measure import DISSATISFIED, MEAN, STANDARD, Measure
from wellserved.learning.improvement.series import series
from wellserved.learning.insight.behind import in_local_days
from wellserved.learning.insight.rules import OVERALL
from wellserved.measures.differences import welch_difference
from wellserved.measures.estimate import Estimate
from wellserved.serving.standards.models import Measurement, Standard


@dataclass(frozen=True, slots=True)
class Loss:
    """`size`: points of perception lost to misses (`cost` each), or dissatisfied answers where no cost is known."""

    measure: Measure
    count: int  # misses, or dissatisfied answers
    cost: Estimate | None
    size: float


@dataclass(frozen=True, slots=True)
class WorthDoing:
    """The largest loss first. `by_cost` False: the cost of a miss is not known of any standard, so that dissatisfied
    answers are counted by dimension. `unknown` are the missed standards whose cost is not known, or is none."""

    by_cost: bool
    losses: tuple[Loss, ...]
    unknown: tuple[Loss, ...] = ()


def worth_doing(
    viewer: Staff, calendar: Calendar, *, site_id: int | None = None, team_id: int | None = None
) -> WorthDoing:
    """Of the days of the calendar; PermissionDenied for who may not see quality."""
    days = Calendar(calendar.start, calendar.end, calendar.today, DAY)
    seen = series(viewer, days, site_ids=None if site_id is None else [site_id], team_id=team_id)
    costs = _costs(viewer, calendar, site_id, team_id)
    missed = {
        measure: sum(point.of - point.count for point in points)
        for measure, points in seen.items()
        if measure.kind == STANDARD
    }
    losses: list[Loss] = []
    unknown: list[Loss] = []
    for measure, count in missed.items():
        cost = costs.get(measure.name)
        known = cost is not None and cost.low is not None and cost.low > 0 and cost.value is not None
        loss = Loss(measure, count, cost, count * cost.value if known and cost and cost.value else 0.0)
        if count:
            (losses if known else unknown).append(loss)
    if losses:
        return WorthDoing(True, _falling(losses), _falling(unknown))
    worse = (
        Loss(Measure(MEAN, measure.name), count, None, float(count))
        for measure, points in seen.items()
        if measure.kind == DISSATISFIED
        and measure.name != OVERALL
        and (count := sum(point.count for point in points))
    )
    return WorthDoing(False, _falling(list(worse)), _falling(unknown))


def _falling(losses: list[Loss]) -> tuple[Loss, ...]:
    return tuple(sorted(losses, key=lambda loss: (-loss.size, -loss.count, loss.measure)))


def _costs(viewer: Staff, calendar: Calendar, site_id: int | None, team_id: int | None) -> dict[str, Estimate]:
    """By standard's key: how much better customers found it where it was met than where it was missed."""
    said: dict[str, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    keys = dict(Standard.objects.values_list("id", "key"))
    for standard_id, verdict, comparison, number in _answered(viewer, calendar, site_id, team_id):
        said[keys[standard_id]][verdict][comparison] += number
    return {
        key: welch_difference(
            list(verdicts[Measurement.MET].elements()), list(verdicts[Measurement.MISSED].elements())
        )
        for key, verdicts in said.items()
    }


def _answered(
    viewer: Staff, calendar: Calendar, site_id: int | None, team_id: int | None
) -> Iterator[tuple[int, str, int, int]]:
    """Standard, verdict, what the customer said of the conversation, and how often that was so."""
    answers = Response.objects.within(viewer.scope).exclude(comparison=None)
    answers = answers.filter(in_local_days("answered_at", calendar.start, calendar.end, site_id))
    rows: Any = Measurement.objects.within(viewer.scope).filter(
        verdict__in=(Measurement.MET, Measurement.MISSED), conversation_id__in=answers.values("conversation_id")
    )
    if team_id is not None:
        rows = rows.filter(team_id=team_id)
    latest = answers.filter(conversation_id=OuterRef("conversation_id")).order_by("-answered_at", "-id")
    rows = rows.annotate(said=Subquery(latest.values("comparison")[:1]))
    return iter(rows.order_by().values_list("standard_id", "verdict", "said").annotate(number=Count("id")))
