"""How every change of a suggestion is told to the journal."""

from datetime import datetime
from typing import Any

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.events import Event
from wellserved.learning.suggestions.models import Suggestion


def announce(event: type[Event], suggestion: Suggestion, by: Actor, at: datetime, **measures: Any) -> None:
    of = {"suggestion_id": suggestion.id, **measures}
    record(event(at=at, by=by, customer_id=suggestion.customer_id, site_id=suggestion.site_id, **of))
