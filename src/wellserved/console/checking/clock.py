from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection

from wellserved.console.checking import Finding
from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.journal import reads as journal

TOLERATED = timedelta(seconds=2)


def look() -> Iterator[Finding]:
    zones = {site.time_zone for site in accounts.all_sites()} | {"Europe/London"}
    unknown = sorted(zone for zone in zones if not _is_known(zone))
    if unknown:
        yield Finding(
            f"this machine does not know {', '.join(unknown)}", "install its time zones: apt-get install tzdata"
        )
    else:
        yield Finding(f"the time zones of all sites are known, it is {clock.now():%Y-%m-%d %H:%M:%S} UTC")
    if connection.vendor == "postgresql":
        yield _drift()
    latest = journal.latest_recorded_at()
    if latest and latest > clock.now() + TOLERATED:
        yield Finding(
            f"the journal knows of {latest:%Y-%m-%d %H:%M:%S} UTC, which is yet to come", "set this machine's clock"
        )


def _drift() -> Finding:
    with connection.cursor() as cursor:
        before = clock.now()
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    drift = abs(theirs - before)
    if drift > TOLERATED:
        return Finding(f"this machine and the database differ by {drift.total_seconds():.0f} s", "set both by NTP")
    return Finding("this machine and the database agree on the time")


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
