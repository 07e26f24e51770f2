"""How large a share is, and whether two differ."""

from math import sqrt
from statistics import NormalDist

from wellserved.measures.estimate import ENOUGH, Estimate, too_few


def wilson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson score interval; n >= 1; returns (low, high) in [0, 1]. Wilson 1927, J. Am. Stat. Assoc. 22:209."""
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a share")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / n
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    # At the ends it is exact; rounding must not push it beyond.
    return (0.0 if successes == 0 else max(low, 0.0)), (1.0 if successes == n else min(high, 1.0))


def wilson_interval(
    successes: int, n: int, *, what: str = "answers", enough: int = ENOUGH, confidence: float = 0.95
) -> Estimate:
    """The share of successes with its Wilson interval; a refusal when n < `enough` (or 1). `what` is in the plural.

    ValueError for what is no share. Wilson 1927, J. Am. Stat. Assoc. 22:209.
    """
    successes, n = _counts(successes, n)
    if n < max(enough, 1):
        return too_few(successes / n if n else None, n, max(enough, 1), what)
    low, high = wilson(successes, n, confidence)
    reading = f"{successes} of {n} {what}: {successes / n:.0%}, between {low:.0%} and {high:.0%}."
    return Estimate(successes / n, low, high, n, reading)


def _counts(successes: int, n: int) -> tuple[int, int]:
    """As Python's own whole numbers, whatever array they are from."""
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a share")
    return int(successes), int(n)


def newcombe_difference(
    successes_a: int,
    n_a: int,
    successes_b: int,
    n_b: int,
    *,
    what: str = "answers",
    enough: int = ENOUGH,
    confidence: float = 0.95,
) -> Estimate:
    """Share a minus share b of independent groups, with Newcombe's hybrid score interval, in [-1, 1].

    A refusal (with the n of the smaller group) when either has fewer than `enough`; else n is both together.
    ValueError for what is no share. Newcombe 1998, Stat. Med. 17:873, method 10 (no continuity correction).
    """
    (successes_a, n_a), (successes_b, n_b) = _counts(successes_a, n_a), _counts(successes_b, n_b)
    smaller = min(n_a, n_b)
    if smaller < max(enough, 1):
        value = successes_a / n_a - successes_b / n_b if smaller else None
        return too_few(value, smaller, max(enough, 1), what)
    a, b = successes_a / n_a, successes_b / n_b
    low_a, high_a = wilson(successes_a, n_a, confidence)
    low_b, high_b = wilson(successes_b, n_b, confidence)
    low = a - b - sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    high = a - b + sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    sure = "no difference can be told" if low <= 0 <= high else ("more" if a > b else "less") + " than by chance"
    return Estimate(
        a - b, low, high, n_a + n_b, f"{100 * (a - b):+.0f} points, {100 * low:+.0f} to {100 * high:+.0f}: {sure}."
    )
