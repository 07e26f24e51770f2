"""What is announced of standards. Moments inside are ISO 8601 texts, service time is in seconds."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class StandardSet(Event):
    """A version of a standard is in force, from now or from the moment on that it says."""

    standard_id: int
    key: str


@dataclass(frozen=True, kw_only=True)
class StandardEnded(Event):
    """No clock starts by it any more, from now or from the moment on that it says."""

    standard_id: int
    key: str


@dataclass(frozen=True, kw_only=True)
class StandardPlanTakenBack(Event):
    """Neither a next version nor an end that was planned comes."""

    key: str


@dataclass(frozen=True, kw_only=True)
class StandardMet(Event):
    """Settled in time, `at` the settlement. `started_seq` is the entry that started the clock."""

    standard_id: int
    started_seq: int
    value: float | None = None
    team_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class StandardMissed(Event):
    """Not settled when it was due, `at` the due time, whenever that was noticed."""

    standard_id: int
    started_seq: int
    team_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionMoved(Event):
    """A question that nobody has answered since `since` came in with a conversation that was joined to this one."""

    from_id: int
    since: str


@dataclass(frozen=True, kw_only=True)
class VerdictWithdrawn(Event):
    """Something that came late (a mail that was under way when its clock ran out) undoes an earlier verdict."""

    standard_id: int
    started_seq: int
    verdict: str
    verdict_at: str
    team_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class StandardWarned(Event):
    """A clock has used the share of its time that its standard names as this stage (1 is the first)."""

    standard_id: int
    started_seq: int
    stage: int
    team_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class StandardExcused(Event):
    """Somebody excused a miss, with a reason that is kept; `verdict_at` is when it was missed."""

    standard_id: int
    started_seq: int
    verdict_at: str
    team_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ExcuseWithdrawn(Event):
    """The excuse was taken back: it is a miss again."""

    standard_id: int
    started_seq: int
    verdict_at: str
    team_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class VerdictRestored(Event):
    """A verdict that was withdrawn holds again, in another form (an excused miss that turns out to lie elsewhere)."""

    standard_id: int
    started_seq: int
    verdict: str
    verdict_at: str
    team_id: int | None = None
    staff_id: int | None = None
