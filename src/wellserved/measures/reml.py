"""Variances of crossed and nested groups by restricted maximum likelihood, from the counts and sums of the groups.

Patterson & Thompson 1971, Biometrika 58:545; the scores and expected information are those of Searle, Casella &
McCulloch 1992, Variance Components, 6.6. Nothing of the size of the rows is held: with q levels in all, everything
is q x q. In balanced data the estimates are those of the analysis of variance where these are not negative.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from wellserved.measures.arrays import Floats

ROUNDS = 200
NOTHING = 1e-8  # of all variance: a group's variance of 0 is reckoned with as this much, so that all has an inverse
Codes = npt.NDArray[np.int_]


def coded(labels: Sequence[Hashable]) -> Codes:
    """The labels as numbers from 0 up, in order of appearance."""
    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    return np.fromiter(map(numbers.__getitem__, labels), dtype=int, count=len(labels))


@dataclass(frozen=True, slots=True)
class Sums:
    """What is needed of the rows: with M taking off the mean, Z'MZ of the levels, Z'My, y'My and the number of rows.

    `parts` are the levels of each group among all.
    """

    zz: Floats
    zy: Floats
    yy: float
    n: int
    parts: tuple[slice, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The variance of each group and, last, of what is left; and the expected information of these."""

    variances: Floats
    information: Floats


def sums(y: Floats, codes: Sequence[Codes]) -> Sums:
    levels = [int(code.max()) + 1 for code in codes]
    ends = np.cumsum([0, *levels])
    parts = tuple(slice(int(a), int(b)) for a, b in pairwise(ends))
    centred = y - y.mean()
    counts = np.concatenate([np.bincount(code, minlength=size) for code, size in zip(codes, levels, strict=True)])
    zy = np.concatenate([np.bincount(code, centred, size) for code, size in zip(codes, levels, strict=True)])
    zz = -np.outer(counts, counts) / len(y)
    for i, rows in enumerate(parts):
        for j, columns in enumerate(parts[: i + 1]):
            cells = np.bincount(codes[i] * levels[j] + codes[j], minlength=levels[i] * levels[j])
            table = cells.reshape(levels[i], levels[j])
            zz[rows, columns] += table
            if i != j:
                zz[columns, rows] += table.T
    return Sums(zz, zy, float(centred @ centred), len(y), parts)


def fit(data: Sums) -> Fit:
    """Fisher scoring, kept at or over 0, each step halved until the likelihood does not fall."""
    theta = np.full(len(data.parts) + 1, data.yy / (data.n - 1) / (len(data.parts) + 1))
    at = _evaluate(data, theta)
    for _ in range(ROUNDS):
        free = (theta > 0) | (at.score > 0)
        step = np.zeros_like(theta)
        step[free] = np.linalg.lstsq(at.information[np.ix_(free, free)], at.score[free], rcond=None)[0]
        if step @ at.score < 1e-12 or theta[-1] < NOTHING * data.yy / data.n:
            break
        for halving in range(30):
            tried = np.maximum(theta + step / 2**halving, 0)
            tried[-1] = max(tried[-1], theta[-1] / 100)
            found = _evaluate(data, tried)
            if found.likelihood >= at.likelihood:
                break
        else:
            break
        theta, at = tried, found
    return Fit(theta, at.information)


@dataclass(frozen=True, slots=True)
class _Point:
    likelihood: float
    score: Floats
    information: Floats


def _evaluate(data: Sums, theta: Floats) -> _Point:
    precision, parts = 1 / theta[-1], data.parts
    least = NOTHING * data.yy / data.n
    sizes = [part.stop - part.start for part in parts]
    root = np.sqrt(np.maximum(np.repeat(theta[:-1], sizes), least))
    inner = np.eye(len(root)) + precision * root[:, None] * data.zz * root
    inverse = np.linalg.inv(inner)
    taken = np.eye(len(root)) - inverse
    zpz = taken / root[:, None] / root  # Z'PZ
    rest = root[:, None] * inverse / root
    zppz = precision * np.sum(zpz * rest.T, axis=1)  # the diagonal of Z'PPZ
    zpy = precision * rest.T @ data.zy
    fitted = root * (inverse @ (root * data.zy))
    ypy = precision * (data.yy - precision * data.zy @ fitted)
    yppy = precision**2 * (data.yy - 2 * precision * data.zy @ fitted + precision**2 * fitted @ data.zz @ fitted)
    k = len(parts)
    score, information = np.empty(k + 1), np.empty((k + 1, k + 1))
    for i, rows in enumerate(parts):
        score[i] = (zpy[rows] @ zpy[rows] - np.trace(zpz[rows, rows])) / 2
        for j, columns in enumerate(parts):
            information[i, j] = np.sum(zpz[rows, columns] ** 2) / 2
        information[i, k] = information[k, i] = zppz[rows].sum() / 2
    freedom = data.n - 1 - np.trace(taken)
    score[k] = (yppy - precision * freedom) / 2
    information[k, k] = precision**2 * (freedom - np.trace(taken) + np.sum(taken**2)) / 2
    logarithm = 2 * np.log(np.diag(np.linalg.cholesky(inner))).sum()
    likelihood = -((data.n - 1) * np.log(theta[-1]) + logarithm + ypy) / 2
    return _Point(float(likelihood), score, information)
