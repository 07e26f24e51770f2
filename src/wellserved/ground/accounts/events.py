"""What happens to the house, its places and its people. Ids only: names are in the rows."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class HouseFounded(Event):
    """The business began to use Wellserved."""


@dataclass(frozen=True, kw_only=True)
class HouseChanged(Event):
    """The business has another name or time zone."""


@dataclass(frozen=True, kw_only=True)
class SiteAdded(Event):
    """A place that serves began."""


@dataclass(frozen=True, kw_only=True)
class SiteChanged(Event):
    """A site has another name, business line or signature."""


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Event):
    """A group of staff began at a site."""

    team_id: int


@dataclass(frozen=True, kw_only=True)
class StaffAdded(Event):
    """A colleague has an account."""

    staff_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Event):
    """Their role or their sites are different now."""

    staff_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class StaffDeactivated(Event):
    """They can no longer sign in, nor can their programs."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class StaffReactivated(Event):
    """They can sign in again."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class SignInLinkMade(Event):
    """Somebody holds a link that signs in as this colleague, once."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class SignInLinkUsed(Event):
    """The link signed them in, and opens nothing more."""

    staff_id: int


@dataclass(frozen=True, kw_only=True)
class ApiTokenMade(Event):
    """Somebody holds a token with which programs act as this colleague."""

    staff_id: int
    token_id: int


@dataclass(frozen=True, kw_only=True)
class ApiTokenRevoked(Event):
    """The token opens nothing any more."""

    staff_id: int
    token_id: int
