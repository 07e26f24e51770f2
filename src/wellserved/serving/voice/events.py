"""What happens to the ways we speak."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class VoiceChanged(Event):
    """A site speaks with other words from now on; without a site, the house does."""


@dataclass(frozen=True, kw_only=True)
class PhrasesChanged(Event):
    """The answers that a site keeps ready are others from now on; without a site, those of the whole house."""
