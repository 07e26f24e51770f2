import json
from datetime import datetime

from wellserved.ground.hours.models import OpeningHours
from wellserved.ground.hours.notation import from_text
from wellserved.ground.hours.rules import ALWAYS, Hours


def hours_of(site_id: int, at: datetime) -> Hours:
    """The hours in force at the site at that moment. A site that never told its hours is open around the clock."""
    versions = OpeningHours.objects.in_force(at).filter(site_id=site_id)
    row = versions.values_list("weekly", "holidays", "site__time_zone").first()
    if row is None:
        return ALWAYS
    weekly, holidays, zone = row
    return from_text(json.dumps(weekly), json.dumps(holidays), zone)
