"""Which control chart fits a measure, where its lines begin anew, and what its signals say."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import sqrt
from typing import Any

from wellserved.learning.improvement.calendar import DAY, Calendar
from wellserved.learning.improvement.charted import Charted
from wellserved.learning.improvement.measure import GAP, HUNDRED, NUMBER, PER_HUNDRED, Measure
from wellserved.learning.improvement.series import Point
from wellserved.learning.improvement.telling import Happened, plainest, told
from wellserved.measures.chart import Chart
from wellserved.measures.control import c_chart, laney_p_chart, p_chart, u_chart, xmr_chart
from wellserved.measures.run_rules import run_rules

A_WEEK = 7
SPREAD_OF_SIGMA = 0.909  # of a sigma from moving ranges, times the root of their number (Montgomery 2013, 6.4)


def charted(
    measure: Measure,
    points: Sequence[Point],
    calendar: Calendar,
    rules: Iterable[str],
    happened: Sequence[Happened] = (),
    written: Callable[[date], str] = date.isoformat,
) -> Charted:
    """`happened` in order of the days; what changes something begins new lines. `written` says how a day is told."""
    bare = Charted(measure, calendar, tuple(points), Chart((), (), (), (), (), 0, "", ""), (), tuple(happened))
    changes = {bare.phase_of(one.day) for one in happened if one.changes}
    chart = chart_of(measure, points, calendar.per, sorted(i for i in changes if 0 < i < len(points)))
    firsts = [point.first for point in points]
    signals = [
        told(
            signal,
            firsts,
            happened,
            per=calendar.per,
            better=measure.better,
            day=written(firsts[signal.first]),
        )
        for signal in run_rules(chart, rules)
    ]
    return Charted(measure, calendar, tuple(points), chart, plainest(signals), tuple(happened))


def chart_of(measure: Measure, points: Sequence[Point], per: str, phases: Sequence[int] = ()) -> Chart:
    """XmR for means, c for counts, u for counts by how many could be, p for shares, or Laney's p' where they vary
    more than shares of that size do. Days are held against the same weekdays."""
    how: dict[str, Any] = {"phases": phases, "season": A_WEEK if per == DAY else None, "what": f"{per}s"}
    if measure.unit == GAP:
        return xmr_chart([point.value(GAP) for point in points], **how)
    if measure.unit == NUMBER:
        return c_chart([point.value(NUMBER) for point in points], **how)
    if measure.unit == PER_HUNDRED:
        happened = [point.count if point.of else 0 for point in points]
        return u_chart(happened, [point.of / HUNDRED for point in points], **how)
    counts, sizes = [point.count for point in points], [point.of for point in points]
    binomial = p_chart(counts, sizes, **how)
    laney = laney_p_chart(counts, sizes, **how)
    return laney if _spreads_more(binomial, laney) else binomial


def _spreads_more(binomial: Chart, laney: Chart) -> bool:
    """Whether the sigma between weeks is more than sampling explains, beyond what chance would show one time in
    twenty."""
    ratios = [wide / plain for plain, wide in zip(binomial.sigma, laney.sigma, strict=True) if plain]
    return bool(ratios) and max(ratios) > 1 + 1.645 * SPREAD_OF_SIGMA / sqrt(max(binomial.n - 1, 1))
