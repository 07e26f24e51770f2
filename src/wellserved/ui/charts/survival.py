"""A step curve of who is still there, or of who has come, with its band."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellserved.ui.charts.axis import Axis, axis_over
from wellserved.ui.charts.lines import stairs, stairs_band


@dataclass(frozen=True, slots=True)
class Survival:
    across: Axis
    up: Axis
    line: str
    band: str


def survival(
    times: Sequence[float],
    shares: Sequence[float],
    low: Sequence[float] = (),
    high: Sequence[float] = (),
    *,
    start: float = 1.0,
) -> Survival:
    """`times` rising, in one unit; `shares` in [0, 1] hold from their time on; before the first it is `start`."""
    across = axis_over([0, *times], low=0, upright=False)
    up = axis_over((), low=0, high=1)
    last = across.at(times[-1]) if len(times) else 100.0  # nothing is known of later
    edges = [0.0, *(across.at(time) for time in times), last]
    return Survival(
        across,
        up,
        stairs(edges, [up.at(share) for share in (start, *shares)]),
        stairs_band(edges, [up.at(each) for each in (start, *high)], [up.at(each) for each in (start, *low)])
        if len(low) and len(high)
        else "",
    )
