from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.hours.events import HoursChanged, OutageDeclared, OutageEnded, OutageWithdrawn
from wellserved.ground.hours.models import OpeningHours, Outage
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


@transaction.atomic
def declare_outage(
    site: Site, *, starts_at: datetime, ends_at: datetime | None, reason: str, by: Actor, at: datetime
) -> Outage:
    """The site cannot serve in that time. ValueError without a reason, or when it ends before it starts."""
    if not reason.strip():
        raise ValueError("An outage needs a reason: everybody will see it beside what it excuses.")
    if ends_at is not None and ends_at <= starts_at:
        raise ValueError("An outage ends after it has started.")
    outage = Outage(
        site=site,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip()[:200],
        by_staff_id=by.id if by.kind == "staff" else None,
        declared_at=at,
    )
    outage.save(force_insert=True)
    span = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat() if ends_at else None}
    record(OutageDeclared(at=at, by=by, site_id=site.id, outage_id=outage.id, **span))  # type: ignore[arg-type]
    return outage


@transaction.atomic
def end_outage(outage: Outage, *, ends_at: datetime, by: Actor, at: datetime) -> bool:
    """It is over since `ends_at`. False if it had an end already, or was taken back."""
    standing = Outage.objects.filter(id=outage.id, ends_at=None, withdrawn_at=None, starts_at__lt=ends_at)
    changed = standing.update(ends_at=ends_at)
    if changed:
        record(OutageEnded(at=at, by=by, site_id=outage.site_id, outage_id=outage.id, ends_at=ends_at.isoformat()))
    return bool(changed)


@transaction.atomic
def withdraw_outage(outage: Outage, *, by: Actor, at: datetime) -> bool:
    """It was no outage. False if that was said before."""
    changed = Outage.objects.filter(id=outage.id, withdrawn_at=None).update(withdrawn_at=at)
    if changed:
        record(OutageWithdrawn(at=at, by=by, site_id=outage.site_id, outage_id=outage.id))
    return bool(changed)
