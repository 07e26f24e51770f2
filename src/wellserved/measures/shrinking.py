"""The level of each site, team or person, drawn towards that of all the more, the less is known of it.

What a few answers said is partly luck, and luck does not stay. Efron & Morris 1975, J. Am. Stat. Assoc. 70:311;
Morris 1983, J. Am. Stat. Assoc. 78:47.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv, betaln, ndtri

from wellserved.measures.arrays import Column, Floats, known_numbers
from wellserved.measures.estimate import refusal

ENOUGH_UNITS = 5
STEPS = 24  # of the grid over mean and spread, each
NEGLIGIBLE = 1e-3  # of the likeliest point
STEPS_OF_NEWTON = 3
EDGE = 1e-13  # no share is nearer to 0 or 1


@dataclass(frozen=True, slots=True)
class Shrunken:
    """For each unit its shrunken value and interval, in the order given.

    `prior_mean` is the level they are drawn to, `spread` the standard deviation of their true levels, `n` all
    observations together. Refused (`enough` is False), the arrays are empty.
    """

    values: Floats
    low: Floats
    high: Floats
    prior_mean: float | None
    spread: float | None
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return len(self.values) > 0


def shrink_means(
    means: Column, variances: Column, n: Column, *, what: str = "units", confidence: float = 0.95
) -> Shrunken:
    """Means of n values each, whose single values have these variances (of values, not of means).

    The variance of single values is taken from all units together, since a handful shows it badly. The spread of the
    true means is that of Paule & Mandel 1982, J. Res. Natl. Bur. Stand. 87:377; the shrinking and its interval, which
    allows for not knowing the spread, are Morris's of 1983: with equal n, the estimator of Efron & Morris.
    Refused for fewer than 5 units; ValueError for a variance under 0, an n not over it, and what is no number.
    """
    x, size, within = known_numbers(means), known_numbers(n), known_numbers(variances)
    if not x.shape == size.shape == within.shape or x.ndim != 1 or np.any(size <= 0) or np.any(within < 0):
        raise ValueError("each unit needs a mean, a variance of 0 or more and an n over 0")
    units, total = len(x), int(size.sum())
    if units < ENOUGH_UNITS:
        return _refused(units, total, what)
    error = np.sum(size * within) / size.sum() / size  # variance of each mean
    between = _paule_mandel(x, error)
    known = error + between
    if not np.all(known > 0):
        return Shrunken(x, x, x, float(x.mean()), 0.0, total, _reading(float(x.mean()), 0.0, units, what))
    middle = float(np.average(x, weights=1 / known))
    drawn = (units - 3) / (units - 1) * error / known
    values = middle + (1 - drawn) * (x - middle)
    unsure = 2 / (units - 3) * drawn**2 * np.average(known, weights=1 / known) / known
    variance = error * (1 - (units - 1) / units * drawn) + unsure * (x - middle) ** 2
    half = float(ndtri((1 + confidence) / 2)) * np.sqrt(variance)
    spread = float(np.sqrt(between))
    return Shrunken(
        values, values - half, values + half, middle, spread, total, _reading(middle, spread, units, what)
    )


def shrink_rates(successes: Column, n: Column, *, what: str = "units", confidence: float = 0.95) -> Shrunken:
    """Shares of n each, by the beta-binomial model.

    The mean and spread of the true shares are averaged over, with the prior of Gelman et al. 2013, Bayesian Data
    Analysis, 3rd ed., 5.3 (even in the mean and in 1 / sqrt(alpha + beta)), so that the intervals
    allow for not knowing them. A unit without anything counted is
    given the level of all. Refused for fewer than 5 units with anything; ValueError for what is no share.
    """
    x, size = known_numbers(successes), known_numbers(n)
    if x.shape != size.shape or x.ndim != 1 or np.any(x < 0) or np.any(x > size):
        raise ValueError("each unit needs its successes and its n, and no more successes than n")
    units, total = int(np.sum(size > 0)), int(size.sum())
    if units < ENOUGH_UNITS:
        return _refused(units, total, what)
    mean, strength = _grid(x, size)
    a, b = mean * strength, (1 - mean) * strength
    likelihood = np.sum(betaln(a[:, None] + x, b[:, None] + size - x), axis=1) - len(x) * betaln(a, b)
    weight = np.exp(likelihood - likelihood.max())
    weight /= weight.sum()
    each = (a[:, None] + x) / (strength[:, None] + size)
    values = weight @ each
    variance = weight @ (each * (1 - each) / (strength[:, None] + size + 1) + (each - values) ** 2)
    tail, certainty = (1 - confidence) / 2, values * (1 - values) / variance - 1
    likely = weight > NEGLIGIBLE * weight.max()
    mixture = weight[likely] / weight[likely].sum(), a[likely, None] + x, b[likely, None] + size - x
    low, high = (
        _quantile(p, betaincinv(values * certainty, (1 - values) * certainty, p), *mixture) for p in (tail, 1 - tail)
    )
    middle, spread = float(weight @ mean), float(np.sqrt(weight @ (mean * (1 - mean) / (strength + 1))))
    reading = _reading(middle, spread, units, what, "{:.0%}", "{:.1f} points", 100)
    return Shrunken(values, low, high, middle, spread, total, reading)


def _grid(x: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Means and strengths (alpha + beta) around which the shares tell; even in the mean and in 1 / sqrt(strength)."""
    overall = (x.sum() + 0.5) / (n.sum() + 1)
    share = (x + overall) / (n + 1)
    apart = np.sqrt(np.mean((share - overall) ** 2) + overall * (1 - overall) / n.sum())
    reach = 8 * apart / np.sqrt(len(x))
    places = (np.arange(STEPS) + 0.5) / STEPS
    means = max(overall - reach, 0) + places * (min(overall + reach, 1) - max(overall - reach, 0))
    looseness = places * min(1, 5 * apart / np.sqrt(overall * (1 - overall)))
    mean, loose = (grid.ravel() for grid in np.meshgrid(means, looseness))
    return mean, 1 / loose**2


def _quantile(p: float, start: Floats, weight: Floats, a: Floats, b: Floats) -> Floats:
    """Where the mixture of beta distributions (points, units) reaches p: by Newton's steps from nearby."""
    found = np.clip(start, EDGE, 1 - EDGE)
    for _ in range(STEPS_OF_NEWTON):
        density = weight @ np.exp((a - 1) * np.log(found) + (b - 1) * np.log1p(-found) - betaln(a, b))
        step = (weight @ betainc(a, b, found) - p) / np.maximum(density, np.finfo(float).tiny)
        found = np.clip(found - step, found / 2, (1 + found) / 2)
    return found


def _paule_mandel(x: Floats, error: Floats) -> float:
    """The variance between with which the weighted squares are what they should be, by bisection; at least 0."""

    def excess(between: float) -> float:
        weight = 1 / (error + between)
        return float(np.sum(weight * (x - np.average(x, weights=weight)) ** 2)) - (len(x) - 1)

    low, high = 0.0, float(np.sum((x - x.mean()) ** 2))
    if high == 0 or (np.all(error > 0) and excess(0.0) <= 0):
        return 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return high


def _refused(units: int, n: int, what: str) -> Shrunken:
    nothing = np.empty(0)
    return Shrunken(nothing, nothing, nothing, None, None, n, refusal(units, ENOUGH_UNITS, what, "to compare"))


def _reading(
    mean: float, spread: float, units: int, what: str, form: str = "{:.2f}", gap: str = "{:.2f}", scale: float = 1
) -> str:
    if spread == 0:
        return f"{units} {what} around {form.format(mean)}, with no more between them than chance."
    apart = gap.format(scale * spread)
    return f"{units} {what} around {form.format(mean)}; in truth two in three lie within {apart} of it."
