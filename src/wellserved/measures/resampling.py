"""How correlations would differ, had others of the same kind answered: the bootstrap (Efron 1979, Ann. Stat. 7:1)."""

import numpy as np
from scipy.special import ndtr, stdtrit

from wellserved.measures.arrays import Floats

SEED = 20240229  # the same answers give the same intervals, whoever looks
MOST_DRAWN = (
    2_000  # of more rows the moments are drawn from their normal distribution, which costs little and is close
)


def correlations(z: Floats, counts: Floats) -> Floats:
    """Correlation matrix (m, m) of the columns of z (n, m); a column that never varies correlates with none."""
    z = _standardised(z, counts)
    return _scaled((z * counts[:, None]).T @ z / counts.sum())


def resampled(counts: Floats, resamples: int) -> Floats:
    """How often each row is drawn in each resample (resamples, rows), when `counts` (rows,) says how many gave it."""
    rows = len(counts)
    owner = np.repeat(np.arange(rows), counts.astype(int))
    drawn = owner[np.random.default_rng(SEED).integers(len(owner), size=(resamples, len(owner)))]
    drawn += rows * np.arange(resamples)[:, None]
    return np.bincount(drawn.ravel(), minlength=rows * resamples).reshape(resamples, rows).astype(float)


def resampled_correlations(z: Floats, counts: Floats, resamples: int) -> Floats:
    """Correlation matrices (resamples, m, m) of as many resamples; `counts` (n,) says how many gave each row of z."""
    n, m = round(counts.sum()), z.shape[1]
    i, j = np.triu_indices(m)
    z = _standardised(z, counts)
    moments = np.hstack([z, z[:, i] * z[:, j]])
    centre = counts @ moments / n
    if n <= MOST_DRAWN:
        drawn = resampled(counts, resamples) @ moments / n
    else:
        around = moments - centre
        values, vectors = np.linalg.eigh((around * counts[:, None]).T @ around / n**2)
        noise = np.random.default_rng(SEED).standard_normal((resamples, len(values)))
        drawn = centre + (noise * np.sqrt(values.clip(0))) @ vectors.T
    means, seconds = drawn[:, :m], drawn[:, m:]
    covariances = np.empty((resamples, m, m))
    covariances[:, i, j] = covariances[:, j, i] = seconds - means[:, i] * means[:, j]
    return _scaled(covariances)


def expanded_interval(drawn: Floats, n: int, left: int) -> Floats:
    """95 % interval (2, ...) of what was drawn (resamples, ...) from n answers, with `left` degrees of freedom.

    Resamples differ less from each other than samples do, the more so the fewer there are: so its percentiles lie
    further out than 2.5 %. Hesterberg 2015, Am. Stat. 69:371.
    """
    tail = float(ndtr(-stdtrit(left, 0.975) * np.sqrt(n / left)))
    found: Floats = np.nanquantile(drawn, [tail, 1 - tail], axis=0, method="weibull")
    return found


def _standardised(z: Floats, counts: Floats) -> Floats:
    around = z - counts @ z / counts.sum()
    spread = np.sqrt(counts @ around**2 / counts.sum())
    standardised: Floats = around / np.where(spread > 0, spread, 1.0)
    return standardised


def _scaled(covariances: Floats) -> Floats:
    variances = np.diagonal(covariances, axis1=-2, axis2=-1)
    varies = variances > 1e-12
    scale = np.where(varies, 1 / np.sqrt(np.where(varies, variances, 1.0)), 0.0)
    found = covariances * scale[..., :, None] * scale[..., None, :]
    diagonal = np.arange(found.shape[-1])
    found[..., diagonal, diagonal] = 1.0
    return found
