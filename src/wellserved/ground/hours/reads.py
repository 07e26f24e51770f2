from datetime import datetime

from django.db import connection

from wellserved.ground.hours.models import OpeningHours
from wellserved.ground.hours.notation import from_text, moment
from wellserved.ground.hours.rules import ALWAYS, Hours

VERSIONS = (
    "SELECT CAST(h.valid_from AS text), CAST(h.weekly AS text), CAST(h.holidays AS text), s.time_zone "
    "FROM hours_openinghours h JOIN accounts_site s ON s.id = h.site_id "
    "WHERE h.site_id = %s ORDER BY h.valid_from DESC, h.id DESC"
)


def versions_of(site_id: int) -> tuple[tuple[datetime, Hours], ...]:
    """All hours the site ever had, each with the moment it was in force from, the newest first."""
    with connection.cursor() as cursor:  # nearly every message asks: a QuerySet would cost ten times as much
        cursor.execute(VERSIONS, [site_id])
        return tuple(
            (moment(valid_from), from_text(weekly, holidays, zone))
            for valid_from, weekly, holidays, zone in cursor.fetchall()
        )


def written_of(site_id: int) -> list[OpeningHours]:
    """The versions as they were written, the newest first; none if the site never told its hours."""
    return list(OpeningHours.objects.filter(site_id=site_id).order_by("-valid_from", "-id"))


def hours_of(site_id: int, at: datetime) -> Hours:
    """The hours in force at the site at that moment. A site that never told its hours is open around the clock."""
    return next((hours for valid_from, hours in versions_of(site_id) if valid_from <= at), ALWAYS)
