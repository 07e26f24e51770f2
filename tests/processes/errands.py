"""Beside the house under test, on its database: tells events, hands out errands, and does them as a worker.

`python -m tests.processes.errands work FILE`   a worker whose errands append their number to FILE
`python -m tests.processes.errands`             obeys lines of JSON on its input, answers each with one
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.config.settings")
LEASE = timedelta(seconds=1)
ERRAND = "test.errand"


@dataclass(frozen=True)
class Reach:
    site_ids: frozenset[int] | None


@dataclass(frozen=True)
class Colleague:
    pk: int
    scope: Reach


def work(notes: Path) -> None:
    from wellserved.ground.jobs.registry import register
    from wellserved.ground.jobs.worker import Worker

    def do(errand: dict[str, Any]) -> None:
        time.sleep(0.01)  # an errand takes time, in which the worker may die
        with notes.open("a") as file:
            file.write(f"{errand['number']}\n")

    register(ERRAND, do)
    print("working", flush=True)
    Worker(sweep=lambda at: None, lease=LEASE).run()


def hand_out(count: int) -> int:
    """That many errands, due now."""
    from wellserved.ground import clock
    from wellserved.ground.jobs.actions import enqueue

    for number in range(count):
        enqueue(ERRAND, {"number": number}, due_at=clock.now())
    return count


def left() -> int:
    """Errands still to be done."""
    from wellserved.ground.jobs.models import Job

    return Job.objects.waiting().filter(kind=ERRAND).count()


def armed() -> int:
    """How much recurring work is armed."""
    from wellserved.ground.jobs.models import Job

    return Job.objects.waiting().filter(kind__startswith="schedule:").count()


def note(conversation: int, site: int) -> int:
    """An event about that conversation; its number in the journal."""
    from django.db import transaction

    from wellserved.ground import clock
    from wellserved.ground.journal.actions import record
    from wellserved.ground.journal.actor import staff
    from wellserved.serving.conversations.events import NoteWritten

    with transaction.atomic():
        told = NoteWritten(at=clock.now(), by=staff(3), conversation_id=conversation, site_id=site, message_id=1)
        return record(told).seq


def ticket(sites: list[int] | None) -> str:
    from wellserved.ground.stream import tickets

    return tickets.ticket(Colleague(3, Reach(None if sites is None else frozenset(sites))))


ORDERS: dict[str, Callable[..., Any]] = {
    "hand_out": hand_out,
    "left": left,
    "armed": armed,
    "note": note,
    "ticket": ticket,
}

if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1:2] == ["work"]:
        work(Path(sys.argv[2]))
    for line in sys.stdin:
        name, *values = json.loads(line)
        print(json.dumps(ORDERS[name](*values)), flush=True)
