"""The usual scores of surveys, each with its interval: would recommend, satisfied, easy."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

from wellserved.measures.estimate import ENOUGH, Estimate, too_few
from wellserved.measures.means import level_interval
from wellserved.measures.plain import plain, whole
from wellserved.measures.shares import wilson_interval

PROMOTES, DETRACTS = 9, 6  # from and up to which answer, of 0 to 10
ADDED = 3  # pseudo-answers: three quarters each would recommend and would not, the rest say neither


def nps(answers: Sequence[int], *, enough: int = ENOUGH, confidence: float = 0.95) -> Estimate:
    """Net Promoter Score in points from -100 to 100, of whole answers from 0 to 10; ValueError for others.

    The interval is the adjusted Wald of Rocks 2016, Am. Stat. 70:365: three pseudo-answers are added (3/4, 3/2, 3/4).
    Reichheld 2003, Harv. Bus. Rev. 81(12):46.
    """
    given = whole(answers, 0, 10)
    return nps_of_counts(
        sum(answer >= PROMOTES for answer in given),
        sum(answer <= DETRACTS for answer in given),
        len(given),
        enough=enough,
        confidence=confidence,
    )


def nps_of_counts(
    promoters: int, detractors: int, n: int, *, enough: int = ENOUGH, confidence: float = 0.95
) -> Estimate:
    """The same from how many of n would recommend (9 or 10) and would not (0 to 6)."""
    if min(promoters, detractors) < 0 or promoters + detractors > n:
        raise ValueError(f"{promoters} and {detractors} are not of {n}")
    score = 100 * (promoters - detractors) / n if n else None
    if n < enough or score is None:
        return too_few(score, n, max(enough, 1), "answers")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p, d = (promoters + ADDED / 4) / (n + ADDED), (detractors + ADDED / 4) / (n + ADDED)
    half = z * sqrt((p + d - (p - d) ** 2) / (n + ADDED))
    low, high = max(-100.0, 100 * (p - d - half)), min(100.0, 100 * (p - d + half))
    reading = (
        f"{score:+.0f} points, between {low:+.0f} and {high:+.0f}: {promoters} of {n} answers would recommend us, "
        f"{detractors} would not."
    )
    return Estimate(score, min(low, score), max(high, score), n, reading)


def csat(answers: Sequence[int], top: int = 2, points: int = 5, *, enough: int = ENOUGH) -> Estimate:
    """The share (0 to 1) of answers in the `top` of 1 to `points`, with Wilson's interval.

    ValueError for answers that are none of these whole numbers.
    """
    if not 0 < top < points:
        raise ValueError(f"the top {top} of {points} points")
    given = whole(answers, 1, points)
    return wilson_interval(sum(answer > points - top for answer in given), len(given), enough=enough)


def effort_score(answers: Sequence[float], points: int = 7, *, enough: int = ENOUGH) -> Estimate:
    """The mean of answers from 1 (very hard) to `points` (very easy), with Student's t interval within the scale.

    ValueError for answers beyond it. Dixon, Freeman & Toman 2010, Harv. Bus. Rev. 88(7/8):116.
    """
    given = plain(answers)
    for answer in given:
        if not 1 <= answer <= points:
            raise ValueError(f"{answer:g} is not an answer from 1 to {points}")
    return level_interval(given, 1, points, enough=enough)
