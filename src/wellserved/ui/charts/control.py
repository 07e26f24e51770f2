"""A control chart: values in their order, a centre line, and limits that may differ from point to point."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

from wellserved.ui.charts.axis import Axis, axis_over
from wellserved.ui.charts.lines import stairs, stairs_band, traced


class Charted(Protocol):
    """What is drawn of a `measures.control.Chart`."""

    @property
    def values(self) -> Sequence[float | None]: ...
    @property
    def centre(self) -> Sequence[float | None]: ...
    @property
    def low(self) -> Sequence[float | None]: ...
    @property
    def high(self) -> Sequence[float | None]: ...


@dataclass(frozen=True, slots=True)
class Dot:
    """`side` is 1 or -1 where a signal marks the point above or below the centre, else 0."""

    x: float
    y: float
    value: float
    label: str
    marked: bool
    side: int


@dataclass(frozen=True, slots=True)
class Control:
    axis: Axis
    dots: tuple[Dot, ...]
    runs: tuple[str, ...]
    centre: str
    limits: str
    edges: tuple[str, str]
    notes: tuple[tuple[float, str], ...]


def control(
    chart: Charted,
    labels: Sequence[str],
    annotations: Sequence[tuple[int, str]] = (),
    signals: Sequence[tuple[int, int, int]] = (),
    low: float | None = None,
    high: float | None = None,
) -> Control:
    """`labels` one for each value; `annotations` (index, text), before their point; `signals` (first, last, side).

    `low` and `high` are the ends of the axis where these are known, such as 0 and 1 of a share.
    """
    count = max(len(chart.values), 1)
    edges = [round(index * 100 / count, 2) for index in range(count + 1)]
    axis = axis_over([*chart.values, *chart.centre, *chart.low, *chart.high], low, high)
    side = {index: each for first, last, each in signals for index in range(first, last + 1)}
    dots, runs = [], [[]]  # type: tuple[list[Dot], list[list[tuple[float, float]]]]
    for index, (value, label) in enumerate(zip(chart.values, labels, strict=True)):
        if value is None or not isfinite(value):
            runs.append([])
            continue
        x, y = round((edges[index] + edges[index + 1]) / 2, 2), axis.at(value)
        runs[-1].append((x, y))
        dots.append(Dot(x, y, value, label, index in side, side.get(index, 0)))
    centre, bottom, top = (_levels(each, axis) for each in (chart.centre, chart.low, chart.high))
    return Control(
        axis,
        tuple(dots),
        tuple(traced(run) for run in runs if len(run) > 1),
        stairs(edges, centre),
        stairs_band(edges, top, bottom),
        (stairs(edges, top), stairs(edges, bottom)),
        tuple((edges[index], text) for index, text in annotations if 0 <= index < count),
    )


def _levels(values: Sequence[float | None], axis: Axis) -> list[float | None]:
    return [None if value is None or not isfinite(value) else axis.at(value) for value in values]
