"""What the measures take for numbers, and turn them into."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Table = Sequence[Sequence[float]] | Floats  # rows are answers (or people), columns what was asked
Column = Sequence[float] | Floats


def table(rows: Table) -> Floats:
    """The rows as a two-dimensional array; ValueError when they are none."""
    found = np.asarray(rows, dtype=float)
    if found.size == 0:
        return np.empty((0, 0)) if found.ndim != 2 else found
    if found.ndim != 2:
        raise ValueError(f"a table has rows and columns, not {found.ndim} dimensions")
    return found


def column(values: Column, length: int) -> Floats:
    """The values as an array of that length; ValueError when it has another."""
    found = np.asarray(values, dtype=float)
    if found.shape != (length,):
        raise ValueError(f"{length} values were expected, not {found.shape}")
    return found
