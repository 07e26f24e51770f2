"""Service time against somebody who looks at the clock on the wall every quarter of an hour, in weeks
when the clocks are moved."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.ground.hours.rules import (
    MINUTES_OF_A_DAY,
    Hours,
    Minutes,
    add_service_time,
    is_open,
    merged,
    service_seconds,
    with_outages,
)

QUARTER = timedelta(minutes=15)
A_DAY = 96  # quarters
DAYS = 9  # the third to the seventh are looked at: long nights reach beyond them
WEEKS = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),  # at midnight
    ("Africa/Cairo", date(2026, 4, 24)),  # the day begins at one o'clock
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # by half an hour
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that never was
]


class Wall:
    """What the clock on the wall shows, quarter by quarter."""

    def __init__(self, name: str, middle: date) -> None:
        self.zone = ZoneInfo(name)
        self.begins = datetime.combine(middle - timedelta(days=4), time(12), UTC)

    @cached_property
    def shows(self) -> list[datetime]:
        return [self.at(quarter).astimezone(self.zone).replace(tzinfo=None) for quarter in range(DAYS * A_DAY)]

    @cached_property
    def first(self) -> dict[datetime, int]:
        return {shown: quarter for quarter, shown in reversed(list(enumerate(self.shows)))}

    def at(self, quarter: int) -> datetime:
        return self.begins + quarter * QUARTER

    def quarter(self, day: date, minutes: int) -> int:
        """When it shows that for the first time; for what it skips, as if nobody had moved it."""
        wanted = datetime.combine(day, time()) + timedelta(minutes=minutes)
        before = next((back for back in range(2 * A_DAY) if wanted - back * QUARTER in self.first), None)
        return 0 if before is None else self.first[wanted - before * QUARTER] + before

    def opened(self, hours: Hours) -> list[bool]:
        found = [False] * len(self.shows)
        for day in sorted({shown.date() for shown in self.shows[: -2 * A_DAY]}):
            for opens, closes in hours.holidays.get(day, hours.weekly[day.weekday()]):
                for quarter in range(self.quarter(day, opens), self.quarter(day, closes)):
                    found[quarter] = True
        return found


wall = lru_cache(Wall)
of_day = st.integers(0, A_DAY - 1).map(lambda quarter: quarter * 15)
intervals = st.lists(
    st.tuples(of_day, of_day).map(lambda two: (two[0], two[1] if two[1] > two[0] else two[1] + MINUTES_OF_A_DAY)),
    max_size=3,
).map(lambda some: tuple(sorted(some)))
looked_at = st.integers(2 * A_DAY, 7 * A_DAY)


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week[0])
@settings(max_examples=15, deadline=None)
@given(st.tuples(*[intervals] * 7), st.none() | intervals, looked_at, looked_at, looked_at, st.integers(0, 40))
def test_as_somebody_counts_who_looks_every_quarter_of_an_hour(
    week: tuple[str, date],
    weekly: tuple[tuple[Minutes, ...], ...],
    special: tuple[Minutes, ...] | None,
    start: int,
    end: int,
    dark: int,
    lasting: int,
) -> None:
    clock = wall(*week)
    hours = Hours(clock.zone, weekly, {} if special is None else {week[1]: special})
    opened = clock.opened(hours)
    opened[dark : dark + lasting] = [False] * lasting
    hours = with_outages(hours, merged([(clock.at(dark), clock.at(dark + lasting))]))
    served = sum(opened[start:end])
    assert service_seconds(hours, clock.at(start), clock.at(end)) == 15 * 60 * served
    assert is_open(hours, clock.at(start)) == opened[start]
    if served:
        last = max(quarter for quarter in range(start, end) if opened[quarter])
        assert add_service_time(hours, clock.at(start), 15 * 60 * served) == clock.at(last + 1)
