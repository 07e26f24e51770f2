from dataclasses import replace
from typing import Any, TypeVar

from django.db import transaction

from wellserved.ground import clock
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.jobs.registry import Permanent
from wellserved.ground.journal.dispatch import named, reactions_to
from wellserved.ground.journal.events import Event
from wellserved.ground.journal.models import Entry
from wellserved.ground.rows import insert

E = TypeVar("E", bound=Event)

REACT = "journal.react"


def record(event: E) -> E:
    """Append the event in the caller's transaction and let its reactions know; returns it with its seq."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{event.kind} must be recorded in the transaction that makes it true")
    entry = Entry(
        kind=event.kind,
        at=event.at,
        recorded_at=clock.now(),
        by_kind=event.by.kind,
        by_id=event.by.id,
        conversation_id=event.conversation_id,
        customer_id=event.customer_id,
        site_id=event.site_id,
        measures=event.measures(),
    )
    insert(entry)
    recorded = replace(event, seq=entry.id)
    for reaction in reactions_to(recorded):
        if reaction.now:
            reaction.run(recorded)
        else:
            jobs.enqueue(
                REACT,
                {"seq": entry.id, "reaction": reaction.name},
                key=f"{entry.id}:{reaction.name}",
                due_at=event.at,
            )
    return recorded


def react(payload: dict[str, Any]) -> None:
    """Run one `later` reaction to one entry; the job behind `journal.react`."""
    try:
        reaction = named(payload["reaction"])
    except KeyError:
        raise Permanent(f"flow.py no longer knows the reaction {payload['reaction']}") from None
    reaction.run(Entry.objects.get(id=payload["seq"]).event())
