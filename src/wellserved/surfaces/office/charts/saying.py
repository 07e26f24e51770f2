"""A chart in two or three sentences. Pure."""

from collections.abc import Callable
from datetime import timedelta

from wellserved.learning.improvement.calendar import DAY
from wellserved.learning.improvement.charted import Charted
from wellserved.measures.chart import ENOUGH_ROUNDS

MOST = 3
Show = Callable[[float | None], str]


def sentences(charted: Charted, show: Show) -> list[str]:
    """Why there are no lines yet; else what changed, what the signals say, or that all of it is chance."""
    chart = charted.chart
    if not chart.enough:
        return [chart.reading]
    told = [*_changes(charted, show), *(signal.sentence for signal in charted.signals[:MOST])]
    if chart.rhythm:
        around = f"around {show(chart.level[-1])}, each day held against its own weekday"
    else:
        around = f"around {show(chart.centre[-1])}, {show(chart.low[-1])} to {show(chart.high[-1])} by chance alone"
    if not charted.signals:
        told.append(f"Steady {around}: what goes up and down within that has no cause worth looking for.")
    else:
        told.append(f"It moves {around}.")
    return [*told, *_weekdays(charted, show)]


def _weekdays(charted: Charted, show: Show) -> list[str]:
    """Which weekdays lie lowest and highest; or that they are not taken off, so that a busy one may look odd."""
    chart, first = charted.chart, charted.points[0].first
    if charted.calendar.per != DAY:
        return []
    if not chart.rhythm:
        return [f"Weekdays are not told apart yet, which takes about {ENOUGH_ROUNDS} weeks: a busy one may look odd."]
    seen = {index % len(chart.rhythm) for index, value in enumerate(chart.values) if value is not None}
    lowest, highest = (choose(seen, key=lambda step: chart.rhythm[step]) for choose in (min, max))
    ends = [
        (f"{first + timedelta(days=step):%A}s", show(chart.level[-1] + chart.rhythm[step]))
        for step in (lowest, highest)
    ]
    return [f"{ends[0][0]} lie lowest, at {ends[0][1]}, {ends[1][0]} highest, at {ends[1][1]}."]


def _changes(charted: Charted, show: Show) -> list[str]:
    """What each new centre line says of the change with which it begins."""
    chart, found = charted.chart, []
    for start in chart.phases:
        cause = next((one for one in charted.happened if one.changes and charted.phase_of(one.day) == start), None)
        if cause:
            before, after = show(chart.level[start - 1]), show(chart.level[start])
            found.append(f"Since {cause.text}: {after} on average, {before} before.")
    return found
