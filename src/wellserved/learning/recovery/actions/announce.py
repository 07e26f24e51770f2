"""How each step is told to the journal, and when it is looked at again."""

from datetime import datetime
from typing import Any

from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.events import Event
from wellserved.learning.recovery.models import Recovery

OVERDUE, ASK = "recovery.overdue", "recovery.ask_again"


def announce(event: type[Event], recovery: Recovery, by: Actor, at: datetime, **measures: Any) -> Event:
    place = {
        "conversation_id": recovery.conversation_id,
        "customer_id": recovery.conversation.customer_id,
        "site_id": recovery.site_id,
    }
    return record(event(at=at, by=by, **place, **{"recovery_id": recovery.id, **measures}))


def watch(recovery: Recovery) -> None:
    """Notice when what is due next is late."""
    payload = {"recovery": recovery.id, "due": recovery.due_at.isoformat()}
    jobs.enqueue(OVERDUE, payload, key=f"{OVERDUE}:{recovery.id}", due_at=recovery.due_at)
