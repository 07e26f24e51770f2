"""What it costs to fall short of expectation, and what it brings to exceed it.

Brandt 1988, in Surprenant (ed.), Add Value to Your Service, p. 61: overall satisfaction is regressed, for each of p
attributes at once, on whether the perception was below expectation (its coefficient is the penalty) and whether it
was above (the reward), so both are against "as expected".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from wellserved.measures.arrays import Column, Floats, Table, column, table
from wellserved.measures.estimate import Estimate, refusal, too_few

Kind = Literal["basic", "performance", "excitement", ""]
ENOUGH = 30
ENOUGH_EACH = 10  # answers below, and answers above, for a coefficient to be told
MEANING: dict[Kind, str] = {
    "basic": "to fall short costs more than to exceed brings",
    "performance": "to fall short costs, and to exceed brings, about as much",
    "excitement": "to exceed brings more than to fall short costs",
    "": "it cannot be told whether to fall short or to exceed matters more",
}


@dataclass(frozen=True, slots=True)
class PenaltyReward:
    """Of one attribute: both coefficients in points of the outcome, and what kind they make it."""

    name: str
    penalty: Estimate
    reward: Estimate
    kind: Kind
    n: int
    reading: str


def penalty_reward(
    levels: Table, overall: Column, names: Sequence[str], *, counts: Column | None = None
) -> tuple[PenaltyReward, ...]:
    """Of each name penalty and reward with 95 % intervals, in the order given.

    levels (n, p) comparisons with expectation (under 0 worse, over 0 better), overall (n,) in any unit, `counts` (n,)
    how many gave each row. Rows with a NaN are left out. Standard errors are robust to unequal spread (HC3; MacKinnon
    & White 1985, J. Econometrics 29:305). Basic and excitement where penalty and reward differ by more than chance,
    performance where both are there and do not. Refused under max(30, 10 p) answers, and each coefficient under 10
    answers below, above or as expected, and where others always go with it. ValueError for lengths that differ and
    counts that are not whole.
    """
    rows = table(levels)
    if len(rows) and rows.shape[1] != len(names):
        raise ValueError(f"{rows.shape[1]} columns do not have {len(names)} names")
    outcome = column(overall, len(rows))
    times = np.ones(len(rows)) if counts is None else column(counts, len(rows))
    if (times != np.round(times)).any() or (times < 0).any():
        raise ValueError("counts are whole numbers")
    known = ~np.isnan(np.column_stack([rows, outcome])).any(axis=1) & (times > 0)
    rows, outcome, times = rows[known], outcome[known], times[known]
    n, needed = round(times.sum()), max(ENOUGH, 10 * len(names))
    if n < needed:
        few, words = too_few(None, n, needed, "answers"), refusal(n, needed)
        return tuple(PenaltyReward(name, few, few, "", n, words) for name in names)
    below, above = rows < 0, rows > 0
    design = np.column_stack([np.ones(len(rows)), below, above]).astype(float)
    coefficients, spread, alone = _fitted(design, outcome, times)
    t = float(stdtrit(max(n - design.shape[1], 1), 0.975))
    p = len(names)
    found = []
    for j, name in enumerate(names):
        at = (1 + j, 1 + p + j)
        enough = [times @ below[:, j], times @ above[:, j], times @ (rows[:, j] == 0)]
        sizes = [round(size) for size in enough]
        both = [
            _estimate(coefficients[k], t * np.sqrt(spread[k, k]), min(size, sizes[2]), alone[k])
            for k, size in zip(at, sizes[:2], strict=True)
        ]
        contrast = coefficients[at[0]] + coefficients[at[1]]
        half = t * np.sqrt(spread[at[0], at[0]] + spread[at[1], at[1]] + 2 * spread[at[0], at[1]])
        kind = _kind(both[0], both[1], contrast, half)
        found.append(PenaltyReward(name, both[0], both[1], kind, n, f"{name}: {MEANING[kind]}."))
    return tuple(found)


def _fitted(design: Floats, outcome: Floats, times: Floats) -> tuple[Floats, Floats, list[bool]]:
    """Least squares' coefficients, their robust covariances, and whether each can be told from the others."""
    products = (design * times[:, None]).T @ design
    inverse = np.linalg.pinv(products, hermitian=True)
    alone: list[bool] = (np.diag(inverse @ products) > 1 - 1e-6).tolist()
    coefficients = inverse @ (design.T @ (times * outcome))
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    residuals = (outcome - design @ coefficients) / np.maximum(1 - leverage, 1e-9)
    scores = design * (residuals**2 * times)[:, None]
    return coefficients, inverse @ (scores.T @ design) @ inverse, alone


def _estimate(value: float, half: float, n: int, alone: bool) -> Estimate:
    if n < ENOUGH_EACH:
        return too_few(None, n, ENOUGH_EACH, "answers")
    if not alone:
        return Estimate(None, None, None, n, "It always goes with another, so the two cannot be told apart.")
    low, high = float(value - half), float(value + half)
    return Estimate(float(value), low, high, n, f"{value:+.2f}, between {low:+.2f} and {high:+.2f}.")


def _kind(penalty: Estimate, reward: Estimate, contrast: float, half: float) -> Kind:
    if penalty.high is None or reward.low is None:
        return ""
    costs, brings = penalty.high < 0, reward.low > 0
    if costs and contrast + half < 0:
        return "basic"
    if brings and contrast - half > 0:
        return "excitement"
    return "performance" if costs and brings else ""
