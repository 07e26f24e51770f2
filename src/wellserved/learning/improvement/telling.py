"""What a control chart shows, in a sentence that a manager would say. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it would load NumPy, and a page that only writes annotations needs none
    from wellserved.measures.run_rules import Signal

SOON = timedelta(weeks=2)  # a signal that begins so long after something happened may be because of it
WORDS = {
    "beyond": "{n} {side} the limits",
    "two of three": "two of three {units} far {side} the centre line",
    "four of five": "four of five {units} well {side} the centre line",
    "eight on one side": "{n} in a row {side} the centre line",
    "nine on one side": "{n} in a row {side} the centre line",
    "six rising or falling": "{n} in a row {turn}",
    "fourteen alternating": "{n} in a row going up and down in turn",
    "fifteen near the centre": "{n} in a row closer to the centre line than chance would have them",
    "eight far from the centre": "{n} in a row away from the centre line, none near it",
}
PLAIN = (  # the rules, the one that is understood at once first
    "eight on one side",
    "nine on one side",
    "six rising or falling",
    "beyond",
    "two of three",
    "four of five",
    "eight far from the centre",
    "fifteen near the centre",
    "fourteen alternating",
)
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something written beside the chart; `place` is empty where it need not be told; `changes` begins new lines."""

    id: int
    day: date
    text: str
    place: str = ""
    changes: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A signal from point `first` to `last`, with its sentence; `good` when it is to the customers' good, None if
    it is neither."""

    rule: str
    first: int
    last: int
    side: int
    sentence: str
    good: bool | None


def told(
    signal: "Signal", firsts: Sequence[date], happened: Sequence[Happened], *, per: str, better: str, day: str
) -> Told:
    """The signal in words; `firsts` are the first days of the points, `day` is how to write the day it began."""
    number = signal.last - signal.first + 1
    if signal.rule == "six rising or falling":
        number = max(number, 6)
    many = NUMBERS[number] if number < len(NUMBERS) else str(number)
    words = WORDS[signal.rule].format(
        n=f"{many} {per}" if number == 1 else f"{many} {per}s",
        units=f"{per}s",
        side={1: "above", -1: "below"}.get(signal.side, ""),
        turn="rising" if signal.side > 0 else "falling",
    )
    cause = cause_of(firsts[signal.first], happened, per)
    since = f"since {cause.text}" if cause else (f"on {day}" if per == "day" else f"since {day}")
    if number == 1 and not cause:
        since = f"on {day}" if per == "day" else f"in the week of {day}"
    good = None if signal.side == 0 else (signal.side > 0) == (better == "up")
    sentence = f"{words} {since}."
    return Told(signal.rule, signal.first, signal.last, signal.side, sentence[0].upper() + sentence[1:], good)


def plainest(signals: Sequence[Told]) -> tuple[Told, ...]:
    """The latest first; of those that tell of the same points, the one that is easiest to understand."""
    kept: list[Told] = []
    for one in sorted(signals, key=lambda one: (PLAIN.index(one.rule), -one.last)):
        if not any(other.side == one.side and one.first <= other.last and other.first <= one.last for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (-one.last, one.first)))


def cause_of(begins: date, happened: Sequence[Happened], per: str) -> Happened | None:
    """The latest thing that happened within the two weeks before, or within the week in which it begins."""
    length = timedelta(days=6 if per == "week" else 0)
    near = [one for one in happened if one.day <= begins + length and begins - one.day <= SOON]
    return max(near, key=lambda one: (one.day, one.id)) if near else None
