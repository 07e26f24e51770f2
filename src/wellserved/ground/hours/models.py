from datetime import datetime

from django.db import models

from wellserved.ground.accounts.models import Site


class OpeningHoursQuerySet(models.QuerySet["OpeningHours"]):
    def in_force(self, at: datetime) -> "OpeningHoursQuerySet":
        return self.filter(valid_from__lte=at).order_by("-valid_from", "-id")


class OpeningHours(models.Model):
    """One version of a site's hours; a change adds a row, so that the past keeps the hours of its time.

    weekly: {"mon": [["09:00", "12:00"], ["13:00", "18:00"]], ...}; a closing time at or before its opening
    is on the next day ("18:00"-"02:00"; "00:00"-"00:00" is the whole day). Days left out are closed.
    holidays: {"2026-12-25": []} closed, or other intervals for that date. Local times of the site.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_hours")
    valid_from = models.DateTimeField()
    weekly = models.JSONField(default=dict)
    holidays = models.JSONField(default=dict)

    objects = OpeningHoursQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "-valid_from"], name="hours_in_force")]


class Outages(models.QuerySet["Outage"]):
    def standing(self) -> "Outages":
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None).order_by("starts_at", "id")


class Outage(models.Model):
    """A time in which a site could not serve though it was open (a power cut); clocks stand still meanwhile."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="outages")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)  # None: it goes on
    reason = models.CharField(max_length=200)
    by_staff_id = models.BigIntegerField(null=True)
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = Outages.as_manager()

    def __str__(self) -> str:
        return self.reason
