"""What is worth doing next: where most is lost. Misses times what a miss costs, in perception."""

from dataclasses import dataclass
from datetime import date

from wellserved.learning.improvement.calendar import DAY, Calendar
from wellserved.learning.improvement.measure import DISSATISFIED, MEAN, STANDARD, Measure
from wellserved.learning.improvement.series import series
from wellserved.learning.insight.drivers import Cost, costs_of_misses
from wellserved.learning.insight.extent import Extent
from wellserved.learning.insight.rules import OVERALL


@dataclass(frozen=True, slots=True)
class Loss:
    """`size`: points of perception lost to `count` misses; or dissatisfied answers, where no cost is known."""

    measure: Measure
    count: int
    cost: Cost | None
    size: float


@dataclass(frozen=True, slots=True)
class WorthDoing:
    """The largest loss first. `by_cost` False: the cost of a miss is not known of any standard, so that dissatisfied
    answers are counted by dimension. `unknown` are the missed standards whose cost is not known, or is none."""

    by_cost: bool
    losses: tuple[Loss, ...]
    unknown: tuple[Loss, ...] = ()


def worth_doing(extent: Extent, today: date) -> WorthDoing:
    """Of the finished days of the extent."""
    days = Calendar(extent.start, extent.end, today, DAY)
    site_ids = None if extent.site_id is None else [extent.site_id]
    seen = series(extent.viewer, days, site_ids=site_ids, team_id=extent.team_id)
    costs = {cost.standard.key: cost for cost in costs_of_misses(extent)}
    losses: list[Loss] = []
    unknown: list[Loss] = []
    for measure, points in seen.items():
        misses = sum(point.of - point.count for point in points)
        if measure.kind != STANDARD or not misses:
            continue
        cost = costs.get(measure.name)
        if cost and cost.is_sure:
            losses.append(Loss(measure, misses, cost, -misses * (cost.difference.value or 0.0)))
        else:
            unknown.append(Loss(measure, misses, cost, 0.0))
    if losses:
        return WorthDoing(True, _falling(losses), _falling(unknown))
    worse = [
        Loss(Measure(MEAN, measure.name), count, None, float(count))
        for measure, points in seen.items()
        if measure.kind == DISSATISFIED
        and measure.name != OVERALL
        and (count := sum(point.count for point in points))
    ]
    return WorthDoing(False, _falling(worse), _falling(unknown))


def _falling(losses: list[Loss]) -> tuple[Loss, ...]:
    return tuple(sorted(losses, key=lambda loss: (-loss.size, -loss.count, loss.measure)))
