"""What happens while somebody is won back. What was done is told in the row only."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class RecoveryOpened(Event):
    """A dissatisfied answer: somebody has to make it right. Moments are ISO 8601 texts."""

    recovery_id: int
    response_id: int
    contact_due: str
    outcome_due: str
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecoveryTaken(Event):
    """This colleague sees to it; `previous_id` had it before."""

    recovery_id: int
    staff_id: int
    previous_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RecoveryGivenBack(Event):
    """Whoever had taken it does not see to it after all."""

    recovery_id: int


@dataclass(frozen=True, kw_only=True)
class RecoveryHandedOver(Event):
    """It is this colleague's from now on, who has not said yet that they see to it; None is nobody's."""

    recovery_id: int
    staff_id: int | None
    previous_id: int | None


@dataclass(frozen=True, kw_only=True)
class RecoveryContacted(Event):
    """The customer heard from us about it for the first time."""

    recovery_id: int


@dataclass(frozen=True, kw_only=True)
class RecoveryOverdue(Event):
    """It is late: the first word ("contact") or the outcome ("outcome")."""

    recovery_id: int
    step: str


@dataclass(frozen=True, kw_only=True)
class RecoverySettled(Event):
    """What was done is recorded; `outcome` (recovered, lost, unreachable) is the colleague's view."""

    recovery_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class RecoveryReopened(Event):
    """It is not right after all: a colleague took the outcome back, or the customer said so."""

    recovery_id: int


@dataclass(frozen=True, kw_only=True)
class RecoveryWithdrawn(Event):
    """The answer was changed before anybody had done anything: nothing is to be made right."""

    recovery_id: int


@dataclass(frozen=True, kw_only=True)
class RecoveryEased(Event):
    """The answer was changed after somebody had begun, and it is seen through; not `eased`: it was changed back."""

    recovery_id: int
    eased: bool


@dataclass(frozen=True, kw_only=True)
class RecoveryJudged(Event):
    """Asked again, the customer said whether they are `recovered`; None takes that back."""

    recovery_id: int
    recovered: bool | None
