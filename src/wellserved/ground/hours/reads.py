from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from wellserved.ground.hours.models import OpeningHours, Outage
from wellserved.ground.hours.notation import from_text, moment
from wellserved.ground.hours.rules import Hours, Opening, always, merged, with_outages

VERSIONS = (
    "SELECT s.time_zone, CAST(h.valid_from AS text), CAST(h.weekly AS text), CAST(h.holidays AS text) "
    "FROM accounts_site s LEFT JOIN hours_openinghours h ON h.site_id = s.id "
    "WHERE s.id = %s ORDER BY h.valid_from DESC, h.id DESC"
)
OUTAGES = (
    "SELECT CAST(starts_at AS text), CAST(ends_at AS text) FROM hours_outage "
    "WHERE site_id = %s AND withdrawn_at IS NULL ORDER BY starts_at, id"
)
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)


def written_of(site_id: int) -> list[OpeningHours]:
    """The versions as they were written, the newest first; none if the site never told its hours."""
    return list(OpeningHours.objects.filter(site_id=site_id).order_by("-valid_from", "-id"))


def without_hours(site_ids: Iterable[int]) -> set[int]:
    """Those sites that never told their hours."""
    asked = set(site_ids)
    return asked - set(OpeningHours.objects.filter(site_id__in=asked).values_list("site_id", flat=True))


@dataclass(frozen=True)
class SiteHours:
    """All that is known of when a site serves: its versions (the newest first), its zone and its outages."""

    zone: str
    versions: tuple[tuple[datetime, Hours], ...]
    outages: tuple[Opening, ...]

    def at(self, at: datetime, *, around_the_clock: bool = False) -> Hours:
        """The hours in force at that moment. A site that never told its hours is open around the clock."""
        hours = always(self.zone)
        if not around_the_clock:
            for valid_from, told in self.versions:
                if valid_from <= at:
                    hours = told
                    break
        return with_outages(hours, self.outages) if self.outages else hours


def hours_at_site(site_id: int) -> SiteHours:
    """When the site served and serves."""
    with connection.cursor() as cursor:  # nearly every message asks: a QuerySet would cost ten times as much
        cursor.execute(VERSIONS, [site_id])
        rows = cursor.fetchall()
        cursor.execute(OUTAGES, [site_id])
        outages = tuple((moment(starts), moment(ends) if ends else FOREVER) for starts, ends in cursor.fetchall())
    versions = tuple(
        (moment(valid_from), from_text(weekly, holidays, zone))
        for zone, valid_from, weekly, holidays in rows
        if valid_from is not None
    )
    return SiteHours(rows[0][0] if rows else "UTC", versions, merged(outages))


def hours_of(site_id: int, at: datetime) -> Hours:
    """The hours in force at the site at that moment. A site that never told its hours is open around the clock."""
    return hours_at_site(site_id).at(at)


def outages_of(site_id: int) -> list[Outage]:
    """The outages that were declared at the site, the newest first, those taken back too."""
    return list(Outage.objects.filter(site_id=site_id).order_by("-starts_at", "-id"))
