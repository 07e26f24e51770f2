"""What the measures take for numbers, and turn them into."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Table = Sequence[Sequence[float]] | Floats  # rows are answers (or people), columns what was asked
Column = Sequence[float] | Floats


def numbers(values: Any) -> Floats:
    """As an array of floats, with NaN for None and for what is masked; ValueError for what is infinite."""
    masked = isinstance(values, np.ma.MaskedArray)
    found: Floats = values.astype(float).filled(np.nan) if masked else np.asarray(values, dtype=float)
    if np.isinf(found).any():
        raise ValueError("there are values that are no numbers")
    return found


def known_numbers(values: Any) -> Floats:
    """The same where none may be missing; ValueError for NaN too."""
    found = numbers(values)
    if np.isnan(found).any():
        raise ValueError("there are values that are no numbers")
    return found


def table(rows: Table) -> Floats:
    """The rows as a two-dimensional array, NaN where nothing was said; ValueError when they are none."""
    found = numbers(rows)
    if found.size == 0:
        return np.empty((0, 0)) if found.ndim != 2 else found
    if found.ndim != 2:
        raise ValueError(f"a table has rows and columns, not {found.ndim} dimensions")
    return found


def column(values: Column, length: int) -> Floats:
    """The values as an array of that length; ValueError when it has another."""
    found = numbers(values)
    if found.shape != (length,):
        raise ValueError(f"{length} values were expected, not {found.shape}")
    return found
