from datetime import datetime

from django.db import models


class Requests(models.QuerySet["Request"]):
    def begun_before(self, at: datetime) -> "Requests":
        return self.filter(begun_at__lt=at)


class Request(models.Model):
    """What somebody asked under a key of their choice. `status` is None while it is being done."""

    who = models.CharField(max_length=40)  # keys of different askers never meet
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)  # of all that was asked
    begun_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True, default="")

    objects = Requests.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "key"], name="one_request_per_key")]
