"""What moves satisfaction: importance, penalties and rewards, Kano's kinds."""

import numpy as np

from benchmarks.simulated.case import Case, outside
from wellserved.measures.arrays import Floats
from wellserved.measures.estimate import Estimate
from wellserved.measures.explained import by_orderings, by_relative_weights
from wellserved.measures.importance import Importance, relative_weights, shapley_importance
from wellserved.measures.kano import kano_coefficients
from wellserved.measures.penalties import penalty_reward

Chance = np.random.Generator
NAMES = ["empathy", "reliability", "tangibles"]
AMONG = np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.4], [0.3, 0.4, 1.0]])
MOVES = np.array([0.5, 0.3, 0.2])
NOISE = 0.8
RESAMPLES = 400
NO_SHARE_IS_NEGATIVE = "the intervals of small shares are cut off at nothing"
HC3 = "HC3 errs on the safe side in small groups (Long & Ervin 2000, Am. Stat. 54:217)"
PAIRS = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3)}


def _population() -> Floats:
    """Correlations of the three causes and the outcome."""
    covariances = np.empty((4, 4))
    covariances[:3, :3] = AMONG
    covariances[3, :3] = covariances[:3, 3] = AMONG @ MOVES
    covariances[3, 3] = MOVES @ AMONG @ MOVES + NOISE**2
    scale = np.sqrt(np.diagonal(covariances))
    correlations: Floats = covariances / np.outer(scale, scale)
    return correlations


POPULATION = _population()
SHAPLEY, WEIGHTS = by_orderings(POPULATION), by_relative_weights(POPULATION)
ROOT = np.linalg.cholesky(AMONG)


def _drawn(chance: Chance, n: int) -> tuple[Floats, list[float]]:
    x = chance.normal(size=(n, 3)) @ ROOT.T
    return x, (x @ MOVES + NOISE * chance.normal(size=n)).tolist()


def _share(found: Importance, at: int, truth: float) -> bool | None:
    return outside(Estimate(None, found.low[at], found.high[at], found.n, ""), truth) if found.enough else None


def shapley_of(at: int, n: int) -> Case:
    def missed(chance: Chance) -> bool | None:
        return _share(
            shapley_importance(*_drawn(chance, n), NAMES, resamples=RESAMPLES), at, SHAPLEY[at] / SHAPLEY.sum()
        )

    name = f"shapley_importance, the {('first', 'second', 'least')[at]} of three, {n} answers (told to miss 6 %)"
    return Case(name, missed, nominal=0.06, dear=True, careful=NO_SHARE_IS_NEGATIVE)


def relative(chance: Chance) -> bool | None:
    return _share(relative_weights(*_drawn(chance, 200), NAMES, resamples=RESAMPLES), 0, WEIGHTS[0] / WEIGHTS.sum())


def importance_alarm(chance: Chance) -> bool | None:
    return shapley_importance(chance.normal(size=(60, 3)), chance.normal(size=60), NAMES, resamples=20).enough


def _satisfied(chance: Chance, n: int, costs: float, brings: float) -> tuple[Floats, Floats]:
    """Comparisons with two attributes; the spread is wider where it fell short."""
    levels = chance.integers(-2, 3, size=(n, 2)).astype(float)
    below, above = levels < 0, levels > 0
    spread = 0.5 + below[:, 0]
    return levels, (brings * above - costs * below).sum(axis=1) + spread * chance.normal(size=n)


def penalty(chance: Chance) -> bool | None:
    return outside(penalty_reward(*_satisfied(chance, 80, 1.0, 0.5), ["a", "b"])[0].penalty, -1)


def reward(chance: Chance) -> bool | None:
    return outside(penalty_reward(*_satisfied(chance, 80, 1.0, 0.5), ["a", "b"])[0].reward, 0.5)


def kind_alarm(chance: Chance) -> bool | None:
    kind = penalty_reward(*_satisfied(chance, 80, 1.0, 1.0), ["a", "b"])[0].kind
    return kind in ("basic", "excitement")


def better(chance: Chance) -> bool | None:
    shares = chance.dirichlet(np.ones(4))
    drawn = chance.choice(4, size=int(chance.integers(20, 100)), p=shares)
    pairs = [PAIRS["AOMI"[j]] for j in drawn]
    return outside(kano_coefficients(pairs).better, float(shares[0] + shares[1]))


def category_alarm(chance: Chance) -> bool | None:
    drawn = chance.choice(4, size=100, p=[0.4, 0.4, 0.1, 0.1])
    return kano_coefficients([PAIRS["AOMI"[j]] for j in drawn]).category != ""


CASES = [
    shapley_of(0, 40),
    shapley_of(2, 40),
    shapley_of(0, 200),
    Case("relative_weights, the first of three, 200 answers", relative, dear=True),
    Case("shapley_importance ranks where nothing matters", importance_alarm),
    Case("penalty_reward, the penalty, unequal spreads", penalty),
    Case("penalty_reward, the reward", reward, careful=HC3),
    Case("penalty_reward tells basic or excitement where both are equal", kind_alarm),
    Case("kano_coefficients, better", better),
    Case("kano_coefficients names one of two equal kinds", category_alarm),
]
