"""What happens when customers are asked. Numbers only: their words stay in the response."""

from dataclasses import dataclass, field
from typing import Any

from wellserved.ground.journal.events import Event

Ratings = list[list[Any]]  # [[dimension, comparison, desired, adequate, perceived], ...] in the items' order


@dataclass(frozen=True, kw_only=True)
class CustomerAsked(Event):
    """An invitation to say how it was went out."""

    invitation_id: int
    closure_seq: int | None  # None when somebody asked without closing
    form: str
    version_id: int | None = None  # of the survey; None is the everyday question
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
    """The first answer to an invitation, or through a door without one. `comparison` is None while only parts were
    answered. `scores` are [measure, number, lowest, highest] of what is counted otherwise: "csat", "nps", "ces"."""

    response_id: int
    invitation_id: int | None
    form: str
    team_id: int | None = None
    staff_id: int | None = None
    comparison: int | None = None
    ratings: Ratings = field(default_factory=list)
    version_id: int | None = None
    way: str = "mail"
    scores: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ResponseChanged(Event):
    """More was answered, or otherwise than before; a scanner's answer is taken back this way too."""

    response_id: int
    invitation_id: int | None
    form: str
    team_id: int | None = None
    staff_id: int | None = None
    comparison: int | None = None
    ratings: Ratings = field(default_factory=list)
    version_id: int | None = None
    way: str = "mail"
    scores: list[list[Any]] = field(default_factory=list)
    previous_comparison: int | None = None
    previous_ratings: Ratings = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CustomerReminded(Event):
    """Who had not answered was reminded, once."""

    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyChanged(Event):
    """A survey was made, or asks something else or as often as told from now on, or was switched on or off."""

    survey_id: int
    version: int
    is_on: bool
    share: int | None = None  # percent; None is the house's
    site_quota: int | None = None


@dataclass(frozen=True, kw_only=True)
class SurveyDoorOpened(Event):
    """A survey can be answered at another place: by a link, a QR code, a kiosk, a shop's page."""

    survey_id: int
    door_id: int
    way: str


@dataclass(frozen=True, kw_only=True)
class SurveyDoorClosed(Event):
    """It can't be answered there any more."""

    survey_id: int
    door_id: int


@dataclass(frozen=True, kw_only=True)
class PaceChanged(Event):
    """How often customers are asked, from now on."""

    quiet_days: int
    share: int
    site_quota: int | None
    reminder_days: int | None
