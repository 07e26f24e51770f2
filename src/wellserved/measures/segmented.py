"""A straight line before, one after, and how sure one is of what changed between them."""

from dataclasses import dataclass

import numpy as np

from wellserved.measures.arrays import Floats

HIGHEST = 0.9  # autocorrelation that is reckoned with; beyond it nothing could be told at all
HARMONICS = 2  # pairs of sine and cosine for a season, as Bernal et al. 2017
OF_DAYS = 7  # steps; of a season no longer than a week, each has a level of its own


@dataclass(frozen=True, slots=True)
class Line:
    """Ordinary least squares: coefficients, their covariance, and the rows' degrees of freedom left."""

    coefficients: Floats
    covariance: Floats
    freedom: int


def design(n: int, at: int, season: int | None) -> Floats:
    """Columns: 1, time, level from `at` on, time since `at`, and the season; (n, 4 or more)."""
    time = np.arange(n, dtype=float)
    after = (time >= at).astype(float)
    columns = [np.ones(n), time, after, after * (time - at)]
    if season and season <= OF_DAYS:
        columns += [(time % season == step).astype(float) for step in range(1, season)]
    elif season:
        angles = (2 * np.pi * k * time / season for k in range(1, HARMONICS + 1))
        columns += [wave(angle) for angle in angles for wave in (np.sin, np.cos)]
    return np.column_stack(columns)


def fitted_line(x: Floats, y: Floats, lags: int) -> Line:
    """The line with Newey & West's covariance (1987, Econometrica 55:703), n / (n - k) for few rows included."""
    bread = np.linalg.pinv(x.T @ x)
    coefficients = bread @ x.T @ y
    scores = x * (y - x @ coefficients)[:, None]
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        shared = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (shared + shared.T)
    freedom = len(y) - x.shape[1]
    return Line(coefficients, bread @ meat @ bread * len(y) / freedom, freedom)


def cautious_errors(x: Floats, y: Floats, line: Line) -> Floats:
    """Standard errors that hold in a few dozen weeks, where Newey & West's are too small: never smaller than theirs.

    The ordinary ones, times sqrt((1 + r) / (1 - r)) for the information lost to an autocorrelation of r (Bayley &
    Hammersley 1946, Suppl. J. R. Stat. Soc. 8:184), which residuals of k columns show too low by about k / n.
    """
    residuals = y - x @ line.coefficients
    squares = float(residuals @ residuals)
    if squares == 0:
        return np.zeros(x.shape[1])
    r = residuals[1:] @ residuals[:-1] / squares + x.shape[1] / len(y)
    r = min(max(r, 0.0), HIGHEST)
    ordinary = np.diag(np.linalg.pinv(x.T @ x)) * squares / line.freedom * (1 + r) / (1 - r)
    errors: Floats = np.sqrt(np.maximum(ordinary, np.diag(line.covariance)))
    return errors


def usual_lags(n: int) -> int:
    """4 (n / 100)^(2/9), rounded down: Newey & West 1994, Rev. Econ. Stud. 61:631."""
    return int(4 * (n / 100) ** (2 / 9))
