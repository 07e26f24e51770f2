"""Perception against expectation.

SERVQUAL's gap is perception minus expectation, dimension by dimension: Parasuraman, Zeithaml & Berry 1988,
J. Retailing 64:12. With two levels of expectation there is a zone of tolerance between them: zones.py.
"""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Literal

from wellserved.measures.estimate import ENOUGH, Estimate, refusal
from wellserved.measures.means import level_interval, mean_interval

Category = Literal["delighted", "satisfied", "dissatisfied"]
CATEGORIES: tuple[Category, ...] = ("delighted", "satisfied", "dissatisfied")


def satisfaction_category(desired: float, adequate: float, perceived: float) -> Category:
    """Delighted at or over what was desired, dissatisfied under what was adequate, satisfied between.

    ValueError for NaN: who said nothing is in no category.
    """
    if any(map(isnan, (desired, adequate, perceived))):
        raise ValueError("there are levels that are no numbers")
    if perceived >= desired:
        return "delighted"
    return "satisfied" if perceived >= adequate else "dissatisfied"


def category_of_comparison(comparison: float) -> Category:
    """The same of one comparison with what was expected: above it, as expected, below it. ValueError for NaN."""
    if isnan(comparison):
        raise ValueError("the comparison is no number")
    if comparison > 0:
        return "delighted"
    return "satisfied" if comparison == 0 else "dissatisfied"


def servqual_gaps(
    answers: Mapping[str, Sequence[tuple[float, float]]], *, enough: int = ENOUGH
) -> dict[str, Estimate]:
    """Mean gap of each dimension with its t interval, from pairs (expected, perceived) on one scale.

    ValueError for pairs of which either is no number.
    """
    return {
        dimension: mean_interval([perceived - expected for expected, perceived in pairs], enough=enough)
        for dimension, pairs in answers.items()
    }


def servqual_score(gaps: Mapping[str, Estimate], points: Mapping[str, float]) -> Estimate:
    """The mean gap, weighted by the 100 points that people spread over the dimensions; n is that of the smallest.

    The same people answered about every dimension, so their gaps move together, nobody told how much: the interval
    adds the weighted distances to the limits as if they moved as one. It is therefore wide: it holds at least its
    confidence, most often more. Refused when a dimension with points is. ValueError for points that are no 100 or of
    a dimension without a gap.
    """
    if abs(sum(points.values()) - 100) > 1e-6 or min(points.values()) < 0:
        raise ValueError(f"the points are {sum(points.values()):g}, not 100")
    if unknown := sorted(points.keys() - gaps.keys()):
        raise ValueError(f"there is no gap of {', '.join(unknown)}")
    weighted = [(gaps[name], share / 100) for name, share in points.items() if share]
    n = min(gap.n for gap, _ in weighted)
    score, low, high = 0.0, 0.0, 0.0
    for gap, weight in weighted:
        if gap.value is None or gap.low is None or gap.high is None:
            return Estimate(None, None, None, n, refusal(n, ENOUGH))
        score, low, high = score + weight * gap.value, low + weight * gap.low, high + weight * gap.high
    return Estimate(score, low, high, n, f"{score:+.2f}, between {low:+.2f} and {high:+.2f}, from {n} answers.")


def servperf(answers: Mapping[str, Sequence[float]], *, points: int = 7, enough: int = ENOUGH) -> dict[str, Estimate]:
    """Mean perceived level of each dimension, from 1 to `points`, with its t interval: SERVQUAL without expectations.

    ValueError for answers beyond the scale. Cronin & Taylor 1992, J. Marketing 56:55.
    """
    if any(not 1 <= answer <= points for levels in answers.values() for answer in levels):
        raise ValueError(f"an answer is not from 1 to {points}")
    return {dimension: level_interval(levels, 1, points, enough=enough) for dimension, levels in answers.items()}
