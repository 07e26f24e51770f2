"""How often customers are asked."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback.events import PaceChanged
from wellserved.learning.feedback.models import Pace


class Refused(Exception):  # noqa: N818 - reads as a sentence: raise Refused
    """What was asked cannot be; the message says what to do instead."""


@transaction.atomic
def keep_pace(
    *, quiet_days: int, share: int, site_quota: int | None, reminder_days: int | None, by: Actor, at: datetime
) -> Pace:
    """How often customers are asked, from now on; `share` is percent. Refused says what is wrong."""
    if not 1 <= quiet_days <= 365:
        raise Refused("The same person rests 1 to 365 days.")
    check_share(share)
    check_quota(site_quota)
    if reminder_days is not None and not 1 <= reminder_days <= 30:
        raise Refused("A reminder goes out after 1 to 30 days; leave it empty for none.")
    pace = Pace.objects.select_for_update().first() or Pace()
    told = {"quiet_days": quiet_days, "share": share, "site_quota": site_quota, "reminder_days": reminder_days}
    for name, value in {**told, "changed_at": at}.items():
        setattr(pace, name, value)
    pace.save(update_fields=[*told, "changed_at"] if pace.pk else None)
    record(PaceChanged(at=at, by=by, **told))  # type: ignore[arg-type]
    return pace


def check_share(percent: int) -> None:
    if not 1 <= percent <= 100:
        raise Refused("The share that is asked is 1 to 100 percent.")


def check_quota(site_quota: int | None) -> None:
    if site_quota is not None and not 1 <= site_quota <= 1_000_000:
        raise Refused("The most per site and month is 1 or more; leave it empty for no limit.")
