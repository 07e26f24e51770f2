"""Agreement of judges, and of questions."""

import numpy as np

from benchmarks.simulated.case import Case, outside
from wellserved.measures.agreement import krippendorff_alpha, weighted_kappa
from wellserved.measures.arrays import Floats
from wellserved.measures.difference_scores import cronbach_alpha
from wellserved.measures.intraclass import Kind, icc

Chance = np.random.Generator
SUBJECTS, RATERS, NOISE = 1.0, 0.25, 0.5  # variances
TRUE_ICC = SUBJECTS / (SUBJECTS + RATERS + NOISE)
TRUE_ICC_OF_THESE = SUBJECTS / (SUBJECTS + NOISE)
# Of two judges of a scale of four: each gives what is so with probability 0.7, else one beside it or anything.
LEVELS = np.array([0.3, 0.3, 0.25, 0.15])
GIVEN = np.array([[0.8, 0.1, 0.05, 0.05], [0.1, 0.7, 0.15, 0.05], [0.05, 0.15, 0.7, 0.1], [0.05, 0.05, 0.1, 0.8]])


def icc_of(kind: Kind, truth: float) -> Case:
    def missed(chance: Chance) -> bool | None:
        raters = chance.normal(0, RATERS**0.5, size=(20, 4) if kind == "ICC(1,1)" else (1, 4))
        if kind.startswith("ICC(3"):
            raters = np.array([[-0.5, 0.0, 0.5, 0.5]])
        rows = chance.normal(0, SUBJECTS**0.5, size=(20, 1)) + raters + chance.normal(0, NOISE**0.5, size=(20, 4))
        return outside(icc(rows, kind), truth)

    return Case(f"icc, {kind}, 20 subjects and 4 raters", missed)


def _judged(chance: Chance, n: int, judges: int) -> Floats:
    so = chance.choice(4, size=n, p=LEVELS)
    beyond = chance.uniform(size=(judges, n, 1)) > np.cumsum(GIVEN, axis=1)[so]
    given: Floats = beyond.sum(axis=2, dtype=float)
    return given


def _kappa() -> float:
    crossed = GIVEN.T @ (LEVELS[:, None] * GIVEN)
    credit = 1 - np.abs(np.subtract.outer(np.arange(4), np.arange(4))) / 3
    of_one = crossed.sum(axis=1)
    chance = of_one @ credit @ of_one
    return float(((crossed * credit).sum() - chance) / (1 - chance))


def _alpha_of_intervals() -> float:
    """Of very many things: one minus the mean squared difference within, by that between any two judgements."""
    crossed = GIVEN.T @ (LEVELS[:, None] * GIVEN)
    apart = np.subtract.outer(np.arange(4), np.arange(4)) ** 2.0
    of_one = crossed.sum(axis=1)
    return float(1 - (crossed * apart).sum() / (of_one @ apart @ of_one))


KAPPA, ALPHA = _kappa(), _alpha_of_intervals()


def kappa(chance: Chance) -> bool | None:
    rows = _judged(chance, int(chance.integers(20, 100)), 2)
    return outside(weighted_kappa(rows[0], rows[1]), KAPPA)


def hardly_ever(chance: Chance) -> bool | None:
    """Two who differ in one of a hundred, on a scale of two: most often they are seen to agree wholly."""
    first = chance.integers(0, 2, size=int(chance.integers(20, 60))).astype(float)
    second = np.where(chance.uniform(size=len(first)) < 0.01, 1 - first, first)
    return outside(weighted_kappa(first, second), 0.98)


def alpha(chance: Chance) -> bool | None:
    rows = _judged(chance, int(chance.integers(20, 100)), 3)
    rows[0, ::5] = np.nan
    return outside(krippendorff_alpha(rows, "interval"), ALPHA)


def questions(chance: Chance) -> bool | None:
    rows = chance.normal(size=(40, 1)) + chance.normal(size=(40, 5))
    return outside(cronbach_alpha(rows), 5 / 6)


CASES = [
    icc_of("ICC(1,1)", TRUE_ICC),
    icc_of("ICC(2,1)", TRUE_ICC),
    icc_of("ICC(3,1)", TRUE_ICC_OF_THESE),
    Case("weighted_kappa, 20 to 100 judged", kappa),
    Case(
        "weighted_kappa of two who hardly ever disagree",
        hardly_ever,
        careful="of so few disagreements the interval goes by steps, as Wilson's does",
    ),
    Case("krippendorff_alpha, 20 to 100 judged by three, with gaps", alpha, dear=True),
    Case("cronbach_alpha, 40 answers to five questions", questions),
]
