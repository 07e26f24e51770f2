"""What the fold of rules.py looks at and gives: terms, clocks, where a conversation stands, and verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from wellserved.ground.hours.rules import Hours

MET, MISSED, NOT_APPLICABLE = "met", "missed", "not applicable"

Key = tuple[int, int]  # standard_id, started_seq


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a standard, as far as clocks need it; empty `channels` or `sites` mean all of them."""

    id: int
    kind: str
    within_seconds: int
    around_the_clock: bool
    channels: frozenset[str]
    sites: frozenset[int]
    valid_from: datetime
    valid_until: datetime | None

    def apply_to(self, site_id: int, channel: str, at: datetime) -> bool:
        in_force = self.valid_from <= at and (self.valid_until is None or at < self.valid_until)
        here = not self.sites or site_id in self.sites
        return in_force and here and (not self.channels or channel in self.channels)


class Book(Protocol):
    """Where the fold looks things up."""

    @property
    def terms(self) -> Mapping[int, Terms]: ...

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """A standard that runs on the conversation, or is paused (`running_since` None). Breached ones keep `due_at`."""

    standard_id: int
    started_seq: int
    started_at: datetime
    served_seconds: float
    running_since: datetime | None
    due_at: datetime | None
    breached: bool = False

    @property
    def key(self) -> Key:
        return self.standard_id, self.started_seq


@dataclass(frozen=True, slots=True)
class Watch:
    """How far a conversation was followed (`at`, `seq`) and what matters to its clocks from here on."""

    conversation_id: int
    site_id: int
    customer_id: int | None
    at: datetime
    seq: int = 0
    channel: str = ""
    team_id: int | None = None
    staff_id: int | None = None
    heard: bool = False  # the customer themselves said something
    replied: bool = False
    unanswered: bool = False
    clocks: tuple[Clock, ...] = ()

    @property
    def next_due_at(self) -> datetime | None:
        """The earliest due time that still runs; a breached one is due all the same."""
        return min((c.due_at for c in self.clocks if c.running_since and c.due_at), default=None)

    @property
    def breach_at(self) -> datetime | None:
        """The earliest due time that is not missed yet."""
        return min((c.due_at for c in self.clocks if c.due_at and not c.breached), default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`at` is when it became true: the settlement, or the due time of a miss. `value_seconds` is service time."""

    standard_id: int
    started_seq: int
    started_at: datetime
    at: datetime
    verdict: str
    value_seconds: float | None
    team_id: int | None
    staff_id: int | None

    @property
    def key(self) -> Key:
        return self.standard_id, self.started_seq


@dataclass(frozen=True, slots=True)
class LateSettlement:
    """What was missed is settled now: how long it took in the end."""

    key: Key
    value_seconds: float


Outcome = Verdict | LateSettlement
