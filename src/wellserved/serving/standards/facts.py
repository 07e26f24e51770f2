"""What the fold of rules.py looks at and gives: terms, clocks, where a conversation stands, and verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol

from wellserved.ground.hours.rules import Hours

MET, MISSED, EXCUSED, NOT_APPLICABLE = "met", "missed", "excused", "not applicable"
TIME_TO, AT_MOST, AT_LEAST, QUOTED, OBSERVED = "time to", "at most", "at least", "quoted", "observed"

Key = tuple[int, int]  # standard_id, started_seq
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a standard holds; an empty set is everywhere."""

    channels: frozenset[str] = NONE
    sites: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    topics: frozenset[str] = NONE
    groups: frozenset[str] = NONE


@dataclass(frozen=True)
class Terms:
    """One version of a standard, as far as the fold needs it. All sets hold moments (moments.py).

    time to   runs from `starts` to one of `stops`, not during pauses, for `limit` seconds of service time, or until
              `by_minutes` after local midnight `by_days` days on; one of `fails` misses it at once
    at most   counts `counts` from `starts` to one of `stops`: more than `limit` is a miss, as soon as it happens
    at least  the same, but fewer than `limit` is a miss, when it stops
    quoted    starts with a quoted time; stopping more than `early` seconds before it, or `limit` after it, is a miss
    observed  somebody says whether it happened; nothing runs
    """

    id: int
    key: str  # versions of one standard share it
    kind: str
    starts: str = ""
    stops: frozenset[str] = NONE
    limit: float | None = None
    pauses: frozenset[str] = NONE
    resumes: frozenset[str] = NONE
    cancels: frozenset[str] = NONE
    fails: frozenset[str] = NONE
    counts: frozenset[str] = NONE
    early: float = 0.0
    by_minutes: int | None = None
    by_days: int = 0
    around_the_clock: bool = False
    warnings: tuple[float, ...] = ()  # shares of the time allowed, such as 0.5 and 0.8
    scope: Scope = Scope()
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    @cached_property
    def ends(self) -> frozenset[str]:
        """The moments that end a clock without a verdict; another quoted time takes the place of the first."""
        return self.cancels | {"joined"} | ({self.starts} if self.kind == QUOTED else NONE)

    @cached_property
    def concerned(self) -> frozenset[str]:
        """All moments at which something happens to a clock that runs."""
        return self.ends | self.stops | self.fails | self.counts | self.pauses | self.resumes

    @property
    def is_seen(self) -> bool:
        """Whether somebody who was there says yes or no to it: there is nothing, or no length of time, to measure."""
        return self.kind == OBSERVED or (self.kind == TIME_TO and self.limit is None)

    def is_kept_by(self, value: float) -> bool:
        """Whether what was measured by hand, in the standard's unit, is as good as it asks for."""
        limit = self.limit or 0.0
        if self.kind == QUOTED:
            return -self.early <= value <= limit
        return value >= limit if self.kind == AT_LEAST else value <= limit

    def in_force(self, at: datetime) -> bool:
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_until is None or at < self.valid_until)


class Book(Protocol):
    """Where the fold looks things up."""

    @property
    def terms(self) -> Mapping[int, Terms]: ...

    def starting(self, moment: str, watch: "Watch") -> Sequence[Terms]:
        """The terms that begin with the moment and hold for the conversation, of all versions."""

    def observed(self, key: str, watch: "Watch") -> Sequence[Terms]:
        """The versions of the standard with that key that hold for the conversation; seen or measured, not timed."""

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        """When the site serves, under these terms; around the clock has the site's time zone all the same."""


class Clock(NamedTuple):
    """A standard that runs on the conversation, or is paused (`running_since` None). Breached ones keep `due_at`.

    One that counts has no due time; `counted` is how far it has come. `warned` says how many warnings were given.
    """

    standard_id: int
    started_seq: int
    started_at: datetime
    served_seconds: float
    running_since: datetime | None
    due_at: datetime | None
    breached: bool = False
    counted: float = 0
    warned: int = 0
    warn_at: datetime | None = None

    @property
    def key(self) -> Key:
        return self.standard_id, self.started_seq


class Watch(NamedTuple):
    """How far a conversation was followed (`at`, `seq`) and what matters to its clocks from here on."""

    conversation_id: int
    site_id: int
    customer_id: int | None
    at: datetime
    seq: int = 0
    channel: str = ""
    team_id: int | None = None
    staff_id: int | None = None
    topic: str = ""
    groups: tuple[str, ...] = ()
    heard: bool = False  # the customer themselves said something
    replied: bool = False
    unanswered: bool = False
    clocks: tuple[Clock, ...] = ()

    @property
    def next_due_at(self) -> datetime | None:
        """The earliest due time that still runs; a breached one is due all the same."""
        return min((c.due_at for c in self.clocks if c.running_since and c.due_at), default=None)

    @property
    def act_at(self) -> datetime | None:
        """The earliest moment at which a clock must be acted upon: a warning, or a due time not missed yet."""
        moments = [c.due_at for c in self.clocks if c.due_at and not c.breached]
        moments += [c.warn_at for c in self.clocks if c.warn_at and not c.breached]
        return min((moment for moment in moments if moment), default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`at` is when it became true: the settlement, or the due time of a miss.

    `value` is in the standard's unit: seconds of service time, seconds beside a quoted time, or a count.
    """

    standard_id: int
    started_seq: int
    started_at: datetime
    at: datetime
    verdict: str
    value: float | None
    team_id: int | None
    staff_id: int | None

    @property
    def key(self) -> Key:
        return self.standard_id, self.started_seq


@dataclass(frozen=True, slots=True)
class LateSettlement:
    """What was missed is settled now: how long it took, or how many it were, in the end."""

    key: Key
    value: float


@dataclass(frozen=True, slots=True)
class Pardon:
    """A miss is excused from now on, or (`given` False) no longer."""

    key: Key
    given: bool


Outcome = Verdict | LateSettlement | Pardon
