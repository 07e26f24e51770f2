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
