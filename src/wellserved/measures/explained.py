"""How the variance that a regression explains (R squared) is shared among what explains it.

Both ways take correlation matrices (..., p + 1, p + 1), the last row and column being the outcome's, and return
parts (..., p) that add up to R squared. Of columns that tell the same, the variance is shared, not lost.
"""

from math import factorial

import numpy as np

from wellserved.measures.arrays import Floats

MOST_COLUMNS = 12  # there are 2^p regressions
NOTHING = 1e-9


def by_orderings(matrices: Floats) -> Floats:
    """The mean, over all p! orders, of what each column adds when it enters: LMG, or the Shapley value of R squared.

    Lindeman, Merenda & Gold 1980, Introduction to Bivariate and Multivariate Analysis, p. 119.
    """
    p = matrices.shape[-1] - 1
    explained = 1 - _unexplained(matrices)
    subsets = np.arange(2**p)
    sizes = np.array([factorial(int(k).bit_count()) * factorial(max(p - 1 - int(k).bit_count(), 0)) for k in subsets])
    parts = np.empty((*matrices.shape[:-2], p))
    for column in range(p):
        without = subsets[(subsets >> column) & 1 == 0]
        gained = explained[..., without | (1 << column)] - explained[..., without]
        parts[..., column] = gained @ (sizes[without] / factorial(p))
    return parts


def _unexplained(matrices: Floats) -> Floats:
    """Of each of the 2^p subsets (bit k: column k is in), the share of variance that it leaves: (..., 2^p).

    Column by column, the last first, each matrix becomes two: with the column left out, and with it partialled out.
    """
    left = matrices[..., None, :, :]
    while (size := left.shape[-1]) > 1:
        at = size - 2
        rest = [*range(at), size - 1]
        without = left[..., rest, :][..., rest]
        pivot, across = left[..., at, at], left[..., rest, at]
        divisor = np.where(pivot > NOTHING, pivot, np.inf)[..., None, None]
        given = without - across[..., :, None] * across[..., None, :] / divisor
        # The column decided last is the lowest bit, so the earlier decisions move up.
        left = np.stack([without, given], axis=-3).reshape(*left.shape[:-3], -1, size - 1, size - 1)
    return left[..., 0, 0]


def by_relative_weights(matrices: Floats) -> Floats:
    """Johnson's relative weights: through the uncorrelated columns that are closest to the given ones.

    Johnson 2000, Multivar. Behav. Res. 35:1.
    """
    among, with_outcome = matrices[..., :-1, :-1], matrices[..., :-1, -1]
    values, vectors = np.linalg.eigh(among)
    roots = np.sqrt(values.clip(0))
    kept = np.where(values > NOTHING, 1 / np.where(roots > 0, roots, 1.0), 0.0)
    loadings = (vectors * roots[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    inverse = (vectors * kept[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    weights = (inverse @ with_outcome[..., None])[..., 0]
    parts: Floats = ((loadings**2) @ (weights**2)[..., None])[..., 0]
    return parts
