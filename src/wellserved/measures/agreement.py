"""Do those who judge agree: any number with gaps (Krippendorff), two in order (weighted kappa), levels (ICC)."""

from typing import Literal

import numpy as np
from scipy.special import stdtrit

from wellserved.measures.arrays import Column, Floats, Table, column, numbers, table
from wellserved.measures.estimate import Estimate, too_few
from wellserved.measures.intraclass import icc
from wellserved.measures.resampling import expanded_interval, resampled
from wellserved.measures.shares import wilson

__all__ = ["icc", "krippendorff_alpha", "weighted_kappa"]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
ENOUGH = 20  # what two or more have judged
RESAMPLES = 600
NOTHING = 1e-9
MOST_CELLS = 2_000_000  # that are reckoned at once, 16 MB
TENTATIVE = 2 / 3  # from which conclusions may be drawn with care; Krippendorff 2004, Content Analysis, p. 241
SUBSTANTIAL = 0.61  # Landis & Koch 1977, Biometrics 33:159


def krippendorff_alpha(ratings: Table, level: Level = "nominal", *, enough: int = ENOUGH) -> Estimate:
    """Agreement of any number of coders: 1 is perfect, 0 is chance, under 0 is worse than chance.

    ratings (coders, units), NaN where a coder did not judge; n is the units that two or more did. `level` says what
    a difference is: none or some (nominal), how many ranks (ordinal), how much (interval), in proportion (ratio).
    The interval of 95 % is a seeded expanded percentile bootstrap of the units, and where nobody ever disagreed
    `_never_disagreed`; refused under 20 units, and where all judgements are the same. ValueError for another level,
    numbers under 0 on a ratio scale, and infinite ones.
    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
    """
    if level not in ("nominal", "ordinal", "interval", "ratio"):
        raise ValueError(f"{level} is no level of measurement")
    rows = table(ratings)
    values, times = _counted(rows)
    n = times.shape[1]
    if n and level == "ratio" and values[0] < 0:
        raise ValueError("on a ratio scale nothing is under 0")
    if n == 0 or len(values) == 1:
        return _nothing_to_tell(n, enough)
    alpha = float(_alphas(values, times, np.ones((1, n)), level)[0])
    if n < enough:
        return too_few(alpha, n, enough, "judgements")
    if alpha > 1 - NOTHING:
        shares = times.sum(axis=1) / times.sum()
        return _never_disagreed(n, float(shares @ shares), TENTATIVE)
    drawn = resampled(np.ones(n), RESAMPLES)
    low, high = expanded_interval(_alphas(values, times, drawn, level), n, n - 1)
    return _told(alpha, float(low), float(high), n, TENTATIVE)


def _counted(rows: Floats) -> tuple[Floats, Floats]:
    """The values that occur (v,), and how often each was given to each unit that two or more judged (v, units)."""
    if rows.size == 0:
        return np.empty(0), np.empty((0, 0))
    rows = rows[:, (~np.isnan(rows)).sum(axis=0) >= 2]
    values = np.unique(rows[~np.isnan(rows)])
    return values, (rows[None] == values[:, None, None]).sum(axis=1).astype(float)


def _alphas(values: Floats, times: Floats, weights: Floats, level: Level) -> Floats:
    """Alpha, each unit taken as often as each row of `weights` (resamples, units) says (NaN without variance)."""
    pairable = times / (times.sum(axis=0) - 1)
    at_once = max(1, MOST_CELLS // (times.size + len(values) ** 2))
    found = [
        _alphas_at_once(values, times, pairable, weights[first : first + at_once], level)
        for first in range(0, len(weights), at_once)
    ]
    return np.concatenate(found)


def _alphas_at_once(values: Floats, times: Floats, pairable: Floats, weights: Floats, level: Level) -> Floats:
    coincidences = (weights[:, None, :] * times) @ pairable.T
    same = np.arange(len(values))
    coincidences[:, same, same] -= weights @ pairable.T
    totals = coincidences.sum(axis=1)
    distances = _distances(values, totals, level)
    expected = (totals[:, None, :] @ distances @ totals[:, :, None])[:, 0, 0] / (totals.sum(axis=1) - 1)
    observed = (coincidences * distances).sum(axis=(1, 2))
    alphas: Floats = np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1.0), np.nan)
    return alphas


def _distances(values: Floats, totals: Floats, level: Level) -> Floats:
    """Squared difference of each value from each, (v, v) or, of ranks, for each resample."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ordinal":
        ranks = np.cumsum(totals, axis=-1) - totals / 2
        of_ranks: Floats = (ranks[..., :, None] - ranks[..., None, :]) ** 2
        return of_ranks
    apart = np.subtract.outer(values, values)
    if level == "ratio":
        apart = apart / np.maximum(np.add.outer(values, values), 1e-12)
    squared: Floats = apart**2
    return squared


def weighted_kappa(
    a: Column, b: Column, weights: Literal["linear", "quadratic"] = "linear", *, enough: int = ENOUGH
) -> Estimate:
    """Agreement beyond chance of two who judged the same n things on one ordered scale, in numbers.

    A disagreement counts by its distance (linear) or its square (quadratic), of the widest there is. Interval by the
    standard error of Fleiss, Cohen & Everitt 1969, Psychol. Bull. 72:323, on Fisher's scale of atanh and with
    Student's t, without which it misses too often where n is small; where they never disagreed, `_never_disagreed`.
    Rows with a NaN are left out; refused under 20, and where either always says the same. ValueError for lengths that
    differ. Cohen 1968, Psychol. Bull. 70:213.
    """
    if weights not in ("linear", "quadratic"):
        raise ValueError(f"{weights} are no weights")
    first = numbers(a)
    second = column(b, len(first))
    known = ~(np.isnan(first) | np.isnan(second))
    first, second = first[known], second[known]
    n = len(first)
    scale = np.unique(np.concatenate([first, second]))
    if len(np.unique(first)) < 2 or len(np.unique(second)) < 2:
        return _nothing_to_tell(n, enough)
    shares = np.zeros((len(scale), len(scale)))
    np.add.at(shares, (np.searchsorted(scale, first), np.searchsorted(scale, second)), 1 / n)
    apart = np.abs(np.subtract.outer(scale, scale)) / (scale[-1] - scale[0])
    credit = 1 - (apart if weights == "linear" else apart**2)
    of_first, of_second = shares.sum(axis=1), shares.sum(axis=0)
    chance = of_first @ credit @ of_second
    kappa = ((shares * credit).sum() - chance) / (1 - chance)
    if n < enough:
        return too_few(float(kappa), n, enough, "judgements")
    if kappa > 1 - NOTHING:
        return _never_disagreed(n, float(of_first @ of_second), SUBSTANTIAL)
    if kappa < NOTHING - 1:  # they never agreed, which is the mirror of it
        return _told(-1.0, -1.0, float((1 - wilson(n, n)[0] - chance) / (1 - chance)), n, SUBSTANTIAL)
    expected = np.add.outer(credit @ of_second, of_first @ credit)
    spread = (shares * (credit - expected * (1 - kappa)) ** 2).sum() - (kappa - chance * (1 - kappa)) ** 2
    error = np.sqrt(max(spread, 0.0) / n) / (1 - chance)
    half = float(stdtrit(n - 1, 0.975)) * error / (1 - kappa**2)
    low, high = np.tanh(np.arctanh(kappa) + np.array([-half, half]))
    return _told(float(kappa), float(low), float(high), n, SUBSTANTIAL)


def _never_disagreed(n: int, by_chance: float, needed: float) -> Estimate:
    """1, with the agreement at which so many judgements in a row still agree one time in forty (Wilson).

    No spread was seen, but n judgements without a disagreement do not show that there never is any; those that are
    not seen are taken to be as wide as by chance.
    """
    low = 1 - (1 - wilson(n, n)[0]) / (1 - by_chance)
    return _told(1.0, low, 1.0, n, needed)


def _nothing_to_tell(n: int, enough: int) -> Estimate:
    if n < enough:
        return too_few(None, n, enough, "judgements")
    words = f"Somebody gave the same judgement all {n} times, so nothing can be told of agreement."
    return Estimate(None, None, None, n, words)


def _told(value: float, low: float, high: float, n: int, needed: float) -> Estimate:
    words = f"{value:.2f}, between {low:.2f} and {high:.2f}, from {n} judgements: "
    if low >= needed:
        words += "they agree well enough to compare by them."
    elif high < needed:
        words += "they do not agree well enough to compare by them."
    else:
        words += "it cannot be told yet whether they agree well enough."
    return Estimate(value, min(low, value), max(high, value), n, words)
