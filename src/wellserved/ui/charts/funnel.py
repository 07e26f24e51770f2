"""A funnel plot: shares against the number they rest on, between limits that narrow as the number grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellserved.ui.charts.axis import Axis, axis_over
from wellserved.ui.charts.lines import band

NAMES = 8


@dataclass(frozen=True, slots=True)
class Unit:
    x: float
    y: float
    n: int
    share: float
    label: str
    outside: int
    href: str
    named: bool  # in the chart itself, where there is room for a few names


@dataclass(frozen=True, slots=True)
class Funnel:
    across: Axis
    up: Axis
    units: tuple[Unit, ...]
    wide: str
    narrow: str
    target: float


def funnel(
    points: Sequence[tuple[int, float, str, int, str]],
    curve: Sequence[tuple[float, float, float, float, float]],
    target: float,
) -> Funnel:
    """`points` (n, share, label, outside -1|0|1, href); `curve` (n, low95, high95, low998, high998) by rising n."""
    across = axis_over([0, *(point[0] for point in points), *(each[0] for each in curve)], low=0, upright=False)
    least = min((point[0] for point in points), default=0)
    seen = [limit for each in curve if each[0] >= least for limit in each[3:]]  # the mouth of the funnel is cut off
    shares = [value for value in (*(point[1] for point in points), *seen, target) if 0 <= value <= 1]
    up = axis_over(shares, low=0 if min(shares) < 0.1 else None, high=1 if max(shares) > 0.9 else None)

    def line(column: int) -> list[tuple[float, float]]:
        return [(across.at(each[0]), up.at(each[column])) for each in curve]

    beyond = [abs(share - target) for _, share, _, outside, _ in points if outside]
    far = sorted(beyond)[-NAMES] if len(beyond) > NAMES else 0.0
    return Funnel(
        across,
        up,
        tuple(
            Unit(
                across.at(n),
                up.at(share),
                n,
                share,
                label,
                outside,
                href,
                bool(outside) and abs(share - target) >= far,
            )
            for n, share, label, outside, href in points
        ),
        band(line(4), line(3)),
        band(line(2), line(1)),
        up.at(target),
    )
