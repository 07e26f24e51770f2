"""Control charts: is this week different, or is it only chance?

Shewhart 1931; limits are three sigma either side of the mean, as in Montgomery 2013, Introduction to Statistical
Quality Control, 7th ed., chapters 6 and 7, and the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2 and 6.3.3.
In every chart `phases` are the indexes at which the lines begin anew (see `stretches`), `season` is the length of a
rhythm in steps that is taken off, such as 7 of days (see rhythm.py), `what` is the plural of what the values are of,
and fewer than `enough` values are refused. A value is None where nothing was measured. ValueError for infinite
values, for a phase that does not begin within them, and for a season of fewer than 2 steps.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from wellserved.measures.arrays import Column, Floats, numbers
from wellserved.measures.chart import ENOUGH, Chart, Value, stretches
from wellserved.measures.estimate import refusal
from wellserved.measures.rhythm import rhythm_of

D2 = 1.128  # mean range of two normal values, in their sigmas, to the digits of the tables
SIGMAS = 3.0
FEWEST_RANGES = 8  # a sigma of fewer is a guess

# (what is expected of each value, values to judge, values to learn from) -> the sigmas of those to judge
Spread = Callable[[Floats, slice, slice], Floats]


def xmr_chart(
    values: Sequence[Value] | Floats,
    *,
    phases: Sequence[int] = (),
    season: int | None = None,
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Single values of any unit; sigma from the mean of the moving ranges, none of them across a phase, nor across a
    gap while eight others are there."""
    x = numbers(values)

    def spread(expected: Floats, judged: slice, learnt: slice) -> Floats:
        return np.full(judged.stop - judged.start, _moving_range((x - expected)[learnt]) / D2)

    return _chart("xmr", x, _once_each(x), spread, (-np.inf, np.inf), phases, season, what, enough)


def p_chart(
    successes: Column,
    n: Column,
    *,
    phases: Sequence[int] = (),
    season: int | None = None,
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Shares of n[i] each, binomial. ValueError when there are more successes than n."""
    x, n_ = _shares(successes, n)

    def spread(expected: Floats, judged: slice, learnt: slice) -> Floats:
        return np.sqrt((expected * (1 - expected))[judged] / _sizes(n_, judged, learnt))

    return _chart("p", x, n_, spread, (0.0, 1.0), phases, season, what, enough)


def laney_p_chart(
    successes: Column,
    n: Column,
    *,
    phases: Sequence[int] = (),
    season: int | None = None,
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Shares whose true level also moves between weeks, which large n would show as signals.

    The binomial sigma is multiplied by that of the z-scores, found from their moving ranges: p' of Laney
    2002, Quality Engineering 14:531. ValueError when there are more successes than n.
    """
    x, n_ = _shares(successes, n)

    def spread(expected: Floats, judged: slice, learnt: slice) -> Floats:
        sampling = np.sqrt(expected * (1 - expected))
        z = (x - expected) * np.sqrt(n_)
        z = np.divide(z, sampling, out=np.where(np.isnan(x), np.nan, 0.0), where=sampling > 0)
        return _moving_range(z[learnt]) / D2 * sampling[judged] / np.sqrt(_sizes(n_, judged, learnt))

    return _chart("laney p", x, n_, spread, (0.0, 1.0), phases, season, what, enough)


def u_chart(
    counts: Column,
    exposure: Column,
    *,
    phases: Sequence[int] = (),
    season: int | None = None,
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Counts for each unit of exposure (complaints a stay, say), Poisson; ValueError for counts of nothing."""
    x, n_ = _rates(counts, exposure)

    def spread(expected: Floats, judged: slice, learnt: slice) -> Floats:
        return np.sqrt(expected[judged] / _sizes(n_, judged, learnt))

    return _chart("u", x, n_, spread, (0.0, np.inf), phases, season, what, enough)


def c_chart(
    counts: Sequence[Value] | Floats,
    *,
    phases: Sequence[int] = (),
    season: int | None = None,
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Counts over equal exposure, Poisson. ValueError for a count under 0."""
    x = numbers(counts)
    if np.any(x < 0):
        raise ValueError("a count is not under 0")

    def spread(expected: Floats, judged: slice, learnt: slice) -> Floats:
        return np.sqrt(expected[judged])

    return _chart("c", x, _once_each(x), spread, (0.0, np.inf), phases, season, what, enough)


def _chart(
    kind: str,
    x: Floats,
    weights: Floats,
    spread: Spread,
    ends: tuple[float, float],
    phases: Sequence[int],
    season: int | None,
    what: str,
    enough: int,
) -> Chart:
    values = tuple(None if np.isnan(value) else float(value) for value in x)
    n = int(np.sum(~np.isnan(x)))
    parts = stretches(values, tuple(phases), max(enough, 2))
    if not parts:
        return Chart(values, (), (), (), (), n, refusal(n, max(enough, 2), what, "for a control chart"), kind)
    rhythm = rhythm_of(x, weights, parts, season) if season is not None else None
    shift = np.zeros(len(x)) if rhythm is None else rhythm[np.arange(len(x)) % len(rhythm)]
    level, centre, sigma = np.zeros(len(x)), np.zeros(len(x)), np.zeros(len(x))
    for part in parts:
        judged, learnt = slice(part.start, part.end), slice(part.first, part.last)
        level[judged] = np.nansum(((x - shift) * weights)[learnt]) / weights[learnt].sum()
        expected = np.clip(level[part.start] + shift, *ends)
        centre[judged], sigma[judged] = expected[judged], spread(expected, judged, learnt)
    low, high = np.clip(centre - SIGMAS * sigma, *ends), np.clip(centre + SIGMAS * sigma, *ends)
    chart = Chart(
        values,
        _line(centre),
        _line(low),
        _line(high),
        _line(sigma),
        n,
        "",
        kind,
        phases=tuple(part.start for part in parts[1:]),
        level=_line(level),
        rhythm=() if rhythm is None else _line(rhythm),
    )
    return replace(chart, reading=_reading(chart, what))


def _once_each(x: Floats) -> Floats:
    return np.where(np.isnan(x), 0.0, 1.0)


def _line(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())


def _reading(chart: Chart, what: str) -> str:
    form = "{:.0%}" if chart.kind in ("p", "laney p") else "{:.3g}"
    middle = form.format(chart.level[-1])
    low, high = (form.format(line[-1]) for line in (chart.low, chart.high))
    outside = len(chart.outside())
    found = "none" if outside == 0 else str(outside)
    verb = "is" if outside == 1 else "are"
    usual = "with a rhythm that is taken off" if chart.rhythm else f"{low} to {high} by chance alone"
    return f"{middle} on average, {usual}; {found} of {chart.n} {what} {verb} outside."


def _rates(counts: Column, exposure: Column) -> tuple[Floats, Floats]:
    x, n = numbers(counts), numbers(exposure)
    if x.shape != n.shape or x.ndim != 1:
        raise ValueError(f"{x.size} counts do not go with {n.size} sizes")
    n = np.where(np.isnan(x) | np.isnan(n), 0.0, n)
    if np.any(x < 0) or np.any(n < 0) or np.any(x[n == 0] > 0):
        raise ValueError("a count or a size is under 0, or there are counts of nothing")
    return np.divide(x, n, out=np.full(x.shape, np.nan), where=n > 0), n


def _shares(successes: Column, n: Column) -> tuple[Floats, Floats]:
    x, n_ = _rates(successes, n)
    if np.any(x > 1):
        raise ValueError("there are more successes than there were chances")
    return x, n_


def _sizes(n: Floats, judged: slice, learnt: slice) -> Floats:
    """Where nothing was measured, the limits are drawn as for an average week."""
    return np.where(n[judged] > 0, n[judged], n[learnt].sum() / np.count_nonzero(n[learnt]))


def _moving_range(x: Floats) -> float:
    """The mean of the ranges between neighbours; where few were both measured, from each value to the next one."""
    ranges = np.abs(np.diff(x))
    ranges = ranges[~np.isnan(ranges)]
    if len(ranges) < FEWEST_RANGES:
        ranges = np.abs(np.diff(x[~np.isnan(x)]))
    return float(ranges.mean()) if len(ranges) else 0.0
