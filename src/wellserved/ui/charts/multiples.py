"""Small charts side by side that share one axis, so that the eye may compare them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from wellserved.ui.charts.axis import Axis, axis_over
from wellserved.ui.charts.lines import band, traced

Bound = float | Sequence[float | None] | None  # one for all values, one for each, or none


@dataclass(frozen=True, slots=True)
class Small:
    label: str
    runs: tuple[str, ...]
    band: str
    last: tuple[float, float, float] | None  # x, y, value
    known: int


@dataclass(frozen=True, slots=True)
class Multiples:
    axis: Axis
    smalls: tuple[Small, ...]


def multiples(
    items: Sequence[tuple[str, Sequence[float | None], Bound, Bound]],
    low: float | None = None,
    high: float | None = None,
) -> Multiples:
    """`items` (label, values, low, high): the bounds of a band are a number, or one for each value, or None."""
    spread = [
        (label, values, _each(bottom, len(values)), _each(top, len(values))) for label, values, bottom, top in items
    ]
    axis = axis_over((value for _, *rows in spread for row in rows for value in row), low, high, parts=2)
    return Multiples(axis, tuple(_small(axis, *each) for each in spread))


def _each(bound: Bound, length: int) -> Sequence[float | None]:
    return [bound] * length if bound is None or isinstance(bound, int | float) else bound


def _small(
    axis: Axis,
    label: str,
    values: Sequence[float | None],
    low: Sequence[float | None],
    high: Sequence[float | None],
) -> Small:
    step = 100 / max(len(values) - 1, 1)
    runs: list[list[tuple[float, float]]] = [[]]
    last = None
    for index, value in enumerate(values):
        if value is None or not isfinite(value):
            runs.append([])
            continue
        x, y = round(index * step, 2), axis.at(value)
        runs[-1].append((x, y))
        last = (x, y, value)
    bounds = [
        (round(index * step, 2), axis.at(bottom), axis.at(top))
        for index, (bottom, top) in enumerate(zip(low, high, strict=True))
        if bottom is not None and top is not None
    ]
    area = band([(x, top) for x, _, top in bounds], [(x, bottom) for x, bottom, _ in bounds])
    return Small(
        label,
        tuple(traced(run * 2 if len(run) == 1 else run) for run in runs if run),
        area,
        last,
        sum(len(run) for run in runs),
    )
