"""How large a mean is, from the values or from their sums."""

from collections.abc import Sequence
from functools import lru_cache
from math import atan, cos, fsum, isfinite, pi, sin, sqrt
from statistics import NormalDist

from wellserved.measures.estimate import ENOUGH, Estimate, too_few
from wellserved.measures.plain import plain

LARGE = 1000  # degrees of freedom from which Student's t is the normal distribution to three figures


def student_within(t: float, df: int) -> float:
    """Probability that |T| <= t, for whole df >= 1. Abramowitz & Stegun 1964, 26.7.3 and 26.7.4."""
    angle = atan(t / sqrt(df))
    if df % 2 == 0:
        term = total = 1.0
        for k in range(1, df // 2):
            term *= (2 * k - 1) / (2 * k) * cos(angle) ** 2
            total += term
        return sin(angle) * total
    term = total = cos(angle) if df > 1 else 0.0
    for k in range(1, (df - 1) // 2):
        term *= 2 * k / (2 * k + 1) * cos(angle) ** 2
        total += term
    return 2 / pi * (angle + sin(angle) * total)


@lru_cache(maxsize=4096)
def student_quantile(df: int, confidence: float = 0.95) -> float:
    """The t with P(|T| <= t) = confidence, by bisection; df >= 1."""
    if df >= LARGE:
        return NormalDist().inv_cdf((1 + confidence) / 2)
    low, high = 0.0, 1.0
    while student_within(high, df) < confidence:
        high *= 2
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if student_within(middle, df) < confidence else (low, middle)
    return (low + high) / 2


def mean_interval(
    values: Sequence[float], *, what: str = "answers", enough: int = ENOUGH, confidence: float = 0.95
) -> Estimate:
    """The mean with Student's t interval; a refusal when there are fewer than `enough` (or 2) values.

    ValueError for values that are no numbers.
    """
    known = plain(values)
    n = len(known)
    if n < max(enough, 2):
        return too_few(fsum(known) / n if n else None, n, max(enough, 2), what)
    mean = fsum(known) / n
    return _interval(n, mean, fsum((value - mean) * (value - mean) for value in known), what, confidence)


def level_interval(
    values: Sequence[float], lowest: float, highest: float, *, enough: int = ENOUGH, confidence: float = 0.95
) -> Estimate:
    """The mean of answers on a scale from `lowest` to `highest`; its interval does not leave the scale."""
    found = mean_interval(values, enough=enough, confidence=confidence)
    if found.value is None or found.low is None or found.high is None:
        return found
    low, high = max(found.low, lowest), min(found.high, highest)
    reading = f"{found.value:.1f} of {highest:g}, between {low:.1f} and {high:.1f}, from {found.n} answers."
    return Estimate(found.value, low, high, found.n, reading)


def mean_of_sums(
    n: int, total: float, squares: float, *, what: str = "answers", enough: int = ENOUGH, confidence: float = 0.95
) -> Estimate:
    """The same from n, the sum of the values and the sum of their squares; meant for small whole numbers.

    ValueError for sums that are no numbers.
    """
    if not (isfinite(total) and isfinite(squares)):
        raise ValueError(f"{n} values do not have the sums {total} and {squares}")
    if n < max(enough, 2):
        return too_few(total / n if n else None, n, max(enough, 2), what)
    return _interval(n, total / n, max(squares - total * total / n, 0.0), what, confidence)


def _interval(n: int, mean: float, deviations: float, what: str, confidence: float) -> Estimate:
    half = student_quantile(n - 1, confidence) * sqrt(deviations / (n - 1) / n)
    low, high = mean - half, mean + half
    return Estimate(mean, low, high, n, f"{mean:+.2f}, between {low:+.2f} and {high:+.2f}, from {n} {what}.")
