"""What happens to what we know of a customer. All carry customer_id; the words themselves stay in the rows."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class PreferenceNoted(Event):
    """A like, a dislike or a need was written down."""

    preference_id: int
    sort: str


@dataclass(frozen=True, kw_only=True)
class PreferenceForgotten(Event):
    """It no longer holds."""

    preference_id: int
    sort: str


@dataclass(frozen=True, kw_only=True)
class CustomerDescribed(Event):
    """Their name or the note about them was changed."""


@dataclass(frozen=True, kw_only=True)
class CustomerGrouped(Event):
    """The groups of a customer, or with `company_id` of everybody in that company, are others than before."""

    company_id: int | None = None
