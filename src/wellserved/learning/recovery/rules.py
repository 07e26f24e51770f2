"""When somebody is to be won back, by when, and whether they were. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wellserved.ground.hours.rules import Hours, add_service_time
from wellserved.measures.servqual import category_of_comparison, satisfaction_category

CONTACT_HOURS, OUTCOME_HOURS = 4, 24  # of opening time: until the first word, and until it is over
MOST_HOURS = 400
ASKED_AFTER = timedelta(days=1)  # after we think that it is right; until then, the outcome can be taken back
DONE_CHARACTERS = 2000

DETRACTOR = 6  # of 0 to 10, the highest who speak against a house: Reichheld 2003, Harvard Business Review 81(12):46

OPENED, HANDED_OVER, LATE, NOT_RECOVERED = "opened", "handed over", "late", "not recovered"  # why we write to whom
RECOVERED, LOST, UNREACHABLE = "recovered", "lost", "unreachable"  # as a colleague sees it
OUTCOMES = (RECOVERED, LOST, UNREACHABLE)
SAID_YES, SAID_NO = "recovered", "not recovered"  # as the customer says


class NotAllowed(Exception):  # noqa: N818 - reads as a sentence: raise NotAllowed
    """The message says what is missing."""


@dataclass(frozen=True, slots=True)
class Due:
    """Both counted in opening hours from the answer."""

    contact: datetime
    outcome: datetime


def is_dissatisfied(
    comparison: int | None, ratings: Sequence[Sequence[Any]], scores: Sequence[Sequence[Any]] = ()
) -> bool:
    """Below what was expected, all in all; or in some dimension under the level that would just do; or by a score.

    Ratings are [dimension, comparison, desired, adequate, perceived], None where nothing was said. Scores are
    [measure, number, lowest, highest].
    """
    if comparison is not None and category_of_comparison(comparison) == "dissatisfied":
        return True
    if any(is_low(*score) for score in scores):
        return True
    told = (levels for _, _, *levels in ratings if None not in levels)
    return any(satisfaction_category(*levels) == "dissatisfied" for levels in told)


def is_low(measure: str, value: float, lowest: int, highest: int) -> bool:
    """Whether a score says that somebody is dissatisfied.

    Recommendation (0 to 10): a detractor. Satisfaction and ease: on the side of the scale that says "dissatisfied"
    or "hard", which is under its middle: 1 and 2 of 5 (Jones & Sasser 1995, Harvard Business Review 73(6):88), 1 to 3
    of 7 (Dixon, Freeman & Toman 2010, Harvard Business Review 88(7):116; turned round, as in their later version).
    """
    if measure == "nps" and (lowest, highest) == (0, 10):
        return value <= DETRACTOR
    return 2 * value < lowest + highest


def due(hours: Hours, at: datetime, contact_hours: int, outcome_hours: int) -> Due:
    """A site that never opens again still owes an answer: then plain hours count."""

    def after(length: int) -> datetime:
        return add_service_time(hours, at, length * 3600) or at + timedelta(hours=length)

    return Due(after(contact_hours), after(outcome_hours))


def verdict(comparison: int | None, ratings: Sequence[Sequence[Any]]) -> str:
    """What the customer's second answer says; "" while it says nothing."""
    if is_dissatisfied(comparison, ratings):
        return SAID_NO
    return SAID_YES if comparison is not None else ""
