"""A control chart: what each value was, where the middle is, and how far values may stray by chance alone."""

from dataclasses import dataclass
from itertools import pairwise

ENOUGH = 12  # values; limits reckoned from fewer move too much themselves (Montgomery 2013 asks for 20 to 25)
ENOUGH_ROUNDS = 8  # values of each step of a season; of fewer its mean would take chance itself off

Value = float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One entry for each value, in order of time: `centre`, `low`, `high` (three sigma either side) and `sigma`.

    A value is None where nothing was measured. `n` counts those that were. Refused (`enough` is False), it has its
    values and its reading, and no lines. `phases` are the indexes at which its lines begin anew. `level` is the
    centre without the rhythm, and `rhythm` what each step of the season adds to it; empty where none is taken off.
    """

    values: tuple[Value, ...]
    centre: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    sigma: tuple[float, ...]
    n: int
    reading: str
    kind: str
    phases: tuple[int, ...] = ()
    level: tuple[float, ...] = ()
    rhythm: tuple[float, ...] = ()

    @property
    def enough(self) -> bool:
        return bool(self.centre)

    def outside(self) -> tuple[int, ...]:
        """The indexes of the values beyond the limits."""
        lines = zip(self.values, self.low, self.high, strict=False)
        return tuple(i for i, (x, low, high) in enumerate(lines) if x is not None and not low <= x <= high)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values from `start` to `end` (not included) are held against what those from `first` to `last` show."""

    start: int
    end: int
    first: int
    last: int


def stretches(values: tuple[Value, ...], phases: tuple[int, ...], enough: int) -> tuple[Stretch, ...]:
    """Where the lines begin anew.

    A phase with fewer than `enough` values is held against the limits of the one before: that is how one sees
    whether the change did something, before it can have limits of its own. The first has none before it and is taken
    together with the next. ValueError for a phase that does not begin within the values.
    """
    if any(not 0 < start < len(values) for start in phases):
        raise ValueError(f"phases {phases} do not begin within the {len(values)} values")
    bounds = [0, *sorted(set(phases)), len(values)]
    found: list[Stretch] = []
    begin = 0
    for start, end in pairwise(bounds):
        if sum(value is not None for value in values[begin:end]) >= enough:
            found.append(Stretch(begin, end, begin, end))
        elif found:
            found.append(Stretch(start, end, found[-1].first, found[-1].last))
        else:
            continue
        begin = end
    return tuple(found)
