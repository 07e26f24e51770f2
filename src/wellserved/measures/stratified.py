"""Whether two shares differ that are mixed of unlike things, such as of several standards."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from wellserved.measures.estimate import ENOUGH, Estimate, too_few
from wellserved.measures.shares import newcombe_difference


def stratified_difference(
    strata: Sequence[tuple[int, int, int, int]],
    *,
    same_cases: bool = False,
    what: str = "answers",
    enough: int = ENOUGH,
    confidence: float = 0.95,
) -> Estimate:
    """Share a minus share b, compared stratum by stratum and put together; n is of all strata with both groups.

    Each stratum is (successes_a, n_a, successes_b, n_b); those in which a group is missing say nothing. Who has
    more of what is hard is not called worse for it. The common difference is Mantel and Haenszel's, its variance
    Sato's (1989, Biometrics 45:1323); of a single stratum the interval is Newcombe's. With `same_cases` the
    strata are of the same people or conversations, whose successes may all hang together: then the errors of the
    strata are added, not their squares, which is right whatever they have to do with each other, and wide where
    they have little. A refusal (with the n of the smaller group) when either group has fewer than `enough`;
    ValueError for what is no share.
    """
    if any(not (0 <= a <= n_a and 0 <= b <= n_b) for a, n_a, b, n_b in strata):
        raise ValueError("successes are between 0 and their n")
    both = [stratum for stratum in strata if stratum[1] and stratum[3]]
    if len(both) == 1:
        return newcombe_difference(*both[0], what=what, enough=enough, confidence=confidence)
    weight = sum(n_a * n_b / (n_a + n_b) for _, n_a, _, n_b in both)
    smaller = min(sum(n_a for _, n_a, _, _ in both), sum(n_b for _, _, _, n_b in both))
    value = sum((a * n_b - b * n_a) / (n_a + n_b) for a, n_a, b, n_b in both) / weight if weight else None
    if value is None or smaller < max(enough, 1):
        return too_few(value, smaller, max(enough, 1), what)
    variances = [max(value * _p(stratum) + _q(stratum), 0.0) for stratum in both]
    spread = (sum(map(sqrt, variances)) if same_cases else sqrt(sum(variances))) / weight
    half = NormalDist().inv_cdf((1 + confidence) / 2) * spread
    low, high = max(value - half, -1.0), min(value + half, 1.0)
    sure = "no difference can be told" if low <= 0 <= high else ("more" if value > 0 else "less") + " than by chance"
    words = f"{100 * value:+.0f} points, {100 * low:+.0f} to {100 * high:+.0f}: {sure}."
    return Estimate(value, low, high, sum(n_a + n_b for _, n_a, _, n_b in both), words)


def _p(stratum: tuple[int, int, int, int]) -> float:
    a, n_a, b, n_b = stratum
    return (n_a * n_a * b - n_b * n_b * a + n_a * n_b * (n_b - n_a) / 2) / (n_a + n_b) ** 2


def _q(stratum: tuple[int, int, int, int]) -> float:
    a, n_a, b, n_b = stratum
    return (a * (n_b - b) + b * (n_a - a)) / (2 * (n_a + n_b))
