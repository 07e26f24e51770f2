"""When customers write: by hour, weekday and season of each business line. Pure, in the site's local time."""

import math
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from wellserved.linden.company import HAIR, HOTELS, PANTRY, SiteFacts

HOURS = {
    HOTELS: (1, 1, 0, 0, 0, 1, 2, 5, 8, 10, 10, 9, 7, 7, 8, 9, 9, 9, 9, 9, 10, 9, 6, 3),
    HAIR: (0, 0, 0, 0, 0, 0, 1, 4, 9, 11, 10, 8, 10, 8, 6, 6, 8, 10, 11, 10, 8, 5, 3, 1),
    PANTRY: (1, 0, 0, 0, 0, 0, 1, 3, 6, 9, 10, 9, 9, 7, 7, 7, 7, 8, 9, 11, 12, 10, 6, 3),
}  # the hour from midnight on: how much more than another
WEEKDAYS = {
    HOTELS: (1.1, 1.0, 0.95, 1.0, 1.1, 1.0, 0.85),
    HAIR: (1.2, 1.1, 1.1, 1.1, 1.2, 0.9, 0.4),
    PANTRY: (1.4, 1.2, 1.1, 1.0, 0.9, 0.7, 0.7),
}  # from Monday on
SEASONS = {
    HOTELS: (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.3, 1.1, 1.1, 0.8, 1.0),
    HAIR: (0.9, 0.9, 1.0, 1.0, 1.1, 1.1, 0.9, 0.9, 1.0, 1.0, 1.1, 1.4),
    PANTRY: (0.8, 0.8, 0.9, 1.0, 0.9, 0.8, 0.8, 0.8, 0.9, 1.0, 1.3, 1.9),
}  # from January on


def arrivals(site: SiteFacts, day: date, rng: Random, size: float = 1.0) -> list[datetime]:
    """The moments of a local day at which somebody begins a matter with the site, in order."""
    expected = (
        site.conversations_a_day * size * WEEKDAYS[site.line][day.weekday()] * SEASONS[site.line][day.month - 1]
    )
    zone = ZoneInfo(site.time_zone)
    hours = rng.choices(range(24), HOURS[site.line], k=poisson(expected, rng))
    moments = (datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), tzinfo=zone) for hour in hours)
    return sorted(moments)


def poisson(expected: float, rng: Random) -> int:
    """A Poisson number; large means are split, since e**-expected vanishes. Knuth, TAOCP 3.4.1."""
    if expected > 30:
        return poisson(expected / 2, rng) + poisson(expected / 2, rng)
    limit, count, product = math.exp(-expected), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def while_awake(at: datetime, zone: ZoneInfo, rng: Random) -> datetime:
    """`at`, or some time the next morning when it falls into the night: people sleep."""
    local = at.astimezone(zone)
    if 7 <= local.hour < 23:
        return at
    morning = local.date() + timedelta(days=local.hour >= 23)
    return datetime.combine(morning, time(7, rng.randrange(60), rng.randrange(60)), tzinfo=zone) + timedelta(
        hours=rng.expovariate(0.7)
    )
