"""How the queue is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from wellserved.ground.jobs.models import Job

# Asked twice a second for ever: written out, it costs a fifth of what building the query does.
ANY_DUE = "SELECT 1 FROM jobs_job WHERE done_at IS NULL AND parked_at IS NULL AND due_at <= %s LIMIT 1"


def anything_due(at: datetime) -> bool:
    """Whether a job waits to be claimed; takes no lock."""
    with connection.cursor() as cursor:
        cursor.execute(ANY_DUE, [connection.ops.adapt_datetimefield_value(at)])
        return cursor.fetchone() is not None


@dataclass(frozen=True)
class Health:
    """`oldest_due` is since when the longest-waiting due job waits; None if none is due."""

    oldest_due: datetime | None
    parked: int

    def late_seconds(self, at: datetime) -> float:
        return (at - self.oldest_due).total_seconds() if self.oldest_due else 0.0


def health(at: datetime) -> Health:
    """Two index look-ups, however many jobs wait."""
    oldest = Job.objects.due(at).values_list("due_at", flat=True).first()
    return Health(oldest, Job.objects.parked().count())


def parked(limit: int = 100) -> list[Job]:
    """What was given up, the latest first."""
    return list(Job.objects.parked().order_by("-parked_at")[:limit])


def is_done(key: str) -> bool:
    return Job.objects.filter(key=key, done_at__isnull=False).exists()


def due_at(keys: Collection[str]) -> dict[str, datetime]:
    """When the jobs of these keys that still wait are due."""
    rows = Job.objects.waiting().filter(key__in=keys).values_list("key", "due_at")
    return {key: at for key, at in rows if key}
