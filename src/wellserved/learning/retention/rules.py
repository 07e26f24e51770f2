"""What speaks for it that a customer is about to leave, and how much. Pure.

Each reason counts one or two points, which are added up; from LISTED points on, somebody should look. There is no
model behind it that nobody could argue with: the page says every reason in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median

LATEST_MATTERS = 3  # expectations are looked at in so many
RHYTHM_VISITS = 3  # so many make a rhythm
ONE_VISIT = timedelta(days=7)  # several matters within so long are one visit
LONG, VERY_LONG = 2.0, 3.0  # silent for so many times their own rhythm
UNANSWERED = timedelta(days=3)
LISTED = 2
LEFT_IN_PEACE = timedelta(days=30)


class Why(StrEnum):
    MISSED = "missed"  # standards, in their latest matters
    BELOW = "below"  # their latest answer was below what they expected
    FALLING = "falling"  # and below what they said before
    SILENT = "silent"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Facts:
    """One customer at one site. `opened` and `answers` (-2..2) are oldest first.

    `missed` says of each of the latest matters whether a standard was missed in it; `waiting_since` is the customer's
    last word where it is still ours to answer.
    """

    opened: Sequence[datetime]
    latest_at: datetime
    missed: Sequence[bool] = ()
    answers: Sequence[int] = ()
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """`number` is what there was of it: matters missed, points fallen, times the rhythm, days unanswered."""

    why: Why
    points: int
    number: float


def reasons(facts: Facts, at: datetime) -> tuple[Reason, ...]:
    """What speaks for leaving, the weightiest first."""
    found = [*_expectations(facts), *_perception(facts), *_silence(facts, at), *_waiting(facts, at)]
    return tuple(sorted(found, key=lambda reason: -reason.points))


def points(found: Sequence[Reason]) -> int:
    return sum(reason.points for reason in found)


def visits(opened: Sequence[datetime]) -> list[datetime]:
    """When each visit began; matters within ONE_VISIT of its beginning belong to it. `opened` is oldest first."""
    found: list[datetime] = []
    for at in opened:
        if not found or at - found[-1] >= ONE_VISIT:
            found.append(at)
    return found


def rhythm(opened: Sequence[datetime]) -> timedelta | None:
    """The usual time between two visits: the median; None for fewer than RHYTHM_VISITS."""
    came = visits(opened)
    if len(came) < RHYTHM_VISITS:
        return None
    return timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(came)))


def _expectations(facts: Facts) -> list[Reason]:
    missed = sum(facts.missed[-LATEST_MATTERS:])
    return [Reason(Why.MISSED, 2 if missed == LATEST_MATTERS else 1, missed)] if missed else []


def _perception(facts: Facts) -> list[Reason]:
    if not facts.answers:
        return []
    *earlier, last = facts.answers
    fallen = fmean(earlier) - last if earlier else 0.0
    if fallen > 0:
        return [Reason(Why.FALLING, 2 if last < 0 else 1, fallen)]
    return [Reason(Why.BELOW, 1, -last)] if last < 0 else []


def _silence(facts: Facts, at: datetime) -> list[Reason]:
    usual = rhythm(facts.opened)
    times = (at - facts.latest_at) / usual if usual else 0.0
    return [Reason(Why.SILENT, 2 if times >= VERY_LONG else 1, times)] if times >= LONG else []


def _waiting(facts: Facts, at: datetime) -> list[Reason]:
    if facts.waiting_since is None or at - facts.waiting_since < UNANSWERED:
        return []
    return [Reason(Why.UNANSWERED, 2, (at - facts.waiting_since) / timedelta(days=1))]
