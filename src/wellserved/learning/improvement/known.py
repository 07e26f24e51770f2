"""What is known of an improvement; apart from how it is found, so that a page can name it without NumPy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Whose value: "tried" or "usual" customers, or a time and place; value is None when nothing was measured."""

    name: str
    n: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Known:
    """`gain` is turned so that more is better, in the measure's unit; `low` to `high` holds it in 95 of 100 cases,
    and in as many it is no more than `most`. `standing` is one of rules.py.

    `any_time`: the interval is valid at every look; otherwise it is meant for one look, after the planned weeks.
    `weeks_left` at this rate, None where that cannot be told. `reading` is how the calculation says it.
    """

    standing: str
    gain: float | None
    low: float | None
    high: float | None
    most: float | None
    n: int
    groups: tuple[Group, ...]
    any_time: bool
    weeks_left: int | None
    reading: str
