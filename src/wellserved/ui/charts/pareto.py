"""Bars from the largest to the smallest, and the line of what they make up together."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellserved.ui.charts.axis import Axis, axis_over
from wellserved.ui.charts.lines import traced

MOST = 12  # bars; what is less is one bar more
GAP = 0.14  # of the room a bar has, on either side


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    top: float
    middle: float
    label: str
    value: float
    together: float
    href: str


@dataclass(frozen=True, slots=True)
class Pareto:
    axis: Axis
    bars: tuple[Bar, ...]
    line: str
    total: float
    others: int


def pareto(items: Sequence[tuple[str, float, str]]) -> Pareto:
    """`items` (label, value at or above 0, href), in any order; the line reads in shares of the total, 0 to 1.

    The last bar is all `others` where there are more than MOST; it has no label.
    """
    falling = sorted(items, key=lambda item: -item[1])
    others = len(falling) - MOST if len(falling) > MOST + 1 else 0
    if others:
        falling[MOST:] = [("", sum(value for _, value, _ in falling[MOST:]), "")]
    total = sum(value for _, value, _ in falling)
    axis = axis_over([value for _, value, _ in falling], low=0)
    room = 100 / max(len(falling), 1)
    bars: list[Bar] = []
    so_far = 0.0
    for index, (label, value, href) in enumerate(falling):
        so_far += value
        x, middle = round((index + GAP) * room, 2), round((index + 0.5) * room, 2)
        together = so_far / total if total else 0.0
        bars.append(Bar(x, round(room * (1 - 2 * GAP), 2), axis.at(value), middle, label, value, together, href))
    line = traced([(bar.middle, round(100 - bar.together * 100, 2)) for bar in bars])
    return Pareto(axis, tuple(bars), line, total, others)
