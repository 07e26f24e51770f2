"""Trials one may look at every day and stop at any time, and trials looked at a few times as planned.

Whoever looks at an ordinary test until it says what was hoped for is wrong far more often than 1 time in 20. With
these one is not: the interval covers the true difference at every moment of the trial at once, in 95 of 100 trials.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import isfinite, log, sqrt
from typing import Literal

import numpy as np
from scipy.special import ndtri

from wellserved.measures.arrays import Column, Floats, known_numbers
from wellserved.measures.estimate import refusal

ENOUGH = 20  # on either side, before which the normal distribution says too little of shares and means
EFFECT_SHARES = 0.1  # differences of about this size are found soonest: ten points,
EFFECT_MEANS = 0.25  # a quarter of the standard deviation of single values

Decision = Literal["better", "worse", ""]


@dataclass(frozen=True, slots=True)
class Sequential:
    """What was tried (a) minus what is usual (b), with an interval that is valid at every look; n is both together.

    `decided` is "" as long as either may be better. Refused (`enough` is False), there is no interval.
    """

    difference: float | None
    low: float | None
    high: float | None
    decided: Decision
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return self.low is not None


def sequential_test(
    successes_a: int,
    n_a: int,
    successes_b: int,
    n_b: int,
    *,
    higher_is_better: bool = True,
    what: str = "answers",
    alpha: float = 0.05,
) -> Sequential:
    """Share a minus share b, of groups of any size that may grow unevenly; for looking at any time.

    The mixture sequential probability ratio test of Robbins 1970, as Johari, Koomen, Pekelis & Walsh 2017 (KDD, and
    2022, Operations Research 70:1806) use it for shares, with the normal distribution in the scale of information
    (Jennison & Turnbull 1997, J. Am. Stat. Assoc. 92:1330), and the larger of the variances that the two shares have
    apart and together. Refused with fewer than 20 on either side; ValueError for what is no share.
    """
    if not 0 <= successes_a <= n_a or not 0 <= successes_b <= n_b:
        raise ValueError("there are more successes than there were chances, or fewer than none")
    (successes_a, n_a), (successes_b, n_b) = (int(successes_a), int(n_a)), (int(successes_b), int(n_b))
    if min(n_a, n_b) < ENOUGH:
        return _refused(n_a, n_b, what)
    difference = successes_a / n_a - successes_b / n_b
    a, b = (
        (successes_a + 1) / (n_a + 2),
        (successes_b + 1) / (n_b + 2),
    )  # never without variance (Agresti & Caffo 2000)
    both = (successes_a + successes_b + 1) / (n_a + n_b + 2)
    apart, together = a * (1 - a) / n_a + b * (1 - b) / n_b, both * (1 - both) * (1 / n_a + 1 / n_b)
    half = _half_width(max(apart, together), EFFECT_SHARES, alpha)
    low, high = max(difference - half, -1.0), min(difference + half, 1.0)
    return _found(difference, low, high, n_a + n_b, higher_is_better, 100, "points")


def sequential_mean_test(
    a: Column, b: Column, *, higher_is_better: bool = True, what: str = "answers", alpha: float = 0.05
) -> Sequential:
    """Mean of a minus mean of b, in their unit; otherwise as `sequential_test`.

    Also refused when all values are the same. ValueError for values that are no numbers.
    """
    x, y = known_numbers(a), known_numbers(b)
    if min(len(x), len(y)) < ENOUGH:
        return _refused(len(x), len(y), what)
    n = len(x) + len(y)
    difference, spread_x, spread_y = float(x.mean() - y.mean()), float(x.var(ddof=1)), float(y.var(ddof=1))
    both = ((len(x) - 1) * spread_x + (len(y) - 1) * spread_y) / (n - 2)
    if both == 0:
        return Sequential(difference, None, None, "", n, f"All {what} are the same; nothing can be told from them.")
    variance = max(spread_x / len(x) + spread_y / len(y), both * (1 / len(x) + 1 / len(y)))
    half = _half_width(variance, EFFECT_MEANS * sqrt(both), alpha)
    return _found(difference, difference - half, difference + half, n, higher_is_better, 1, "")


def _half_width(variance: float, effect: float, alpha: float) -> float:
    """Where the mixture of likelihood ratios over N(0, effect^2) reaches 1 / alpha; ValueError for no such alpha."""
    if not 0 < alpha < 1:
        raise ValueError(f"an error of {alpha} is none")
    prior = effect**2
    return sqrt(variance * (variance + prior) / prior * (log((variance + prior) / variance) - 2 * log(alpha)))


def _refused(n_a: int, n_b: int, what: str) -> Sequential:
    reading = refusal(min(n_a, n_b), ENOUGH, what, "in the smaller group to tell")
    if min(n_a, n_b) == 0 < max(n_a, n_b):
        reading = f"No {what} in one of the two groups yet."
    return Sequential(None, None, None, "", n_a + n_b, reading)


def _found(
    difference: float, low: float, high: float, n: int, higher_is_better: bool, scale: float, unit: str
) -> Sequential:
    more = 1 if low > 0 else -1 if high < 0 else 0
    decided: Decision = "" if not more else "better" if (more > 0) == higher_is_better else "worse"
    form = "{:+.0f}" if scale > 1 else "{:+.2f}"
    value, least, most = (form.format(scale * end) for end in (difference, low, high))
    verdict = {
        "better": "Better, and not by chance: you may stop",
        "worse": "Worse, and not by chance: better stop",
        "": "Not known yet: keep going",
    }[decided]
    width = f"{value} {unit}".strip()
    return Sequential(difference, low, high, decided, n, f"{verdict}. {width}, between {least} and {most}, from {n}.")


@lru_cache(maxsize=256)
def group_sequential_bounds(
    looks: int, alpha: float = 0.05, kind: Literal["obrien-fleming", "pocock"] = "obrien-fleming"
) -> tuple[float, ...]:
    """The z each of so many evenly spaced looks must pass, two-sided, for an error of alpha over all of them.

    Pocock 1977, Biometrika 64:191, has the same at each; O'Brien & Fleming 1979, Biometrics 35:549, high ones first
    and nearly the ordinary one at the end. By the recursion of Armitage, McPherson & Rowe 1969, J. R. Stat. Soc. A
    132:235. ValueError for fewer than 1 or more than 50 looks, for alpha outside (0, 1) and for another kind.
    """
    if not 1 <= looks <= 50 or not 0 < alpha < 1 or not isfinite(alpha):
        raise ValueError(f"{looks} looks with an error of {alpha} are no plan")
    if kind not in ("obrien-fleming", "pocock"):
        raise ValueError(f'"{kind}" is no kind of bounds')
    times = np.arange(1, looks + 1)
    shape = np.sqrt(looks / times) if kind == "obrien-fleming" else np.ones(looks)
    low, high = float(-ndtri(alpha / 2)), float(-ndtri(alpha / 2 / looks))
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _never_beyond(middle * shape * np.sqrt(times)) < 1 - alpha else (low, middle)
    return tuple((high * shape).tolist())


NODES, WEIGHTS = np.polynomial.legendre.leggauss(96)


def _never_beyond(bounds: Floats) -> float:
    """Probability that a sum of independent normal steps stays within its bound at each step."""
    places = bounds[0] * NODES
    density = np.exp(-(places**2) / 2) / sqrt(2 * np.pi)
    for before, after in pairwise(bounds):
        steps = after * NODES[:, None] - places
        density = (np.exp(-(steps**2) / 2) / sqrt(2 * np.pi)) @ (density * before * WEIGHTS)
        places = after * NODES
    return float(density @ WEIGHTS * bounds[-1])
