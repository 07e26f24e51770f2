"""Control charts: is this week different, or is it only chance?

Shewhart 1931; limits are three sigma either side of the mean, as in Montgomery 2013, Introduction to Statistical
Quality Control, 7th ed., chapters 6 and 7, and the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2 and 6.3.3.
In every chart `phases` are the indexes at which the lines begin anew (see `stretches`), `what` is the plural of what
the values are of, and fewer than `enough` values are refused. A value is None where nothing was measured. ValueError
for infinite values, and for a phase that does not begin within them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from wellserved.measures.arrays import Column, Floats, numbers
from wellserved.measures.chart import ENOUGH, Chart, Value, stretches
from wellserved.measures.estimate import refusal

D2 = 1.128  # mean range of two normal values, in their sigmas, to the digits of the tables
SIGMAS = 3.0
FEWEST_RANGES = 8  # a sigma of fewer is a guess

Fit = Callable[[slice, slice], tuple[float, Floats]]  # (values to judge, values to learn from) -> centre, sigmas


def xmr_chart(
    values: Sequence[Value] | Floats, *, phases: Sequence[int] = (), what: str = "weeks", enough: int = ENOUGH
) -> Chart:
    """Single values of any unit; sigma from the mean of the moving ranges, none of them across a phase, nor across a
    gap while eight others are there."""
    x = numbers(values)

    def fit(judged: slice, learnt: slice) -> tuple[float, Floats]:
        known = x[learnt]
        return float(np.nanmean(known)), np.full(judged.stop - judged.start, _moving_range(known) / D2)

    return _chart("xmr", x, fit, (-np.inf, np.inf), phases, what, enough)


def p_chart(
    successes: Column,
    n: Column,
    *,
    phases: Sequence[int] = (),
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Shares of n[i] each, binomial. ValueError when there are more successes than n."""
    x, n_ = _shares(successes, n)

    def fit(judged: slice, learnt: slice) -> tuple[float, Floats]:
        share = _overall(x, n_, learnt)
        return share, np.sqrt(share * (1 - share) / _sizes(n_, judged, learnt))

    return _chart("p", x, fit, (0.0, 1.0), phases, what, enough)


def laney_p_chart(
    successes: Column,
    n: Column,
    *,
    phases: Sequence[int] = (),
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Shares whose true level also moves between weeks, which large n would show as signals.

    The binomial sigma is multiplied by that of the z-scores, found from their moving ranges: p' of Laney
    2002, Quality Engineering 14:531. ValueError when there are more successes than n.
    """
    x, n_ = _shares(successes, n)

    def fit(judged: slice, learnt: slice) -> tuple[float, Floats]:
        share = _overall(x, n_, learnt)
        sampling = np.sqrt(share * (1 - share))
        z = (x[learnt] - share) * np.sqrt(n_[learnt]) / sampling if sampling else np.zeros_like(x[learnt])
        return share, _moving_range(z) / D2 * sampling / np.sqrt(_sizes(n_, judged, learnt))

    return _chart("laney p", x, fit, (0.0, 1.0), phases, what, enough)


def u_chart(
    counts: Column,
    exposure: Column,
    *,
    phases: Sequence[int] = (),
    what: str = "weeks",
    enough: int = ENOUGH,
) -> Chart:
    """Counts for each unit of exposure (complaints a stay, say), Poisson; ValueError for counts of nothing."""
    x, n_ = _rates(counts, exposure)

    def fit(judged: slice, learnt: slice) -> tuple[float, Floats]:
        rate = _overall(x, n_, learnt)
        return rate, np.sqrt(rate / _sizes(n_, judged, learnt))

    return _chart("u", x, fit, (0.0, np.inf), phases, what, enough)


def c_chart(
    counts: Sequence[Value] | Floats, *, phases: Sequence[int] = (), what: str = "weeks", enough: int = ENOUGH
) -> Chart:
    """Counts over equal exposure, Poisson. ValueError for a count under 0."""
    x = numbers(counts)
    if np.any(x < 0):
        raise ValueError("a count is not under 0")

    def fit(judged: slice, learnt: slice) -> tuple[float, Floats]:
        mean = float(np.nanmean(x[learnt]))
        return mean, np.full(judged.stop - judged.start, np.sqrt(mean))

    return _chart("c", x, fit, (0.0, np.inf), phases, what, enough)


def _chart(
    kind: str, x: Floats, fit: Fit, ends: tuple[float, float], phases: Sequence[int], what: str, enough: int
) -> Chart:
    values = tuple(None if np.isnan(value) else float(value) for value in x)
    n = int(np.sum(~np.isnan(x)))
    parts = stretches(values, tuple(phases), max(enough, 2))
    if not parts:
        return Chart(values, (), (), (), (), n, refusal(n, max(enough, 2), what, "for a control chart"), kind)
    fits = [fit(slice(part.start, part.end), slice(part.first, part.last)) for part in parts]
    sigma = np.concatenate([sigmas for _, sigmas in fits])
    centre = np.concatenate([np.full(len(sigmas), middle) for middle, sigmas in fits])
    low, high = np.clip(centre - SIGMAS * sigma, *ends), np.clip(centre + SIGMAS * sigma, *ends)
    begins = tuple(part.start for part in parts[1:])
    chart = Chart(values, _line(centre), _line(low), _line(high), _line(sigma), n, "", kind, begins)
    return replace(chart, reading=_reading(chart, what))


def _line(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())


def _reading(chart: Chart, what: str) -> str:
    form = "{:.0%}" if chart.kind in ("p", "laney p") else "{:.3g}"
    middle, low, high = (form.format(line[-1]) for line in (chart.centre, chart.low, chart.high))
    outside = len(chart.outside())
    found = "none" if outside == 0 else str(outside)
    verb = "is" if outside == 1 else "are"
    return f"{middle} on average, {low} to {high} by chance alone; {found} of {chart.n} {what} {verb} outside."


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


def _overall(x: Floats, n: Floats, learnt: slice) -> float:
    return float(np.nansum(x[learnt] * n[learnt]) / n[learnt].sum())


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
