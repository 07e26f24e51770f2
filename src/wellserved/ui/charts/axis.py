"""An axis with round numbers on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10


@dataclass(frozen=True, slots=True)
class Tick:
    """`at` in 0..100, as the axis runs."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`; an upright one has its low end at the bottom, which SVG calls 100."""

    low: float
    high: float
    upright: bool
    ticks: tuple[Tick, ...] = ()

    def at(self, value: float) -> float:
        """Where `value` goes, in 0..100; what lies outside is held at the edge."""
        share = (value - self.low) / (self.high - self.low)
        place = min(max(share, 0.0), 1.0) * 100
        return round(100 - place if self.upright else place, 2)


def axis_over(
    values: Iterable[float | None],
    low: float | None = None,
    high: float | None = None,
    upright: bool = True,
    parts: int = 4,
) -> Axis:
    """An axis that holds all `values` (None and NaN are passed over), with about `parts` steps of 1, 2 or 5.

    `low` and `high`, where given, are its ends, and nothing is added beyond them.
    """
    known = [float(value) for value in values if value is not None and isfinite(value)] or [0.0, 1.0]
    bottom = min(known) if low is None else low
    top = max(known) if high is None else high
    if top <= bottom:
        bottom, top = (bottom - 0.5 if low is None else bottom), bottom + 0.5
    step = _step((top - bottom) / parts)
    start = floor(bottom / step + 1e-9) * step if low is None else low
    end = ceil(top / step - 1e-9) * step if high is None else high
    bare = Axis(start, end, upright)
    first = ceil(start / step - 1e-9)
    marks = [round(first * step + index * step, 10) for index in range(floor((end - first * step) / step + 1e-9) + 1)]
    return Axis(start, end, upright, tuple(Tick(bare.at(mark), mark) for mark in marks))


def _step(rough: float) -> float:
    """The round number at or above `rough`: 1, 2 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
