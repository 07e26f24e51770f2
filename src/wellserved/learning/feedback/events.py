"""What happens when customers are asked. Numbers only: their words stay in the response."""

from dataclasses import dataclass, field
from typing import Any

from wellserved.ground.journal.events import Event

Ratings = list[list[Any]]  # [[dimension, comparison, desired, adequate, perceived], ...] in the items' order


@dataclass(frozen=True, kw_only=True)
class CustomerAsked(Event):
    """An invitation to say how it was went out."""

    invitation_id: int
    closure_seq: int
    form: str
    team_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class AskingRefused(Event):
    """The customer does not want to be asked any more."""


@dataclass(frozen=True, kw_only=True)
class AskingAllowed(Event):
    """The customer may be asked after all."""


@dataclass(frozen=True, kw_only=True)
class ResponseGiven(Event):
    """The first answer to an invitation. `comparison` is None while only parts were answered."""

    response_id: int
    invitation_id: int
    form: str
    team_id: int | None = None
    staff_id: int | None = None
    comparison: int | None = None
    ratings: Ratings = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ResponseChanged(Event):
    """More was answered, or otherwise than before; a scanner's answer is taken back this way too."""

    response_id: int
    invitation_id: int
    form: str
    team_id: int | None = None
    staff_id: int | None = None
    comparison: int | None = None
    ratings: Ratings = field(default_factory=list)
    previous_comparison: int | None = None
    previous_ratings: Ratings = field(default_factory=list)
