"""Where to put one's effort: importance against performance. Martilla & James 1977, J. Marketing 41:77."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

Place = Literal["concentrate here", "keep up the good work", "low priority", "possible overkill", ""]
ENOUGH = 3  # of one or two, the halves would be made by the measure itself
MEANING: dict[Place, str] = {
    "concentrate here": "matters more than most and is done worse",
    "keep up the good work": "matters more than most and is done well",
    "low priority": "is done worse than most, but matters less",
    "possible overkill": "is done better than most, though it matters less",
}


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Where a name lies; `quadrant` is empty when there are too few to compare. n is how many were compared."""

    name: str
    importance: float
    performance: float
    quadrant: Place
    n: int
    reading: str


def importance_performance(
    names: Sequence[str], importance: Sequence[float], performance: Sequence[float]
) -> tuple[Quadrant, ...]:
    """Each name with its quadrant, in the order given; what is at a mean counts as above it.

    The cross is at the means of both, each in a unit of its own; so the quadrants compare the names with one another
    and say nothing of any absolute level. ValueError for lengths that differ and numbers that are none.
    """
    if not len(names) == len(importance) == len(performance):
        raise ValueError(f"{len(names)} names, {len(importance)} importances, {len(performance)} performances")
    if not all(map(isfinite, (*importance, *performance))):
        raise ValueError("importance and performance must be numbers")
    importance, performance = [float(one) for one in importance], [float(one) for one in performance]
    n = len(names)
    if n < ENOUGH:
        words = f"{n} cannot be compared; {ENOUGH} are needed."
        return tuple(
            Quadrant(*one, quadrant="", n=n, reading=words)
            for one in zip(names, importance, performance, strict=True)
        )
    middle = sum(importance) / n, sum(performance) / n
    found = []
    for name, matters, done in zip(names, importance, performance, strict=True):
        place = _place(matters >= middle[0], done >= middle[1])
        found.append(Quadrant(name, matters, done, place, n, f"{name} {MEANING[place]}: {place}."))
    return tuple(found)


def _place(matters: bool, well: bool) -> Place:
    if matters:
        return "keep up the good work" if well else "concentrate here"
    return "possible overkill" if well else "low priority"
