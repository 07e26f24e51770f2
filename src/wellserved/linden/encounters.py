"""Visits, calls and orders: how each will go, before it is lived. Pure.

The simulator lives them by the real actions (meeting.py); a test that needs many years counts them by themselves.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from wellserved.linden.causes import CAUSES, Causes
from wellserved.linden.company import HAIR, HOTELS, PANTRY, STAFF, SiteFacts, StaffFacts
from wellserved.linden.rhythm import poisson

VISIT, CALL, ORDER = "visit", "call", "order"
A_DAY = {HOTELS: {VISIT: 2.0, CALL: 0.9}, HAIR: {VISIT: 0.6, CALL: 0.9}, PANTRY: {ORDER: 1.7}}
HOURS = {
    HOTELS: (0, 0, 0, 0, 0, 0, 0, 3, 5, 6, 6, 5, 4, 5, 8, 9, 9, 9, 9, 8, 7, 5, 4, 1),
    HAIR: (0, 0, 0, 0, 0, 0, 0, 0, 2, 9, 9, 8, 5, 6, 9, 9, 9, 8, 4, 3, 0, 0, 0, 0),
    PANTRY: (0, 0, 0, 0, 0, 0, 0, 0, 4, 9, 9, 9, 5, 6, 8, 8, 7, 5, 0, 0, 0, 0, 0, 0),
}  # the hour from midnight on: how much more than another

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
GREETED_AFTER = {HOTELS: 11.0, HAIR: 11.0}  # seconds; half are greeted sooner
ANSWERED_AFTER = 7.5
SECONDS_SPREAD = 0.6  # sigma of the logarithm
SEEMS_RIGHT = {VISIT: 14.0, CALL: 10.0, ORDER: 10.0}  # seconds
ROOM_QUOTED, ROOM_READY = 60.0, 41.0  # minutes
PARCEL_QUOTED, PARCEL_TAKES = 3.0, 2.6  # days
HELD, HOLD_SECONDS = 0.2, 17.0
ROOM_NOT_READY, SAYS_HOW_IT_WAS, TO_HOUSEKEEPING = 0.3, 0.95, 0.2
NAMED, LISTENED = 0.65, 0.88  # the share who hear their name, and who are asked before anybody cuts
WARMTH_NAMES = 0.32  # what a point of warmth adds to the first


@dataclass(frozen=True)
class Encounter:
    """`moments` are noted so long after it began; `quoted` is when a time is named, and until when that is.

    `observed` is what the customer says of it, by the standard's key. `wait_ratio` as in perception.Treatment.
    """

    kind: str
    site: SiteFacts
    team: str
    colleague: StaffFacts
    moments: tuple[tuple[timedelta, str], ...]
    wait_ratio: float
    quoted: tuple[timedelta, timedelta] | None = None
    observed: tuple[tuple[str, bool], ...] = ()

    @property
    def channel(self) -> str:
        return "in_person" if self.kind == VISIT else "phone"

    @property
    def topic(self) -> str:
        return "arrival" if self.kind == VISIT and self.site.line == HOTELS else ""


def of_day(
    site: SiteFacts, day: date, until: datetime, *, seed: int, size: float = 1.0, causes: Causes = CAUSES
) -> Iterator[tuple[datetime, Encounter, Random]]:
    """Who comes in, calls or orders on a local day while the site is open: when, how it goes, their own dice."""
    zone, rng = ZoneInfo(site.time_zone), Random(f"{seed}:{site.slug}:{day}:met")
    for kind, a_day in A_DAY[site.line].items():
        for hour in rng.choices(range(24), HOURS[site.line], k=poisson(a_day * size, rng)):
            local = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), tzinfo=zone)
            own = Random(rng.getrandbits(64))
            if is_open(site, local):
                yield local, encounter(site, kind, local, until, own, causes), own


def is_open(site: SiteFacts, local: datetime) -> bool:
    """By its weekly hours; an interval that ends where it begins lasts all day, one that ends before it, past
    midnight."""
    at = f"{local:%H:%M}"
    intervals = site.weekly.get(f"{local:%a}".lower(), [])
    return any(opens <= at and (at < closes or closes <= opens) for opens, closes in intervals)


def encounter(
    site: SiteFacts, kind: str, local: datetime, until: datetime, rng: Random, causes: Causes = CAUSES
) -> Encounter:
    """How it goes."""
    factor = causes.factor(site.slug, local, until)
    team = (
        "Housekeeping" if kind == CALL and site.line == HOTELS and rng.random() < TO_HOUSEKEEPING else site.teams[0]
    )
    there = [one for one in STAFF if site.slug in one.sites and one.team == team]
    colleague = rng.choices(there, [1 / one.pace for one in there])[0]
    if kind == VISIT:
        return _visit(site, team, colleague, factor, causes.warmth.get(colleague.name, 0.0), rng)
    waited = _lasting(ANSWERED_AFTER * factor, rng)
    ratio = waited / (SEEMS_RIGHT[kind] * SECOND)
    if kind == ORDER:
        takes = _lasting(PARCEL_TAKES, rng, spread=0.07, unit=DAY * causes.factor_of_parcels(site.slug, local, until))
        moments = ((waited, "answered"), (takes, "delivered"))
        quoted = (waited + MINUTE, PARCEL_QUOTED * DAY)
        return Encounter(kind, site, team, colleague, moments, ratio, quoted)
    return Encounter(kind, site, team, colleague, tuple(_call(waited, rng)), ratio)


def _visit(site: SiteFacts, team: str, colleague: StaffFacts, factor: float, warmth: float, rng: Random) -> Encounter:
    waited = _lasting(GREETED_AFTER[site.line] * factor, rng)
    moments, quoted = [(waited, "greeted")], None
    if site.line == HOTELS and rng.random() < ROOM_NOT_READY:
        quoted = (waited + MINUTE, waited + ROOM_QUOTED * MINUTE)
        moments.append((waited + _lasting(ROOM_READY, rng, spread=0.2, unit=MINUTE), "ready"))
    observed = []
    if rng.random() < SAYS_HOW_IT_WAS:
        key, share = ("name-used-at-arrival", NAMED) if site.line == HOTELS else ("talk-before-scissors", LISTENED)
        observed.append((key, rng.random() < share + WARMTH_NAMES * warmth))
    ratio = waited / (SEEMS_RIGHT[VISIT] * SECOND)
    return Encounter(VISIT, site, team, colleague, tuple(moments), ratio, quoted, tuple(observed))


def _call(waited: timedelta, rng: Random) -> Iterator[tuple[timedelta, str]]:
    yield waited, "answered"
    if rng.random() < HELD:
        begins = waited + 30 * SECOND
        held = _lasting(HOLD_SECONDS, rng, spread=0.35)
        yield begins, "hold began"
        yield begins + held, "hold ended"
        yield begins + held + MINUTE, "call ended"


def _lasting(median: float, rng: Random, *, spread: float = SECONDS_SPREAD, unit: timedelta = SECOND) -> timedelta:
    """Log-normal."""
    return rng.lognormvariate(math.log(median), spread) * unit
