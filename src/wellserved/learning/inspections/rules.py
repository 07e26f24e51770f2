"""What of a standard one can see or measure on a walk, and what an answer is. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from wellserved.serving.conversations.moments import NOTED as AT_HAND
from wellserved.serving.standards.facts import (
    AT_LEAST,
    AT_MOST,
    MET,
    MISSED,
    NOT_APPLICABLE,
    OBSERVED,
    QUOTED,
    TIME_TO,
    Terms,
)

SEEN, SECONDS, COUNT, BESIDE = "seen", "seconds", "count", "quoted"  # how an item is answered
YES, NO, NOT_ARISEN, MEASURED = "yes", "no", "did not arise", "measured"
NOTED = "noted"  # words only, which judge nothing
OUTCOMES = {
    SEEN: (YES, NO, NOT_ARISEN, NOTED),
    SECONDS: (MEASURED, NOT_ARISEN, NOTED),
    COUNT: (MEASURED, NOT_ARISEN, NOTED),
    BESIDE: (MEASURED, NOT_ARISEN, NOTED),
}
MOST_ITEMS = 200
MOST_PHOTOS = 5  # for each item
PHOTO_BYTES = 10_000_000
MOST_ANSWERS = 50  # of one item: whoever changes their mind more often than that is a program
NOTE_CHARACTERS = 2000
LARGEST_VALUE = 1_000_000
GUEST_LASTS = timedelta(days=14)
DAY_SECONDS = 86_400
HAPPENED = {YES: True, NO: False, NOT_ARISEN: None, MEASURED: None}


class NotAllowed(Exception):  # noqa: N818 - reads as a sentence
    """The message says what is wrong, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is walked into: the service of a team, in some kind of matter, as a customer of a group; or of no special
    one. Standards that are made for others are not on the list."""

    site_id: int
    channel: str
    team_id: int | None = None
    topic: str = ""
    group: str = ""

    @property
    def groups(self) -> tuple[str, ...]:
        return (self.group,) if self.group else ()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it arrives. `id` is what the phone called it: told twice, it is one answer.

    Beside a time that was `named`, and when it `came` by the clock on the wall, the value follows from both.
    """

    id: str
    outcome: str
    value: float | None
    note: str
    at: datetime
    named: time | None = None
    came: time | None = None


def way_of(terms: Terms, observers: tuple[str, ...] = ("inspection",)) -> str:
    """How somebody who walks through the house can answer for it; "" for what they cannot see."""
    if terms.kind == OBSERVED:
        return SEEN if "inspection" in observers else ""
    if terms.kind == QUOTED:
        return BESIDE if terms.stops & AT_HAND.keys() else ""
    if terms.kind == TIME_TO:
        if terms.starts not in AT_HAND or not terms.stops & AT_HAND.keys():
            return ""
        return SEEN if terms.is_seen else SECONDS
    if terms.kind in (AT_MOST, AT_LEAST):
        return COUNT if terms.counts & AT_HAND.keys() else ""
    return ""


def checked(told: Told, way: str) -> Told:
    """The answer as it is kept; NotAllowed if the item cannot be answered like that."""
    if told.outcome not in OUTCOMES[way]:
        raise NotAllowed(f"{told.outcome!r} is no answer here; these are: {', '.join(OUTCOMES[way])}.")
    if way == BESIDE and told.outcome == MEASURED:
        if told.named is None or told.came is None:
            raise NotAllowed("Say both: the time that was named, and when it was.")
        told = replace(told, value=seconds_after(told.named, told.came))
    elif told.named is not None or told.came is not None:
        raise NotAllowed("No time was named here.")
    elif told.value is not None and not 0 <= told.value <= LARGEST_VALUE:
        raise NotAllowed(f"A value is a number from 0 to {LARGEST_VALUE}.")
    if (told.outcome == MEASURED) != (told.value is not None):
        raise NotAllowed("What was measured has a value, and nothing else has.")
    if len(told.note) > NOTE_CHARACTERS:
        raise NotAllowed(f"Please shorten the note to {NOTE_CHARACTERS} characters.")
    return told


def seconds_after(named: time, came: time) -> float:
    """How long after the time that was named it came; less than 0 is before. Midnight may lie in between: the way
    round the clock that is shorter counts."""
    apart = (came.hour - named.hour) * 3600 + (came.minute - named.minute) * 60 + came.second - named.second
    return float((apart + DAY_SECONDS // 2) % DAY_SECONDS - DAY_SECONDS // 2)


def verdict(outcome: str, value: float | None, terms: Terms) -> str:
    """What the answer says of the standard: met, missed or not applicable; "" for words only."""
    if outcome == NOTED:
        return ""
    kept = terms.is_kept_by(value) if value is not None else HAPPENED[outcome]
    return {True: MET, False: MISSED, None: NOT_APPLICABLE}[kept]


def within(moment: datetime, earliest: datetime, latest: datetime) -> datetime:
    """The clock of a phone counts as far as it can be right."""
    return min(max(moment, earliest), latest)
