"""How each step is told to the journal, and when it is looked at again."""

from datetime import datetime
from typing import Any

from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.events import Event
from wellserved.learning.recovery.models import Recovery

OVERDUE, ASK, TELL = "recovery.overdue", "recovery.ask_again", "recovery.tell"


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


def tell(why: str, recovery: Recovery, told: Event) -> None:
    """Let whose it is know of what was `told` to the journal, by mail."""
    payload = {"recovery": recovery.id, "why": why, "told": told.seq}
    jobs.enqueue(TELL, payload, key=f"{TELL}:{recovery.id}:{told.seq}", due_at=told.at)
