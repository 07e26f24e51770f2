"""What a question is, which answers it takes, and when it is asked. Pure: questions are data, kept as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import Any

from wellserved.learning.feedback.given import WORDS_CHARACTERS, NotAnAnswer

Words = Mapping[str, str]  # by language; what is missing is said in English
Value = int | float | str | list[str] | dict[str, int]

COMPARISON, LEVELS, GAP, KANO, POINTS = "comparison", "levels", "gap", "kano", "points"
SCALE, ONE, MANY, YES_NO, NUMBER, SHORT, LONG, DATE = (
    "scale", "one", "many", "yes no", "number", "short", "long", "date",
)  # fmt: skip
KINDS = (COMPARISON, LEVELS, GAP, KANO, POINTS, SCALE, ONE, MANY, YES_NO, NUMBER, SHORT, LONG, DATE)
# Questions of several parts, each part on a scale of its own: lowest, highest.
PARTS: dict[str, tuple[str, ...]] = {
    LEVELS: ("desired", "adequate", "perceived"),
    GAP: ("expected", "perceived"),
    KANO: ("with", "without"),
}
RANGES = {COMPARISON: (-2, 2), LEVELS: (1, 9), GAP: (1, 7), KANO: (1, 5), POINTS: (0, 100)}
LENGTHS = {SHORT: 200, LONG: WORDS_CHARACTERS}
MIDDLE = 3  # a comparison is told as 1..5, which is -2..2
ALL_POINTS = 100
MOST_OPTIONS, MOST_QUESTIONS = 30, 80
CLICKABLE = (COMPARISON, SCALE, ONE, YES_NO)  # one click answers them


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Branch:
    """Ask only if the answer to `question` is (or has among it) one of these, as the page tells them."""

    question: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """`low` and `high` are the ends of a scale, with their words; `dimension` is "overall" or one of SERVQUAL's.

    `measure` says what the answers are counted as ("nps", "csat", "ces"); "" for a plain distribution.
    """

    key: str
    kind: str
    words: Words
    options: tuple[Option, ...] = ()
    low: int = 1
    high: int = 5
    low_words: Words = field(default_factory=dict)
    high_words: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    section: Words = field(default_factory=dict)  # a heading above it
    dimension: str = ""
    measure: str = ""
    shown_if: Branch | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options) if self.kind == POINTS else PARTS.get(self.kind, ())

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and highest number it takes, or each of its parts."""
        return RANGES.get(self.kind, (self.low, self.high))

    @property
    def told(self) -> tuple[str, ...]:
        """The answers it may get as the page tells them, in order; () if there are too many to list."""
        if self.kind == COMPARISON:
            return ("1", "2", "3", "4", "5")
        if self.kind == SCALE:
            return tuple(str(n) for n in range(self.low, self.high + 1))
        if self.kind == YES_NO:
            return ("yes", "no")
        return tuple(option.key for option in self.options) if self.kind in (ONE, MANY) else ()

    def checked(self, value: Value) -> Value:
        """The value as it is kept; raises NotAnAnswer if this question can't be answered so."""
        if self.kind in (COMPARISON, SCALE):
            return _within(value, self.range, self.key)
        if self.parts:
            return self._checked_parts(value)
        if self.kind == NUMBER:
            return _number(value, self.key)
        if self.kind == MANY:
            return self._checked_many(value)
        if not isinstance(value, str):
            raise NotAnAnswer(f"{self.key} is answered in words, not by {type(value).__name__}")
        if self.kind == DATE:
            return _day(value, self.key)
        if self.kind in LENGTHS:
            return value.replace("\0", "").strip()[: LENGTHS[self.kind]]
        if value not in self.told:
            raise NotAnAnswer(f"{self.key} has no answer {value[:40]!r}")
        return value

    def _checked_parts(self, value: Value) -> dict[str, int]:
        if not isinstance(value, dict) or not value or not set(value) <= set(self.parts):
            raise NotAnAnswer(f"{self.key} is answered by {', '.join(self.parts)}")
        numbers = {part: _within(number, self.range, self.key) for part, number in value.items()}
        if self.kind == POINTS and sum(numbers.values()) > ALL_POINTS:
            raise NotAnAnswer(f"{self.key} has {ALL_POINTS} points to spread, not {sum(numbers.values())}")
        return numbers

    def _checked_many(self, value: Value) -> list[str]:
        if not isinstance(value, list) or not set(value) <= set(self.told):
            raise NotAnAnswer(f"{self.key} has other answers")
        return [told for told in self.told if told in value]

    def tells(self, value: Value | None) -> tuple[str, ...]:
        """The value as the page and branches tell it."""
        if value is None or isinstance(value, dict):
            return ()
        if isinstance(value, list):
            return tuple(value)
        return (str(int(value) + MIDDLE if self.kind == COMPARISON else value),)

    def label(self, told: str, language: str) -> str:
        """What one of `told` is called; scales and yes or no are called by whoever shows them."""
        option = next((option for option in self.options if option.key == told), None)
        return in_language(option.words, language) if option else told


def in_language(words: Words, language: str) -> str:
    """In that language, or in English, or in whichever there is; "" if there are no words."""
    return words.get(language) or words.get("en") or next((said for said in words.values() if said), "")


def asked(questions: Sequence[Question], values: Mapping[str, Value]) -> list[Question]:
    """Those that are asked once these were answered; what hangs on a question that is not asked isn't either."""
    shown: dict[str, Question] = {}
    for question in questions:
        branch = question.shown_if
        before = shown.get(branch.question) if branch else None
        told = before.tells(values.get(before.key)) if before else ()
        if branch is None or set(told) & set(branch.one_of):
            shown[question.key] = question
    return list(shown.values())


def merged(versions: Sequence[Sequence[Question]]) -> tuple[Question, ...]:
    """The questions of all versions, each once, worded as in the first that has it; answers to choose from are those
    of all."""
    found: dict[str, Question] = {}
    for question in (question for version in versions for question in version):
        known = found.setdefault(question.key, question)
        offered = {option.key for option in known.options}
        more = tuple(option for option in question.options if option.key not in offered)
        found[question.key] = replace(known, options=(*known.options, *more)) if more else known
    return tuple(found.values())


def over(new: Value, earlier: Value | None) -> Value:
    """`new`, with the parts that it does not tell of as they were."""
    return {**earlier, **new} if isinstance(new, dict) and isinstance(earlier, dict) else new


def _within(value: Any, ends: tuple[int, int], key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not ends[0] <= value <= ends[1]:
        raise NotAnAnswer(f"{key} is {ends[0]} to {ends[1]}")
    return value


def _number(value: Any, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or abs(value) > 1e12:
        raise NotAnAnswer(f"{key} is a number")
    return float(value)


def _day(value: str, key: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise NotAnAnswer(f"{key} is a day such as 2026-11-22") from None
