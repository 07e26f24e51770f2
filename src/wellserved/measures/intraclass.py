"""How much of the differences between ratings is between those rated: Shrout & Fleiss 1979, Psychol. Bull. 86:420.

Who rates: other raters for each subject (1), a sample of raters for all (2), just these raters (3). What is relied
on: one rater's judgement (1) or the mean of all k (k).
"""

from typing import Literal, get_args

import numpy as np
from scipy.special import fdtri

from wellserved.measures.arrays import Floats, Table, table
from wellserved.measures.estimate import Estimate, too_few

Kind = Literal["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]
ENOUGH = 10  # rated subjects
NOTHING = 1e-9
GOOD = 0.75  # Koo & Li 2016, J. Chiropr. Med. 15:155


def icc(ratings: Table, kind: Kind = "ICC(2,1)", *, enough: int = ENOUGH, confidence: float = 0.95) -> Estimate:
    """Reliability of ratings (subjects, raters): 1 is perfect, 0 or less is none.

    Rows with a NaN are left out; n is the subjects. Limits of the paper's formulas, for normal ratings exact but of
    kind 2, where they are close. Refused under 10 subjects and where all ratings, or the means of all subjects, are
    the same. ValueError for fewer than 2 raters or another kind.
    """
    if kind not in get_args(Kind):
        raise ValueError(f"{kind} is none of {', '.join(get_args(Kind))}")
    rows = table(ratings)
    if len(rows) == 0:
        return too_few(None, 0, enough, "ratings")
    n, k = rows.shape
    if k < 2:
        raise ValueError("one rater alone has nobody to agree with")
    rows = rows[~np.isnan(rows).any(axis=1)]
    n = len(rows)
    if n < 2:
        return too_few(None, n, max(enough, 2), "ratings")
    if np.ptp(rows) == 0:
        return Estimate(None, None, None, n, f"All ratings of {n} are the same, so nothing can be told of agreement.")
    squares = _Squares(rows)
    if squares.between <= NOTHING * squares.within:
        return Estimate(None, None, None, n, f"All {n} were rated the same on average, so nothing can be told apart.")
    found = _single(squares, kind[4], (1 - confidence) / 2)
    value, low, high = (_of_mean(one, k) for one in found) if kind[6] == "k" else found
    if n < enough:
        return too_few(value, n, enough, "ratings")
    return Estimate(value, low, high, n, _reading(value, low, high, n))


class _Squares:
    """Mean squares: between subjects, within them, between raters, and what is left."""

    def __init__(self, rows: Floats) -> None:
        self.n, self.k = rows.shape
        of_subject, of_rater = rows.mean(axis=1, keepdims=True), rows.mean(axis=0, keepdims=True)
        between = self.k * ((of_subject - rows.mean()) ** 2).sum()
        raters = self.n * ((of_rater - rows.mean()) ** 2).sum()
        within = ((rows - of_subject) ** 2).sum()
        self.between = float(between / (self.n - 1))
        self.within = float(within / (self.n * (self.k - 1)))
        self.raters = float(raters / (self.k - 1))
        self.left = float(max(within - raters, 0) / ((self.n - 1) * (self.k - 1)))


def _single(of: _Squares, who: str, tail: float) -> tuple[float, float, float]:
    n, k = of.n, of.k
    if who == "2":
        return _of_sampled_raters(of, tail)
    noise, df = (of.within, n * (k - 1)) if who == "1" else (of.left, (n - 1) * (k - 1))
    if noise <= 1e-12:
        return 1.0, 1.0, 1.0
    ratio = of.between / noise
    ratios = (ratio, ratio / float(fdtri(n - 1, df, 1 - tail)), ratio * float(fdtri(df, n - 1, 1 - tail)))
    value, low, high = ((f - 1) / (f + k - 1) for f in ratios)
    return value, low, high


def _of_sampled_raters(of: _Squares, tail: float) -> tuple[float, float, float]:
    """Degrees of freedom by Satterthwaite's approximation, as in the paper."""
    n, k = of.n, of.k
    extra = k * of.raters + (k * n - k - n) * of.left
    value = (of.between - of.left) / (of.between + (k - 1) * of.left + k * (of.raters - of.left) / n)
    if of.left <= 1e-12:
        return value, value, value
    f, a = of.raters / of.left, n * (1 + (k - 1) * value) - k * value
    df = (k - 1) * (n - 1) * (k * value * f + a) ** 2 / ((n - 1) * (k * value * f) ** 2 + a**2)
    under, over = float(fdtri(n - 1, df, 1 - tail)), float(fdtri(df, n - 1, 1 - tail))
    low = n * (of.between - under * of.left) / (under * extra + n * of.between)
    high = n * (over * of.between - of.left) / (extra + n * over * of.between)
    return value, low, high


def _of_mean(one: float, k: int) -> float:
    """Spearman & Brown: what the mean of k such raters is worth."""
    return k * one / (1 + (k - 1) * one)


def _reading(value: float, low: float, high: float, n: int) -> str:
    words = f"{value:.2f}, between {low:.2f} and {high:.2f}, from {n} who were rated: "
    if low >= GOOD:
        return words + "the ratings can be relied on."
    return words + (
        "they cannot be relied on." if high < GOOD else "it cannot be told yet whether they can be relied on."
    )
