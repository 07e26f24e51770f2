"""A chart in two or three sentences. Pure."""

from collections.abc import Callable

from wellserved.learning.improvement.charted import Charted

MOST = 3
Show = Callable[[float | None], str]


def sentences(charted: Charted, show: Show) -> list[str]:
    """Why there are no lines yet; else what changed, what the signals say, or that all of it is chance."""
    chart = charted.chart
    if not chart.enough:
        return [chart.reading]
    told = [*_changes(charted, show), *(signal.sentence for signal in charted.signals[:MOST])]
    around = f"around {show(chart.centre[-1])}, {show(chart.low[-1])} to {show(chart.high[-1])} by chance alone"
    if not charted.signals:
        return [*told, f"Steady {around}: what goes up and down within that has no cause worth looking for."]
    return [*told, f"It moves {around}."]


def _changes(charted: Charted, show: Show) -> list[str]:
    """What each new centre line says of the change with which it begins."""
    chart, found = charted.chart, []
    for start in chart.phases:
        cause = next((one for one in charted.happened if one.changes and charted.phase_of(one.day) == start), None)
        if cause:
            before, after = show(chart.centre[start - 1]), show(chart.centre[start])
            found.append(f"Since {cause.text}: {after} on average, {before} before.")
    return found
