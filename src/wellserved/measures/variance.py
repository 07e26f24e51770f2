"""Whether it is the same service at every site, with every colleague and at every hour: where the differences lie."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri

from wellserved.measures.arrays import Column, Floats, known_numbers
from wellserved.measures.estimate import refusal
from wellserved.measures.reml import Codes, Fit, coded, fit, sums

ENOUGH = 30
MANY_LEVELS = 2000  # of all groups together; more would take minutes
REST = "rest"


@dataclass(frozen=True, slots=True)
class Components:
    """The share of all variance that goes with each group, and under "rest" with none; they add up to 1.

    `low` and `high` are None for a group that cannot be told: it has one level, as many as there are rows, or the
    same members as one before it, in whose share it is contained. Refused (`enough` is False), everything is empty.
    """

    shares: dict[str, float]
    low: dict[str, float | None]
    high: dict[str, float | None]
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return bool(self.shares)


def variance_components(
    y: Column, groups: Mapping[str, Sequence[Hashable]], *, what: str = "values", confidence: float = 0.95
) -> Components:
    """Shares of the variance of y, (n,), between the levels of each group, whose labels are (n,) too.

    Groups may be crossed, nested and of any sizes; their levels count as drawn at random from more. Estimated by
    restricted maximum likelihood (see `reml`). Intervals: of each variance after Williams 1962, Biometrika 49:278, by
    chi-square with as many degrees of freedom as the group adds levels to those it lies within; of the shares by
    combining these (MOVER; Zou & Donner 2008, Stat. Med. 27:1693).

    Refused under 30 rows, when all are the same, and when no group can be told. ValueError for labels of another
    length, for more than 2,000 levels in all, and for values that are no numbers.
    """
    values = known_numbers(y)
    if any(len(labels) != len(values) for labels in groups.values()):
        raise ValueError(f"each group needs one label for each of the {len(values)} values")
    if len(values) < ENOUGH:
        return _refused(len(values), refusal(len(values), ENOUGH, what))
    if np.ptp(values) == 0:
        return _refused(len(values), f"All {what} are the same.")
    codes = _told_apart({name: coded(labels) for name, labels in groups.items()})
    if not codes:
        return _refused(len(values), f"The {what} are in no groups that could be told apart.")
    if sum(int(code.max()) + 1 for code in codes.values()) > MANY_LEVELS:
        raise ValueError(f"more than {MANY_LEVELS} levels")
    found = fit(sums(values, list(codes.values())))
    freedom = [_own_levels(name, codes) for name in codes]
    part = dict(zip((*codes, REST), _shares(found, freedom, confidence), strict=True))
    names = (*groups, REST)
    shares = {name: part[name][0] if name in part else 0.0 for name in names}
    low = {name: part[name][1] if name in part else None for name in names}
    high = {name: part[name][2] if name in part else None for name in names}
    return Components(shares, low, high, len(values), _reading(shares, low, len(values), what))


def _told_apart(codes: dict[str, Codes]) -> dict[str, Codes]:
    """The groups with a variance of their own."""
    kept: dict[str, Codes] = {}
    for name, code in codes.items():
        levels = int(code.max()) + 1
        same = any(np.array_equal(code, other) for other in kept.values())  # numbered by appearance, so equal if same
        if 1 < levels < len(code) and not same:
            kept[name] = code
    return kept


def _own_levels(name: str, codes: dict[str, Codes]) -> int:
    """Levels less those of the finest group it lies within: what is left to show its variance."""
    code = codes[name]
    levels = int(code.max()) + 1
    within = [1]
    for other in codes.values():
        wider = int(other.max()) + 1
        if wider < levels and len(np.unique(code * wider + other)) == levels:
            within.append(wider)
    return levels - max(within)


def _shares(found: Fit, freedom: Sequence[int], confidence: float) -> list[tuple[float, float, float]]:
    """Value, low and high of each share, the rest last."""
    variance = found.variances
    errors = np.sqrt(np.clip(np.diag(np.linalg.pinv(found.information)), 0, None))
    left = 2 * (variance[-1] / errors[-1]) ** 2 if errors[-1] else np.inf
    tail = (1 - confidence) / 2
    df = np.array([*freedom, min(left, 1e9)], dtype=float)
    mean_square = np.maximum(errors * np.sqrt(df / 2), variance)  # of the levels' means, noise included
    noise = mean_square - variance
    low = np.clip(df * mean_square / chdtri(df, tail) - noise, 0, variance)
    high = np.maximum(df * mean_square / chdtri(df, 1 - tail) - noise, variance)
    return [_share(i, variance, low, high) for i in range(len(variance))]


def _share(i: int, value: Floats, low: Floats, high: Floats) -> tuple[float, float, float]:
    """x / (x + others), its odds combined on the log scale from the limits of x and of the others."""
    x, others = value[i], value.sum() - value[i]
    down, up = (value - low) ** 2, (high - value) ** 2
    least = max(others - np.sqrt(down.sum() - down[i]), 0.0)
    most = others + np.sqrt(up.sum() - up[i])
    if x == 0:
        return 0.0, 0.0, float(high[i] / (high[i] + others))
    if others == 0:
        return 1.0, float(x / (x + most)), 1.0
    log_down = np.hypot(np.log(x / low[i]), np.log(most / others)) if low[i] > 0 else np.inf
    log_up = np.hypot(np.log(high[i] / x), np.log(others / least)) if least > 0 else np.inf
    return float(x / (x + others)), _of_odds(x / others, -log_down), _of_odds(x / others, log_up)


def _of_odds(odds: float, shift: float) -> float:
    return float(1 / (1 + np.exp(-shift) / odds))


def _refused(n: int, reading: str) -> Components:
    return Components({}, {}, {}, n, reading)


def _reading(shares: dict[str, float], low: dict[str, float | None], n: int, what: str) -> str:
    told = sorted((name for name in shares if name != REST and low[name] is not None), key=lambda k: -shares[k])
    parts = ", ".join(f"{shares[name]:.0%} {'go ' if name == told[0] else ''}with the {name}" for name in told)
    return f"Of the differences between {n:,} {what}, {parts}; {shares[REST]:.0%} with none of these."
