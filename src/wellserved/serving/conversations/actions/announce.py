"""How every change of a conversation is told to the journal."""

from datetime import datetime
from typing import Any

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.models import Conversation


def announce(
    event: type[Event],
    conversation: Conversation,
    by: Actor,
    at: datetime,
    **measures: Any,
) -> None:
    record(
        event(
            at=at,
            by=by,
            conversation_id=conversation.id,
            customer_id=conversation.customer_id,
            site_id=conversation.site_id,
            **measures,
        )
    )
