from dataclasses import dataclass
from typing import Any

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class HoursChanged(Event):
    """The site's hours are these from now on, written as in OpeningHours."""

    weekly: dict[str, Any]
    holidays: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OutageDeclared(Event):
    """The site could not serve from `starts_at` to `ends_at` (ISO 8601; None: it goes on): clocks stand still."""

    outage_id: int
    starts_at: str
    ends_at: str | None = None


@dataclass(frozen=True, kw_only=True)
class OutageEnded(Event):
    """It went on until `ends_at`."""

    outage_id: int
    ends_at: str


@dataclass(frozen=True, kw_only=True)
class OutageWithdrawn(Event):
    """It was declared by mistake; clocks run as if it had not been."""

    outage_id: int
