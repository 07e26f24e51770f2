"""Event -> reactions: the only wiring there is. Read this first.

`now` runs in the transaction of the event (no network, no mail); `later` is a durable job, at least once.
"""

from collections.abc import Mapping

from wellserved.ground.journal.dispatch import Reaction
from wellserved.ground.journal.events import Event

REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {}
