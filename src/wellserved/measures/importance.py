"""What moves satisfaction, and by how much: the shares of the variance that the answers explain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from wellserved.measures.arrays import Column, Floats, Table, column, table
from wellserved.measures.estimate import refusal
from wellserved.measures.explained import MOST_COLUMNS, by_orderings, by_relative_weights
from wellserved.measures.resampling import correlations, expanded_interval, resampled_correlations

ENOUGH = 30
ENOUGH_EACH = 5  # answers for each column
RESAMPLES = 1000
CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Importance:
    """Of each name its share of what is explained (they add up to 1), with its interval; all empty when refused.

    `r_squared` is how much of the outcome's variance is explained in all, in [0, 1]; None without enough answers.
    """

    names: tuple[str, ...]
    shares: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    r_squared: float | None
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return bool(self.shares)


def shapley_importance(
    x: Table, y: Column, names: Sequence[str], *, counts: Column | None = None, resamples: int = RESAMPLES
) -> Importance:
    """Shares of R squared by averaging over all orders of entering (LMG, the Shapley value).

    x (n, p) answers to what may matter, y (n,) the outcome, names p; `counts` (n,) how many gave each row, where
    equal rows were put together. Rows with a NaN are left out. Intervals of 95 % by the expanded percentile
    bootstrap, seeded, which miss in 4 to 6 %; a share of exactly nothing lies below its own, as none is negative.
    Refused under max(30, 5 p) answers and when all together explain no more than chance would (F test, 5 %).
    ValueError for lengths that differ, counts that are not whole, and no or more than 12 columns. Lindeman, Merenda &
    Gold 1980; Groemping 2007, Am. Stat. 61:139.
    """
    if len(names) > MOST_COLUMNS:
        raise ValueError(f"{len(names)} columns have too many orders; at most {MOST_COLUMNS}, or relative_weights")
    return _importance(by_orderings, x, y, names, counts, resamples)


def relative_weights(
    x: Table, y: Column, names: Sequence[str], *, counts: Column | None = None, resamples: int = RESAMPLES
) -> Importance:
    """The same by Johnson's relative weights, which are close to it and quick for many columns; ValueErrors as well.

    Johnson 2000, Multivar. Behav. Res. 35:1.
    """
    return _importance(by_relative_weights, x, y, names, counts, resamples)


def _importance(
    divide: Callable[[Floats], Floats],
    x: Table,
    y: Column,
    names: Sequence[str],
    counts: Column | None,
    resamples: int,
) -> Importance:
    rows = table(x)
    if not names:
        raise ValueError("there is nothing whose importance could be told")
    if len(rows) and rows.shape[1] != len(names):
        raise ValueError(f"{rows.shape[1]} columns do not have {len(names)} names")
    outcome = column(y, len(rows))
    times = np.ones(len(rows)) if counts is None else column(counts, len(rows))
    z = np.column_stack([rows, outcome])
    if (times != np.round(times)).any() or (times < 0).any():
        raise ValueError("counts are whole numbers")
    known = ~np.isnan(z).any(axis=1) & (times > 0)
    z, times = z[known], times[known]
    n, p, needed = round(times.sum()), len(names), max(ENOUGH, ENOUGH_EACH * len(names))
    if n < needed:
        return _refused(names, None, n, refusal(n, needed, purpose="for a ranking"))
    if np.ptp(z[:, -1]) == 0:
        return _refused(names, None, n, f"All {n} answers say the same, so nothing can be seen to move them.")
    drawn = resampled_correlations(z, times, resamples)
    parts = divide(correlations(z, times))
    r_squared = min(float(parts.sum()), 1.0)
    f = (r_squared / p) / (max(1 - r_squared, 1e-12) / (n - p - 1))
    if fdtrc(p, n - p - 1, f) > CHANCE:
        return _refused(names, r_squared, n, f"Nothing that was asked can be seen to move it, in {n} answers.")
    others = divide(drawn)
    others = others / others.sum(axis=1, keepdims=True).clip(1e-12)
    shares = parts / parts.sum()
    low, high = expanded_interval(others, n, n - p - 1)
    return Importance(
        tuple(names),
        tuple(map(float, shares)),
        tuple(map(float, np.minimum(low, shares))),
        tuple(map(float, np.maximum(high, shares))),
        r_squared,
        n,
        _reading(names, shares, others, r_squared, n),
    )


def _refused(names: Sequence[str], r_squared: float | None, n: int, reading: str) -> Importance:
    return Importance(tuple(names), (), (), (), r_squared, n, reading)


def _reading(names: Sequence[str], shares: Floats, drawn: Floats, r_squared: float, n: int) -> str:
    """Who leads, and with whom, when the resamples do not tell which of them is first."""
    first = int(np.argmax(shares))
    close = [j for j in np.argsort(-shares) if np.quantile(drawn[:, first] - drawn[:, j], 0.025) <= 0]
    told = " and ".join(f"{names[j]} ({shares[j]:.0%})" for j in close[:3])
    leads = (
        f"{told} matters most"
        if len(close) == 1
        else f"{told} matter most, and which of them is first cannot be told"
        if len(close) <= 3
        else "What matters most cannot be told yet"
    )
    return f"{leads}; all together explain {r_squared:.0%} of the differences between {n} answers."
