"""Invented figures for the charts of the style page."""

from dataclasses import dataclass
from math import sin, sqrt

WEEKS = 30
CHANGE = 18


@dataclass(frozen=True, slots=True)
class Controlled:
    """Shaped like a chart of `measures.control`."""

    values: tuple[float | None, ...]
    centre: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def chart_samples() -> dict[str, object]:
    return {
        "controlled": _controlled(),
        "week_names": [f"week {n + 1}" for n in range(WEEKS)],
        "notes": [(CHANGE, "A new rota for Saturdays"), (25, "The summer begins")],
        "signals": [(20, 27, -1), (5, 5, 1)],
        "units": [(n, _share(n), f"Linden {name}", _outside(n), "#") for n, name in _UNITS],
        "curve": [(n, *_limits(n, 1.96), *_limits(n, 3.09)) for n in range(20, 621, 20)],
        "points": _POINTS,
        "small_ones": [
            (f"Linden {name}", [None if (i + n) % 9 == 0 else 0.8 + 0.1 * sin(i + n) for i in range(12)], 0.75, 0.95)
            for n, (_, name) in enumerate(_UNITS[:6])
        ],
        "survived": ([1, 2, 3, 5, 8, 12], [0.93, 0.86, 0.8, 0.71, 0.66, 0.6]),
        "survived_low": [0.9, 0.82, 0.74, 0.63, 0.56, 0.48],
        "survived_high": [0.96, 0.9, 0.86, 0.79, 0.76, 0.72],
        "causes": _CAUSES,
    }


_POINTS = (
    (0.82, 0.9, "Answers in time"),
    (0.3, 0.85, "Keeps promises"),
    (0.7, 0.2, "Greets by name"),
    (0.25, 0.3, "Rooms as described"),
    (0.55, 0.6, "Knows what is asked"),
)
_CAUSES = (
    ("Answered late on Saturdays", 84, "#"),
    ("No name in the greeting", 41, "#"),
    ("Parcel without a number", 30, ""),
    ("Room not ready", 12, ""),
    ("Wrong invoice", 6, ""),
    ("Noise", 3, ""),
)
_UNITS = (
    (60, "House"),
    (120, "Quay"),
    (180, "Hair Hill"),
    (240, "Hair Mill"),
    (330, "Hair Port"),
    (420, "Pantry"),
    (560, "Archive"),
)


def _controlled() -> Controlled:
    values = tuple(None if n == 11 else 0.88 + 0.05 * sin(2.4 * n) - 0.09 * (n > CHANGE) for n in range(WEEKS))
    centre = tuple(0.88 if n < CHANGE else 0.81 for n in range(WEEKS))
    width = [0.09 + 0.02 * (n % 3) for n in range(WEEKS)]
    low, high = (tuple(c + side * w for c, w in zip(centre, width, strict=True)) for side in (-1, 1))
    return Controlled(values, centre, low, high)


def _share(n: int) -> float:
    return 0.9 + {120: -0.16, 420: 0.07}.get(n, 0.03 * sin(n))


def _outside(n: int) -> int:
    return {120: -1, 420: 1}.get(n, 0)


def _limits(n: int, z: float) -> tuple[float, float]:
    width = z * sqrt(0.9 * 0.1 / n)
    return max(0.9 - width, 0.0), min(0.9 + width, 1.0)
