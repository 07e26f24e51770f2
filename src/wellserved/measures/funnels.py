"""Which sites, teams or people differ from the rest by more than chance: never a league table.

Spiegelhalter 2005, Statistics in Medicine 24:1185. A small unit strays far by chance alone, a large one hardly; the
limits are a funnel round the target.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import bdtrik, betainc

from wellserved.measures.arrays import Column, Floats, known_numbers
from wellserved.measures.estimate import refusal

ENOUGH_UNITS = 3
ENOUGH_FOR_SPREAD = 5  # units; how much they truly differ cannot be told from fewer
WINSORISED = 0.1
LEFT_OF_NORMAL = 0.6786  # of the variance of a normal distribution, when its outer 10 % at each end are drawn in
TAILS = np.array([0.025, 0.001])  # on either side of 95 % and 99.8 %: about two and three sigma


class Limits(NamedTuple):
    """Shares in [0, 1] between which 95 % and 99.8 % of units of one size lie."""

    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """For each unit its limits, and in `outside` -1 below or 1 above those of 99.8 %, else 0.

    `phi` is by how much more than chance the units vary (variances; 1 is chance alone). `n` is all units together.
    Refused (`enough` is False), there are no limits.
    """

    target: float | None
    phi: float
    limits: tuple[Limits, ...]
    outside: tuple[int, ...]
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return bool(self.limits)


def funnel_limits(
    successes: Column, n: Column, target: float | None = None, overdispersed: bool = True, *, what: str = "units"
) -> Funnel:
    """Limits for the share of each unit, `successes` of `n`; the target is the share of all unless given.

    Limits are binomial, interpolated between whole numbers (appendix A.1.1), those above being the mirror image of
    those of failures: a unit is outside only where as many or more had at most one chance in a thousand. Where units
    vary more than by chance, limits are sqrt(phi) times as far from the target, phi being the mean square of the
    z-scores after the outer 10 % at each end were drawn in (section 5), over what this leaves of a normal variance.

    A unit without anything counted has limits 0 and 1. Refused for fewer than 3 units with anything. ValueError for
    what is no share, or no target between 0 and 1.
    """
    x, size = known_numbers(successes), _whole(n)
    if x.shape != size.shape or x.ndim != 1 or np.any(x < 0) or np.any(x > size):
        raise ValueError("each unit needs its successes and its n, and no more successes than n")
    if target is not None and not 0 < target < 1:
        raise ValueError(f"a target lies between 0 and 1, not at {target}")
    total, counted = int(size.sum()), size > 0
    units = int(counted.sum())
    if units < ENOUGH_UNITS:
        return Funnel(target, 1.0, (), (), total, refusal(units, ENOUGH_UNITS, what, "to compare"))
    middle = float(x.sum() / total) if target is None else target
    z = _scores(x[counted], size[counted], middle)
    phi = _overdispersion(z) if overdispersed and units >= ENOUGH_FOR_SPREAD else 1.0
    limits = funnel_curve(middle, phi, size)
    share = np.divide(x, size, out=np.full(x.shape, middle), where=counted)
    outside = tuple(int(at > limit.high998) - int(at < limit.low998) for at, limit in zip(share, limits, strict=True))
    return Funnel(middle, phi, limits, outside, total, _reading(middle, phi, outside, units, what))


def funnel_curve(target: float, phi: float, ns: Column) -> tuple[Limits, ...]:
    """The limits for units of these sizes, for drawing; `phi` below 1 counts as 1. ValueError as above."""
    if not 0 <= target <= 1:
        raise ValueError(f"a target lies between 0 and 1, not at {target}")
    if not phi < np.inf:
        raise ValueError(f"a spread is a number, not {phi}")
    sizes = _whole(ns)[:, None]
    shares = np.tile([0.0, 1.0, 0.0, 1.0], (len(sizes), 1))
    some = sizes[:, 0] > 0
    if 0 < target < 1:
        low, high = _lowest(target, sizes[some], TAILS), 1 - _lowest(1 - target, sizes[some], TAILS)
        exact = np.column_stack((low[:, 0], high[:, 0], low[:, 1], high[:, 1]))
    else:
        exact = np.full((int(some.sum()), 4), target)
    shares[some] = np.clip(target + np.sqrt(max(phi, 1.0)) * (exact - target), 0, 1)
    return tuple(Limits(*row) for row in shares.tolist())


def _whole(ns: Column) -> Floats:
    sizes = known_numbers(ns)
    if np.any(sizes != np.round(sizes)) or np.any(sizes < 0):
        raise ValueError("a size is a whole number")
    return sizes


def _lowest(target: float, sizes: Floats, tails: Floats) -> Floats:
    """(r - a) / n, r the least number with P(R <= r) >= tail and a by how much of its step it goes past."""
    r = np.ceil(np.nan_to_num(bdtrik(tails, sizes, target)) - 1e-9)
    r = np.where((r > 0) & (_within(r - 1, sizes, target) >= tails), r - 1, r)
    below, upto = _within(r - 1, sizes, target), _within(r, sizes, target)
    limits: Floats = np.maximum((r - (upto - tails) / (upto - below)) / sizes, 0)
    return limits


def _within(r: Floats, sizes: Floats, target: float) -> Floats:
    """P(R <= r), which is 0 for r under 0."""
    inside = np.clip(r, 0, sizes - 1)  # as bdtr would have it, which counts no further than 2^31
    within = betainc(sizes - inside, inside + 1, 1 - target)
    return np.where(r < 0, 0.0, np.where(r >= sizes, 1.0, within))


def _scores(x: Floats, n: Floats, target: float) -> Floats:
    sigma = np.sqrt(target * (1 - target) / n)
    return np.divide(x / n - target, sigma, out=np.zeros_like(x), where=sigma > 0)


def _overdispersion(z: Floats) -> float:
    drawn_in = np.clip(z, *np.quantile(z, (WINSORISED, 1 - WINSORISED)))
    return max(1.0, float(np.mean(drawn_in**2)) / LEFT_OF_NORMAL)


def _reading(target: float, phi: float, outside: tuple[int, ...], units: int, what: str) -> str:
    above, below = outside.count(1), outside.count(-1)
    if not above and not below:
        found = f"None of {units} {what} differs from {target:.0%} by more than chance"
    else:
        found = (
            f"Of {units} {what}, {above or 'none'} above and {below or 'none'} below {target:.0%} by more than chance"
        )
    return f"{found}." if phi <= 1 else f"{found} and what usually sets them apart."
