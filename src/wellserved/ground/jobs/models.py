from datetime import datetime

from django.db import models
from django.db.models import Q


class Jobs(models.QuerySet["Job"]):
    def waiting(self) -> "Jobs":
        return self.filter(done_at=None, parked_at=None)

    def due(self, at: datetime) -> "Jobs":
        return self.waiting().filter(due_at__lte=at).order_by("due_at", "id")

    def parked(self) -> "Jobs":
        return self.filter(parked_at__isnull=False)


class Job(models.Model):
    """Work to do at or after `due_at`. A claim moves `due_at` to its lease's end: dead workers' work returns."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, null=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    lease = models.CharField(max_length=40, default="")
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)

    objects = Jobs.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="jobs_due",
                condition=Q(done_at=None, parked_at=None),
            ),
            models.Index(fields=["done_at"], name="jobs_done", condition=Q(done_at__isnull=False)),
            models.Index(fields=["parked_at"], name="jobs_parked", condition=Q(parked_at__isnull=False)),
        ]
