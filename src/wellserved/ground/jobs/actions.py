"""Every write to the table of jobs. A claim's `lease` is its own secret: only its holder can finish the job."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from wellserved.ground import clock, ids
from wellserved.ground.jobs import reads, rules
from wellserved.ground.jobs.models import Job
from wellserved.ground.rows import insert

LEASE = timedelta(seconds=60)  # a dead worker's jobs return after this; a living one renews
KEEP_DONE = timedelta(days=3)
ERROR_CHARACTERS = 2000


def enqueue(kind: str, payload: dict[str, Any], *, due_at: datetime, key: str | None = None) -> None:
    """Do `kind` at or after `due_at`. With a `key`, the same key again re-arms the one job (an upsert)."""
    job = Job(kind=kind, payload=payload, due_at=due_at, key=key, created_at=clock.now())
    if key is None:
        insert(job)
        return
    Job.objects.bulk_create(
        [job],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["payload", "due_at", "done_at", "parked_at", "attempts", "lease"],
    )


def arm(kind: str, *, at: datetime, every: timedelta) -> None:
    """Recurring work: due at `at` if it is new, and no later than `every` from then if it is armed already."""
    job = Job(kind=kind, key=kind, due_at=at, created_at=clock.now())
    Job.objects.bulk_create([job], ignore_conflicts=True)
    Job.objects.waiting().filter(key=kind, due_at__gt=at + every).update(due_at=at + every)


def disarm(prefix: str, *, but: Collection[str]) -> None:
    """Forget recurring work that is no longer done."""
    Job.objects.filter(kind__startswith=prefix).exclude(kind__in=but).delete()


def claim(*, at: datetime, limit: int, lease: timedelta = LEASE) -> list[Job]:
    """Take up to `limit` due jobs, the longest due first, so that no other worker gets them within the lease."""
    if not reads.anything_due(at):  # an idle worker takes no lock
        return []
    with transaction.atomic():
        # PostgreSQL skips what another worker is just taking; on SQLite the transaction itself is exclusive.
        jobs = list(Job.objects.due(at).select_for_update(skip_locked=True)[:limit])
        token = ids.secret()
        Job.objects.filter(id__in=[job.id for job in jobs]).update(
            lease=token, due_at=at + lease, attempts=F("attempts") + 1
        )
    for job in jobs:
        job.lease = token
        job.attempts += 1
    return jobs


def renew(jobs: Collection[Job], *, at: datetime, lease: timedelta = LEASE) -> None:
    """Keep what is still being worked on."""
    for token in {job.lease for job in jobs}:
        held = [job.id for job in jobs if job.lease == token]
        Job.objects.waiting().filter(id__in=held, lease=token).update(due_at=at + lease)


def done(job: Job, *, at: datetime) -> bool:
    """It is done. False if the lease was lost: the job was re-armed, or another worker has it now."""
    return _finish(job, done_at=at)


def again(job: Job, *, due_at: datetime, error: str = "") -> bool:
    """Recurring work is due again; a failure of it is remembered until it succeeds. False as in `done`."""
    return _finish(job, due_at=due_at, attempts=0, last_error=error[-ERROR_CHARACTERS:])


def fail(job: Job, error: str, *, at: datetime) -> bool:
    """It failed: due again after a growing wait, or parked when it failed too often. False as in `done`."""
    if rules.is_hopeless(job.attempts):
        return park(job, error, at=at)
    wait = rules.wait_before(job.attempts)
    return _finish(job, due_at=at + wait, last_error=error[-ERROR_CHARACTERS:])


def park(job: Job, error: str, *, at: datetime) -> bool:
    """Set it aside until somebody looks. False as in `done`."""
    return _finish(job, parked_at=at, last_error=error[-ERROR_CHARACTERS:])


def retry(job_id: int, *, at: datetime) -> bool:
    """Try a parked job afresh. False if it isn't parked."""
    parked = Job.objects.parked().filter(id=job_id)
    return bool(parked.update(parked_at=None, due_at=at, attempts=0, lease=""))


def discard(job_id: int) -> bool:
    """Give a parked job up. False if it isn't parked."""
    return bool(Job.objects.parked().filter(id=job_id).delete()[0])


def release(jobs: Collection[Job], *, at: datetime) -> None:
    """Give back what was claimed and not begun."""
    for job in jobs:
        _finish(job, due_at=at, attempts=F("attempts") - 1)


def forget(kind: str, *, key_ends: str) -> int:
    """What is still to be done, or was, under keys that end so; returns how much."""
    return Job.objects.filter(kind=kind, key__endswith=key_ends).delete()[0]


def forget_errors(texts: Collection[str]) -> int:
    """What went wrong, where one of these texts stands in it; returns of how many jobs."""
    told = reduce(or_, (Q(last_error__icontains=text) for text in texts), Q(pk=None))
    return Job.objects.filter(told).update(last_error="")


def forget_done(at: datetime | None = None, batch: int = 5000) -> int:
    """Delete what was done long ago (by now); in batches, so that nobody waits for the lock. Returns how many."""
    before = (at or clock.now()) - KEEP_DONE
    forgotten = 0
    while True:
        old = list(Job.objects.filter(done_at__lt=before).values_list("id", flat=True)[:batch])
        if not old:
            return forgotten
        forgotten += Job.objects.filter(id__in=old).delete()[0]


def _finish(job: Job, **facts: Any) -> bool:
    held = Job.objects.waiting().filter(id=job.id, lease=job.lease)
    return bool(held.update(lease="", **facts))
