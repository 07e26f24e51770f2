"""Whether two means differ."""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from wellserved.measures.estimate import ENOUGH, Estimate, too_few
from wellserved.measures.means import student_quantile
from wellserved.measures.plain import plain


def welch_difference(
    a: Sequence[float],
    b: Sequence[float],
    *,
    what: str = "answers",
    enough: int = ENOUGH,
    confidence: float = 0.95,
) -> Estimate:
    """Mean of a minus mean of b, of independent groups whose spread may differ; n is both together.

    A refusal (with the n of the smaller group) when either has fewer than `enough` (or 2). Degrees of freedom are
    rounded down, which makes the interval wider rather than narrower. ValueError for values that are no numbers.
    Welch 1947, Biometrika 34:28.
    """
    return _between(_Group.of(a), _Group.of(b), what, enough, confidence)


def welch_of_sums(
    a: tuple[int, float, float],
    b: tuple[int, float, float],
    *,
    what: str = "answers",
    enough: int = ENOUGH,
    confidence: float = 0.95,
) -> Estimate:
    """The same from n, the sum and the sum of squares of each group; meant for small whole numbers."""
    return _between(_Group.of_sums(*a), _Group.of_sums(*b), what, enough, confidence)


class _Group(NamedTuple):
    n: int
    mean: float
    variance: float  # of single values

    @classmethod
    def of(cls, values: Sequence[float]) -> "_Group":
        known = plain(values)
        n = len(known)
        mean = fsum(known) / n if n else 0.0
        return cls(n, mean, fsum((value - mean) * (value - mean) for value in known) / (n - 1) if n > 1 else 0.0)

    @classmethod
    def of_sums(cls, n: int, total: float, squares: float) -> "_Group":
        mean = total / n if n else 0.0
        return cls(n, mean, max(squares - n * mean * mean, 0.0) / (n - 1) if n > 1 else 0.0)


def _between(a: _Group, b: _Group, what: str, enough: int, confidence: float) -> Estimate:
    needed, smaller = max(enough, 2), min(a.n, b.n)
    difference = a.mean - b.mean
    if smaller < needed:
        return too_few(difference if smaller else None, smaller, needed, what)
    spread_a, spread_b = a.variance / a.n, b.variance / b.n
    both = spread_a + spread_b
    if both:
        df = int(both**2 / (spread_a**2 / (a.n - 1) + spread_b**2 / (b.n - 1)))
        half = student_quantile(max(df, 1), confidence) * sqrt(both)
    else:
        half = 0.0
    low, high = difference - half, difference + half
    sure = "no difference can be told" if low <= 0 <= high else ("more" if low > 0 else "less") + " than by chance"
    return Estimate(
        difference, low, high, a.n + b.n, f"{difference:+.2f}, between {low:+.2f} and {high:+.2f}: {sure}."
    )
