from dataclasses import dataclass
from typing import Any

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class HoursChanged(Event):
    """The site's hours are these from now on, written as in OpeningHours."""

    weekly: dict[str, Any]
    holidays: dict[str, Any]
