"""What becomes of suggestions. Their words stay in the row."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class SuggestionMade(Event):
    """Somebody offered a thought: by the form, in the box at the desk, or in an answer to a survey."""

    suggestion_id: int
    source: str


@dataclass(frozen=True, kw_only=True)
class SuggestionDecided(Event):
    """How it stands from now on: new, considered, planned, done, declined; `previous` is how it stood."""

    suggestion_id: int
    state: str
    previous: str


@dataclass(frozen=True, kw_only=True)
class SuggestionAnswered(Event):
    """What we did is told in public; `told` people got it by mail."""

    suggestion_id: int
    told: int


@dataclass(frozen=True, kw_only=True)
class SuggestionSupported(Event):
    """Somebody wants the same."""

    suggestion_id: int


@dataclass(frozen=True, kw_only=True)
class SuggestionMerged(Event):
    """It says the same as `into_id`, which speaks for both."""

    suggestion_id: int
    into_id: int


@dataclass(frozen=True, kw_only=True)
class SuggestionParted(Event):
    """It is one of its own again."""

    suggestion_id: int
    from_id: int


@dataclass(frozen=True, kw_only=True)
class SuggestionJoined(Event):
    """It led to an improvement; None takes that back."""

    suggestion_id: int
    improvement_id: int | None
