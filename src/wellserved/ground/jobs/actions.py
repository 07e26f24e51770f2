from datetime import datetime
from typing import Any

from wellserved.ground import clock
from wellserved.ground.jobs.models import Job


def enqueue(kind: str, payload: dict[str, Any], *, due_at: datetime, key: str | None = None) -> None:
    """Do `kind` at or after `due_at`. With a `key`, the same key again re-arms the one job (an upsert)."""
    job = Job(kind=kind, payload=payload, due_at=due_at, key=key, created_at=clock.now())
    if key is None:
        job.save(force_insert=True)
        return
    Job.objects.bulk_create(
        [job],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["payload", "due_at", "done_at", "parked_at", "attempts", "lease"],
    )
