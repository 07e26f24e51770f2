"""Signals in a control chart that are more than one value outside the limits.

Western Electric Company 1956, Statistical Quality Control Handbook; Nelson 1984, J. Quality Technology 16:237. Each
further rule finds a change sooner and raises more false alarms: with the four of Western Electric there is one in
about 92 values of a steady process, with the first alone one in 370 (Champ & Woodall 1987, Technometrics 29:393).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from wellserved.measures.arrays import Floats
from wellserved.measures.chart import Chart

Side = Literal[-1, 0, 1]
Flags = npt.NDArray[np.bool_]
Span = tuple[int, int]  # first and last of the measured values, both included

WESTERN_ELECTRIC = ("beyond", "two of three", "four of five", "eight on one side")
NELSON = (
    "beyond",
    "nine on one side",
    "six rising or falling",
    "fourteen alternating",
    "two of three",
    "four of five",
    "fifteen near the centre",
    "eight far from the centre",
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The values from index `first` to `last`, included; `side` is 1 above or rising, -1 below or falling, else 0."""

    rule: str
    first: int
    last: int
    side: Side
    reading: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """`needed` of `window` places in a row `hold`, given the scores and the steps between them.

    A place is a value and the `reach` values after it: a step is of two values, a turn of three. Rules with words for
    both sides are asked of the scores as they are and turned upside down.
    """

    holds: Callable[[Floats, Floats], Flags]
    needed: int
    window: int
    words: tuple[str, str] | str
    reach: int = 0

    @property
    def sides(self) -> tuple[Side, ...]:
        return (0,) if isinstance(self.words, str) else (1, -1)


def _either(words: str) -> tuple[str, str]:
    return words.format("above"), words.format("below")


_RULES = {
    "beyond": _Rule(lambda z, _: z > 3, 1, 1, _either("{{n}} {} the limit")),
    "two of three": _Rule(lambda z, _: z > 2, 2, 3, _either("two of three more than two sigma {} the centre line")),
    "four of five": _Rule(lambda z, _: z > 1, 4, 5, _either("four of five more than one sigma {} the centre line")),
    "eight on one side": _Rule(lambda z, _: z > 0, 8, 8, _either("{{n}} in a row {} the centre line")),
    "nine on one side": _Rule(lambda z, _: z > 0, 9, 9, _either("{{n}} in a row {} the centre line")),
    "six rising or falling": _Rule(
        lambda _, steps: steps > 0, 5, 5, ("{n} in a row rising", "{n} in a row falling"), reach=1
    ),
    "fourteen alternating": _Rule(
        lambda _, steps: steps[1:] * steps[:-1] < 0, 12, 12, "{n} in a row up and down by turns", reach=2
    ),
    "fifteen near the centre": _Rule(
        lambda z, _: abs(z) < 1, 15, 15, "{n} in a row within one sigma of the centre line, which is rarely chance"
    ),
    "eight far from the centre": _Rule(
        lambda z, _: abs(z) > 1, 8, 8, "{n} in a row more than one sigma from the centre line, on either side"
    ),
}


def run_rules(chart: Chart, rules: Iterable[str] = WESTERN_ELECTRIC) -> tuple[Signal, ...]:
    """The signals of these rules, in order of time; none where the chart was refused.

    Signals of one rule and side that touch are one. Where nothing was measured a row goes on with the next value;
    where the lines begin anew, every row does. A value on a line is on no side of it. ValueError for an unknown rule.
    """
    asked = tuple(rules)
    for rule in asked:
        if rule not in _RULES:
            raise ValueError(f'"{rule}" is no rule; there are {", ".join(_RULES)}')
    if not chart.enough:
        return ()
    found: list[Signal] = []
    for start, end in pairwise((0, *chart.phases, len(chart.values))):
        measured = [i for i in range(start, end) if chart.values[i] is not None]
        distances = np.array([(chart.values[i] or 0.0) - chart.centre[i] for i in measured])
        scores = _scores(distances, np.array([chart.sigma[i] for i in measured]))
        for rule in asked:
            for side in _RULES[rule].sides:
                for first, last in _spans(_RULES[rule], (side or 1) * scores, (side or 1) * np.diff(distances)):
                    reading = _reading(_RULES[rule], side, last - first + 1)
                    found.append(Signal(rule, measured[first], measured[last], side, reading))
    return tuple(sorted(found, key=lambda signal: (signal.first, signal.last, asked.index(signal.rule))))


def _scores(distances: Floats, sigmas: Floats) -> Floats:
    """Distances in sigmas; where sigma is 0, any distance is beyond every limit."""
    limitless = np.where(distances == 0, 0, np.copysign(np.inf, distances))
    return np.divide(distances, sigmas, out=limitless, where=sigmas > 0)


def _spans(rule: _Rule, scores: Floats, steps: Floats) -> Iterator[Span]:
    holds = rule.holds(scores, steps)
    if len(holds) < rule.window:
        return
    crowded = np.convolve(holds, np.ones(rule.window), "valid") >= rule.needed
    first = last = -2
    for start in np.flatnonzero(crowded):
        members = start + np.flatnonzero(holds[start : start + rule.window])
        if members[0] > last + 1:
            if first >= 0:
                yield first, last + rule.reach
            first = int(members[0])
        last = int(members[-1])
    if first >= 0:
        yield first, last + rule.reach


_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _reading(rule: _Rule, side: Side, n: int) -> str:
    words = rule.words if isinstance(rule.words, str) else rule.words[0 if side > 0 else 1]
    return words.format(n=_NUMBERS[n] if n < len(_NUMBERS) else n)
