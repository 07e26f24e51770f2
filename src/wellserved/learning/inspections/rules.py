"""What of a standard one can see or measure on a walk, and what an answer is. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.serving.conversations.moments import NOTED as AT_HAND
from wellserved.serving.standards.facts import (
    AT_LEAST,
    AT_MOST,
    MET,
    MISSED,
    NOT_APPLICABLE,
    OBSERVED,
    TIME_TO,
    Terms,
)

SEEN, SECONDS, COUNT = "seen", "seconds", "count"  # how an item is answered
YES, NO, NOT_ARISEN, MEASURED = "yes", "no", "did not arise", "measured"
NOTED = "noted"  # words only, which judge nothing
OUTCOMES = {
    SEEN: (YES, NO, NOT_ARISEN, NOTED),
    SECONDS: (MEASURED, NOT_ARISEN, NOTED),
    COUNT: (MEASURED, NOT_ARISEN, NOTED),
}
MOST_ITEMS = 200
MOST_PHOTOS = 5  # for each item
PHOTO_BYTES = 10_000_000
MOST_ANSWERS = 50  # of one item: whoever changes their mind more often than that is a program
NOTE_CHARACTERS = 2000
LARGEST_VALUE = 1_000_000
GUEST_LASTS = timedelta(days=14)
HAPPENED = {YES: True, NO: False, NOT_ARISEN: None, MEASURED: None}


class NotAllowed(Exception):  # noqa: N818 - reads as a sentence
    """The message says what is wrong, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it arrives. `id` is what the phone called it: told twice, it is one answer."""

    id: str
    outcome: str
    value: float | None
    note: str
    at: datetime


def way_of(terms: Terms, observers: tuple[str, ...] = ("inspection",)) -> str:
    """How somebody who walks through the house can answer for it; "" for what they cannot see."""
    if terms.kind == OBSERVED:
        return SEEN if "inspection" in observers else ""
    if terms.kind == TIME_TO:
        seen = terms.starts in AT_HAND and bool(terms.stops & AT_HAND.keys())
        return SECONDS if seen and terms.limit is not None and terms.by_minutes is None else ""
    if terms.kind in (AT_MOST, AT_LEAST):
        return COUNT if terms.counts & AT_HAND.keys() else ""
    return ""


def checked(told: Told, way: str) -> Told:
    """The answer as it is kept; NotAllowed if the item cannot be answered like that."""
    if told.outcome not in OUTCOMES[way]:
        raise NotAllowed(f"{told.outcome!r} is no answer here; these are: {', '.join(OUTCOMES[way])}.")
    if (told.outcome == MEASURED) != (told.value is not None):
        raise NotAllowed("What was measured has a value, and nothing else has.")
    if told.value is not None and not 0 <= told.value <= LARGEST_VALUE:
        raise NotAllowed(f"A value is a number from 0 to {LARGEST_VALUE}.")
    if len(told.note) > NOTE_CHARACTERS:
        raise NotAllowed(f"Please shorten the note to {NOTE_CHARACTERS} characters.")
    return told


def verdict(outcome: str, value: float | None, terms: Terms) -> str:
    """What the answer says of the standard: met, missed or not applicable; "" for words only."""
    if outcome == NOTED:
        return ""
    kept = terms.is_kept_by(value) if value is not None else HAPPENED[outcome]
    return {True: MET, False: MISSED, None: NOT_APPLICABLE}[kept]


def within(moment: datetime, earliest: datetime, latest: datetime) -> datetime:
    """The clock of a phone counts as far as it can be right."""
    return min(max(moment, earliest), latest)
