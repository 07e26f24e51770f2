"""What becomes of inspections. What they saw is told by the standards' own events."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class InspectionBegun(Event):
    """A checklist of so many `items` was made for a site; `guest` if somebody from outside walks."""

    inspection_id: int
    items: int
    guest: bool = False


@dataclass(frozen=True, kw_only=True)
class InspectionFinished(Event):
    """So many items were `answered`; they are observed on the conversation."""

    inspection_id: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class InspectionDiscarded(Event):
    """It does not count."""

    inspection_id: int
