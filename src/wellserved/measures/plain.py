"""Numbers as Python has them, for what is reckoned without NumPy."""

from collections.abc import Iterable
from math import isfinite


def plain(values: Iterable[float]) -> list[float]:
    """The values as floats, of which small integers of an array cannot overflow; ValueError for what is no number."""
    found = [float(value) for value in values]
    if not all(map(isfinite, found)):
        raise ValueError("there are values that are no numbers")
    return found


def whole(values: Iterable[float], lowest: int, highest: int) -> list[int]:
    """Answers on a scale of whole numbers; ValueError for others."""
    found = []
    for value in values:
        if not lowest <= value <= highest or value != int(value):
            raise ValueError(f"{value} is not an answer from {lowest} to {highest}")
        found.append(int(value))
    return found
