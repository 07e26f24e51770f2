"""An answer as it was given, whole or in part: what is None was not said and changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wellserved.learning.feedback.items import COMPARISONS, HIGHEST_LEVEL, ITEMS, LOWEST_LEVEL

WORDS_CHARACTERS = 5000


class NotAnAnswer(ValueError):  # noqa: N818 - reads as a sentence: raise NotAnAnswer
    """A number or a dimension that nobody was asked for."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One dimension: a comparison -2..2 (short form), or up to three levels 1..9 (long form)."""

    comparison: int | None = None
    desired: int | None = None
    adequate: int | None = None
    perceived: int | None = None

    def __post_init__(self) -> None:
        _check_comparison(self.comparison)
        for level in (self.desired, self.adequate, self.perceived):
            if level is not None and not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
                raise NotAnAnswer(f"a level is {LOWEST_LEVEL} to {HIGHEST_LEVEL}, not {level}")

    def over(self, earlier: "Rated") -> "Rated":
        """This where it says something, `earlier` where it does not."""
        return Rated(
            earlier.comparison if self.comparison is None else self.comparison,
            earlier.desired if self.desired is None else self.desired,
            earlier.adequate if self.adequate is None else self.adequate,
            earlier.perceived if self.perceived is None else self.perceived,
        )


@dataclass(frozen=True, slots=True)
class Given:
    """`comparison` is the whole matter against what was expected, -2 (far below) to 2 (far above).

    `answers` are those of all other questions by their keys (questions.py says which values they take).
    """

    comparison: int | None = None
    ratings: Mapping[str, Rated] = field(default_factory=dict)
    words: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_comparison(self.comparison)
        for dimension in self.ratings:
            if dimension not in ITEMS:
                raise NotAnAnswer(f"{dimension!r} is not one of {', '.join(ITEMS)}")


def _check_comparison(comparison: int | None) -> None:
    if comparison is not None and comparison not in COMPARISONS:
        raise NotAnAnswer(f"a comparison is -2 to 2, not {comparison}")
