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


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Event):
    """They are to be erased when the time for taking it back is over."""

    erasure_id: int


@dataclass(frozen=True, kw_only=True)
class ErasureTakenBack(Event):
    """They are not to be erased after all."""

    erasure_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerErased(Event):
    """Every room forgets what it holds of them; what is left are ids and measures."""


@dataclass(frozen=True, kw_only=True)
class DataGiven(Event):
    """All that the house holds of them was put together in a file, for them to have."""


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Event):
    """`merged_id` turned out to be the same person: what was theirs is `customer_id`'s from now on."""

    merged_id: int
    merge_id: int


@dataclass(frozen=True, kw_only=True)
class CustomersParted(Event):
    """They are two after all: what `merged_id` had brought along is theirs again."""

    merged_id: int
    merge_id: int
