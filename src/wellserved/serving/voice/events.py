"""What happens to the ways we speak."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class VoiceChanged(Event):
    """A site speaks with other words from now on; without a site, the house does."""
