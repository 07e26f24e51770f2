import json
from datetime import datetime

from wellserved.ground.hours.models import OpeningHours
from wellserved.ground.hours.notation import from_text
from wellserved.ground.hours.rules import ALWAYS, Hours


def versions_of(site_id: int) -> tuple[tuple[datetime, Hours], ...]:
    """All hours the site ever had, each with the moment it was in force from, the newest first."""
    rows = OpeningHours.objects.filter(site_id=site_id).order_by("-valid_from", "-id")
    return tuple(
        (valid_from, from_text(json.dumps(weekly), json.dumps(holidays), zone))
        for valid_from, weekly, holidays, zone in rows.values_list(
            "valid_from", "weekly", "holidays", "site__time_zone"
        )
    )


def hours_of(site_id: int, at: datetime) -> Hours:
    """The hours in force at the site at that moment. A site that never told its hours is open around the clock."""
    return next((hours for valid_from, hours in versions_of(site_id) if valid_from <= at), ALWAYS)
