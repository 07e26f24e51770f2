"""Whether two means differ."""

from collections.abc import Sequence
from math import sqrt

from wellserved.measures.estimate import ENOUGH, Estimate, too_few
from wellserved.measures.means import student_quantile


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
    rounded down, which makes the interval wider rather than narrower. Welch 1947, Biometrika 34:28.
    """
    needed, smaller = max(enough, 2), min(len(a), len(b))
    if smaller < needed:
        return too_few(_mean(a) - _mean(b) if smaller else None, smaller, needed, what)
    difference = _mean(a) - _mean(b)
    spread_a, spread_b = _variance(a) / len(a), _variance(b) / len(b)
    both = spread_a + spread_b
    if both:
        df = int(both**2 / (spread_a**2 / (len(a) - 1) + spread_b**2 / (len(b) - 1)))
        half = student_quantile(max(df, 1), confidence) * sqrt(both)
    else:
        half = 0.0
    low, high = difference - half, difference + half
    sure = "no difference can be told" if low <= 0 <= high else ("more" if low > 0 else "less") + " than by chance"
    return Estimate(
        difference, low, high, len(a) + len(b), f"{difference:+.2f}, between {low:+.2f} and {high:+.2f}: {sure}."
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _variance(values: Sequence[float]) -> float:
    mean = _mean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
