"""What a letter tells, frozen: shapes, and how they are kept as JSON. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

ENOUGH = 10  # measurements or answers; of fewer nothing is said of others than themselves


@dataclass(frozen=True, slots=True)
class Kept:
    """Standards kept: of one standard, or on one weekday. `low` and `high` are None where `of` is too few."""

    name: str
    met: int
    of: int
    low: float | None = None
    high: float | None = None
    target: float | None = None
    met_before: int = 0
    of_before: int = 0
    differs: int = 0  # -1 or 1 where it surely differs from the other weekdays

    @property
    def share(self) -> float | None:
        return self.met / self.of if self.of else None

    @property
    def before(self) -> float | None:
        return self.met_before / self.of_before if self.of_before else None

    @property
    def standing(self) -> str:
        """on, under, or "" where it is too few or too close to tell."""
        if self.low is None or self.high is None or self.target is None:
            return ""
        return "on" if self.low >= self.target else "under" if self.high < self.target else ""


@dataclass(frozen=True, slots=True)
class Said:
    """Answers on -2..2 against what was expected, overall or in a dimension."""

    name: str
    n: int = 0
    gap: float | None = None
    low: float | None = None
    high: float | None = None
    delighted: int = 0
    satisfied: int = 0
    dissatisfied: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """An improvement: `state` as it was, and what was known, in its words."""

    title: str
    state: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    matters: int
    matters_before: int
    asked: int
    answered: int
    overall: Said
    overall_before: Said
    weeks: tuple[tuple[str, float | None], ...]  # the Monday as ISO, and the mean of its answers
    standards: tuple[Kept, ...]
    dimensions: tuple[Said, ...]
    weekdays: tuple[Kept, ...]  # `name` is 0 for Monday
    happened: tuple[tuple[str, str], ...] = ()  # the day as ISO, and what
    tried: tuple[Tried, ...] = ()

    @property
    def widest(self) -> Said | None:
        """The dimension in which customers were let down most, of those with enough answers."""
        known = [each for each in self.dimensions if each.low is not None and each.gap is not None]
        return min(known, key=lambda each: each.gap or 0.0, default=None)

    @property
    def reach(self) -> int:
        """How far from 0 an axis must go to hold every week's mean: 1 or 2."""
        return 2 if any(gap is not None and abs(gap) > 1 for _, gap in self.weeks) else 1

    @property
    def measured(self) -> tuple[Kept, ...]:
        """The standards of which there is something to show."""
        return tuple(each for each in self.standards if each.of)

    @property
    def changed(self) -> tuple[Kept, ...]:
        """Those with enough of both months, the largest change first."""
        known = [each for each in self.standards if min(each.of, each.of_before) >= ENOUGH]
        return tuple(sorted(known, key=lambda each: -abs((each.share or 0) - (each.before or 0))))


def kept(figures: Figures) -> dict[str, Any]:
    """As JSON."""
    return asdict(figures)


def read(told: Mapping[str, Any]) -> Figures:
    """What `kept` wrote."""
    flat = Figures(**told)
    return replace(
        flat,
        overall=Said(**told["overall"]),
        overall_before=Said(**told["overall_before"]),
        weeks=tuple((day, gap) for day, gap in told["weeks"]),
        standards=tuple(Kept(**each) for each in told["standards"]),
        dimensions=tuple(Said(**each) for each in told["dimensions"]),
        weekdays=tuple(Kept(**each) for each in told["weekdays"]),
        happened=tuple((day, text) for day, text in told["happened"]),
        tried=tuple(Tried(**each) for each in told["tried"]),
    )
