from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.hours.events import HoursChanged
from wellserved.ground.hours.models import OpeningHours
from wellserved.ground.hours.notation import written
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor


@transaction.atomic
def set_hours(
    site: Site, *, weekly: Mapping[str, Any], holidays: Mapping[str, Any], by: Actor, at: datetime
) -> OpeningHours:
    """The site's hours from `at` on; what was before keeps the hours of its time. WrongHours tells what is wrong.

    A clock that runs already keeps the hours under which it began to run, until it is paused or settled.
    """
    written(weekly, holidays, site.time_zone)
    version = OpeningHours(site=site, valid_from=at, weekly=dict(weekly), holidays=dict(holidays))
    version.save(force_insert=True)
    record(HoursChanged(at=at, by=by, site_id=site.id, weekly=version.weekly, holidays=version.holidays))
    return version
