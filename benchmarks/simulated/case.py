"""One thing that is simulated, again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from zlib import crc32

import numpy as np

from wellserved.measures.estimate import Estimate

OFTENER = 5
Draw = Callable[[np.random.Generator], float | None]


@dataclass(frozen=True)
class Case:
    """`missed(chance)` says whether one simulated answer was wrong, or of many which share; `nominal` is how often
    it may be, 0 to 1.

    It must not be wrong less often either, which would be a wider interval than is needed, unless it is `careful` by
    its nature, for the reason given. A `dear` one takes milliseconds, so it is simulated no oftener than is needed.
    """

    name: str
    missed: Draw
    nominal: float = 0.05
    dear: bool = False
    careful: str = ""


@dataclass(frozen=True)
class Outcome:
    """How often of `told` runs the measure was wrong; it refused the others.

    It may be wrong as often as it says and, by two standard errors of `runs`, more or less.
    """

    case: Case
    wrong: float
    told: int
    runs: int

    @property
    def percent(self) -> float:
        return 100 * self.wrong / self.told

    @property
    def at_most(self) -> float:
        """In percent."""
        return 100 * (self.case.nominal + self._two_errors)

    @property
    def at_least(self) -> float:
        """In percent; 0 of what is careful by its nature."""
        return 0.0 if self.case.careful else 100 * max(self.case.nominal - self._two_errors, 0.0)

    @property
    def _two_errors(self) -> float:
        return 2 * sqrt(self.case.nominal * (1 - self.case.nominal) / self.runs)


def simulate(case: Case, runs: int) -> Outcome:
    """The same case gives the same outcome, whatever else is simulated.

    What costs little is simulated five times as often: of many cases some would else miss by mere luck.
    """
    chance = np.random.default_rng(crc32(case.name.encode()))
    found = [case.missed(chance) for _ in range(runs if case.dear else OFTENER * runs)]
    told = [missed for missed in found if missed is not None]
    if not told:
        raise ValueError(f"{case.name} was refused in each of {runs} runs")
    return Outcome(case, sum(told), len(told), runs)


def outside(found: Estimate, truth: float) -> bool | None:
    """Whether the truth is not in the interval; None when there is none."""
    if found.low is None or found.high is None:
        return None
    return not found.low <= truth <= found.high
