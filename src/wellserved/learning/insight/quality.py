"""What the quality page shows, as it is told: figures with their evidence, never a bare percentage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wellserved.measures.estimate import Estimate
from wellserved.measures.servqual import Category
from wellserved.measures.zones import Zone

Standing = Literal["on target", "under target", "too early to say"]


@dataclass(frozen=True, slots=True)
class Week:
    """`monday` begins it; `share` is None when nothing was measured."""

    monday: date
    met: int
    of: int

    @property
    def share(self) -> float | None:
        return self.met / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class StandardFigure:
    """A standard over the period, all its versions together; statement and target are the newest version's."""

    key: str
    statement: str
    dimension: str
    met: int
    of: int
    share: Estimate
    target: float
    weeks: tuple[Week, ...]

    @property
    def missed(self) -> int:
        return self.of - self.met

    @property
    def standing(self) -> Standing:
        """Whether the interval lies on one side of the target."""
        if self.share.low is None or self.share.high is None:
            return "too early to say"
        if self.share.low >= self.target:
            return "on target"
        return "under target" if self.share.high < self.target else "too early to say"


@dataclass(frozen=True, slots=True)
class Scale:
    """Answers on one scale: the mean gap, and who was delighted, satisfied, dissatisfied (counts and shares)."""

    n: int
    gap: Estimate
    counts: Mapping[Category, int]
    shares: Mapping[Category, Estimate]


@dataclass(frozen=True, slots=True)
class Perception:
    """One dimension, or "overall". Comparisons (-2..2) and levels (1..9, perceived minus desired) are never mixed."""

    dimension: str
    comparison: Scale
    levels: Scale
    zone: Zone | None
    desired: Estimate | None = None  # the mean levels, where they were asked
    perceived: Estimate | None = None

    @property
    def perceived_between(self) -> tuple[float, float] | None:
        """The interval of the perceived level, None of too few answers."""
        if self.perceived is None or self.perceived.low is None or self.perceived.high is None:
            return None
        return self.perceived.low, self.perceived.high


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of the days from `start` to `end`, both included."""

    start: date
    end: date
    standards: tuple[StandardFigure, ...]
    overall: Perception
    dimensions: tuple[Perception, ...]
    asked: int
    answered: int
    response_rate: Estimate
