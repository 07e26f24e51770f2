"""Service time by hand: every row was worked out with a calendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.ground.hours.notation import WEEKDAYS, WrongHours, written
from wellserved.ground.hours.rules import (
    ALWAYS,
    Hours,
    add_service_time,
    is_open,
    next_opening,
    openings,
    service_seconds,
)

LONDON, AMSTERDAM = "Europe/London", "Europe/Amsterdam"
MINUTE, HOUR = 60, 3600


def week(*days: str, at: list[list[str]]) -> dict[str, list[list[str]]]:
    return dict.fromkeys(days, at)


WEEKDAYS_9_TO_17 = week("mon", "tue", "wed", "thu", "fri", at=[["09:00", "17:00"]])
CHRISTMAS = {"2026-12-25": [], "2026-12-26": [], "2026-12-24": [["09:00", "12:00"]]}

OFFICE = written(WEEKDAYS_9_TO_17, CHRISTMAS, LONDON)
SALON = written(week("tue", "wed", at=[["09:00", "13:00"], ["14:00", "18:00"]]), {}, LONDON)
BAR = written(week("fri", "sat", at=[["18:00", "02:00"]]), {}, AMSTERDAM)
HOTEL = written(week(*WEEKDAYS, at=[["00:00", "00:00"]]), {}, LONDON)
NIGHT_DESK = written(week(*WEEKDAYS, at=[["22:00", "06:00"]]), {}, AMSTERDAM)
QUAY = written(week(*WEEKDAYS, at=[["07:00", "01:00"]]), {}, AMSTERDAM)
NEVER = written({}, {}, LONDON)
FAIR = written({}, {"2026-11-28": [["10:00", "16:00"]], "2026-11-29": [["10:00", "14:00"]]}, LONDON)
OVERLAPPING = written(week("mon", at=[["09:00", "12:00"], ["11:00", "14:00"]]), {}, LONDON)
SILLY = written({**week("mon", at=[["20:00", "08:00"]]), **week("tue", at=[["07:00", "09:00"]])}, {}, LONDON)


def moment(text: str, zone: str = LONDON) -> datetime:
    """ "2026-11-18 10:00" in local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# Wednesday 18 November 2026 is an ordinary day; the clocks change on 29 March and 25 October.
ELAPSED = [
    ("within one morning", OFFICE, "2026-11-18 10:00", "2026-11-18 11:30", 90 * MINUTE),
    ("nothing between equal moments", OFFICE, "2026-11-18 10:00", "2026-11-18 10:00", 0),
    ("nothing backwards", OFFICE, "2026-11-18 11:00", "2026-11-18 10:00", 0),
    ("from before opening", OFFICE, "2026-11-18 07:00", "2026-11-18 09:30", 30 * MINUTE),
    ("till after closing", OFFICE, "2026-11-18 16:30", "2026-11-18 20:00", 30 * MINUTE),
    ("all night", OFFICE, "2026-11-18 17:00", "2026-11-19 09:00", 0),
    ("over night", OFFICE, "2026-11-18 16:00", "2026-11-19 10:00", 2 * HOUR),
    ("over a weekend", OFFICE, "2026-11-20 16:00", "2026-11-23 10:00", 2 * HOUR),
    ("a whole week", OFFICE, "2026-11-16 00:00", "2026-11-23 00:00", 40 * HOUR),
    ("only a weekend", OFFICE, "2026-11-21 00:00", "2026-11-23 00:00", 0),
    ("over lunch", SALON, "2026-11-18 12:30", "2026-11-18 14:30", HOUR),
    ("during lunch", SALON, "2026-11-18 13:10", "2026-11-18 13:50", 0),
    ("closed for days", SALON, "2026-11-18 17:00", "2026-11-24 10:00", 2 * HOUR),
    ("a short Christmas Eve", OFFICE, "2026-12-24 11:00", "2026-12-24 16:00", HOUR),
    ("over Christmas", OFFICE, "2026-12-24 11:00", "2026-12-28 10:00", 2 * HOUR),
    ("past midnight", BAR, "2026-11-20 23:00", "2026-11-21 01:00", 2 * HOUR),
    ("after midnight, of yesterday's night", BAR, "2026-11-21 01:00", "2026-11-21 03:00", HOUR),
    ("two nights", BAR, "2026-11-20 12:00", "2026-11-22 12:00", 16 * HOUR),
    ("around the clock for a week", HOTEL, "2026-11-16 00:00", "2026-11-23 00:00", 168 * HOUR),
    ("always", ALWAYS, "2026-11-16 00:00", "2026-11-16 00:01", MINUTE),
    ("never", NEVER, "2026-11-16 00:00", "2027-11-16 00:01", 0),
    ("only on the days of the fair", FAIR, "2026-01-01 00:00", "2026-12-31 00:00", 10 * HOUR),
    ("overlapping intervals count once", OVERLAPPING, "2026-11-16 00:00", "2026-11-17 00:00", 5 * HOUR),
    ("overlapping days count once", SILLY, "2026-11-16 00:00", "2026-11-18 00:00", 13 * HOUR),
    ("the night the clocks go back is longer", NIGHT_DESK, "2026-10-24 22:00", "2026-10-25 06:00", 9 * HOUR),
    ("the night they go forward is shorter", NIGHT_DESK, "2026-03-28 22:00", "2026-03-29 06:00", 7 * HOUR),
    ("a day with 25 hours", HOTEL, "2026-10-25 00:00", "2026-10-26 00:00", 25 * HOUR),
    ("a day with 23 hours", HOTEL, "2026-03-29 00:00", "2026-03-30 00:00", 23 * HOUR),
]  # fmt: skip

DUE = [
    ("at once", OFFICE, "2026-11-21 03:00", 0, "2026-11-21 03:00"),
    ("the same morning", OFFICE, "2026-11-18 10:00", 2 * HOUR, "2026-11-18 12:00"),
    ("exactly at closing", OFFICE, "2026-11-18 16:00", HOUR, "2026-11-18 17:00"),
    ("a second later is tomorrow", OFFICE, "2026-11-18 16:00", HOUR + 1, "2026-11-19 09:00:01"),
    ("written at night", OFFICE, "2026-11-18 03:00", HOUR, "2026-11-18 10:00"),
    ("written on Friday evening", OFFICE, "2026-11-20 18:00", 4 * HOUR, "2026-11-23 13:00"),
    ("two minutes before closing on Christmas Eve", OFFICE, "2026-12-24 11:58", 4 * HOUR, "2026-12-28 12:58"),
    ("three working days", OFFICE, "2026-11-18 12:00", 24 * HOUR, "2026-11-23 12:00"),
    ("over lunch", SALON, "2026-11-18 12:30", HOUR, "2026-11-18 14:30"),
    ("closed from Wednesday to Tuesday", SALON, "2026-11-18 17:30", HOUR, "2026-11-24 09:30"),
    ("past midnight", BAR, "2026-11-20 23:30", HOUR, "2026-11-21 00:30"),
    ("from the night into the next evening", BAR, "2026-11-21 01:30", HOUR, "2026-11-21 18:30"),
    ("always", ALWAYS, "2026-11-21 23:30", HOUR, "2026-11-22 00:30"),
    ("never", NEVER, "2026-11-21 23:30", HOUR, None),
    ("more than the fair has", FAIR, "2026-11-01 00:00", 11 * HOUR, None),
    ("as much as the fair has", FAIR, "2026-11-01 00:00", 10 * HOUR, "2026-11-29 14:00"),
    ("longer than anybody lives", SALON, "2026-11-01 00:00", 10**9, None),
    ("while the clocks go back", NIGHT_DESK, "2026-10-25 00:00", 4 * HOUR, "2026-10-25 03:00"),
    ("while the clocks go forward", NIGHT_DESK, "2026-03-29 00:00", 4 * HOUR, "2026-03-29 05:00"),
]  # fmt: skip

NEXT = [
    ("open now", OFFICE, "2026-11-18 10:00", "2026-11-18 10:00"),
    ("at opening", OFFICE, "2026-11-18 09:00", "2026-11-18 09:00"),
    ("at closing", OFFICE, "2026-11-18 17:00", "2026-11-19 09:00"),
    ("on a holiday", OFFICE, "2026-12-25 10:00", "2026-12-28 09:00"),
    ("during lunch", SALON, "2026-11-18 13:00", "2026-11-18 14:00"),
    ("after midnight, still open", BAR, "2026-11-21 01:59", "2026-11-21 01:59"),
    ("when the night is over", BAR, "2026-11-22 02:00", "2026-11-27 18:00"),
    ("around the clock", HOTEL, "2026-11-22 00:00", "2026-11-22 00:00"),
    ("never", NEVER, "2026-11-22 00:00", None),
    ("after the fair", FAIR, "2026-11-29 14:00", None),
]  # fmt: skip


@pytest.mark.parametrize(("case", "hours", "start", "end", "seconds"), ELAPSED)
def test_service_time_between(case: str, hours: Hours, start: str, end: str, seconds: float) -> None:
    zone = hours.zone.key if hours is not ALWAYS else LONDON
    assert service_seconds(hours, moment(start, zone), moment(end, zone)) == seconds


@pytest.mark.parametrize(("case", "hours", "start", "seconds", "due"), DUE)
def test_due_after_service_time(case: str, hours: Hours, start: str, seconds: float, due: str | None) -> None:
    zone = hours.zone.key if hours is not ALWAYS else LONDON
    assert add_service_time(hours, moment(start, zone), seconds) == (due and moment(due, zone))


@pytest.mark.parametrize(("case", "hours", "at", "opens"), NEXT)
def test_open_or_opening_next(case: str, hours: Hours, at: str, opens: str | None) -> None:
    zone = hours.zone.key
    assert next_opening(hours, moment(at, zone)) == (opens and moment(opens, zone))
    assert is_open(hours, moment(at, zone)) == (at == opens)


@pytest.mark.parametrize(
    ("weekly", "holidays", "says"),
    [
        ({"monday": []}, {}, "'monday' is not a weekday"),
        ({"mon": [["9am", "17:00"]]}, {}, "mon: '9am' is not a time of day"),
        ({"mon": [["09:00", "25:00"]]}, {}, "mon: '25:00' is not a time of day"),
        ({"mon": [["24:00", "02:00"]]}, {}, "mon: 24:00 can be a closing time only"),
        ({"mon": [["09:00"]]}, {}, "mon: an interval is an opening and a closing time"),
        ({"mon": "09:00-17:00"}, {}, "mon: write a list of intervals"),
        ({}, {"25 December": []}, "'25 December' is not a date"),
    ],
)
def test_wrong_hours_are_told_with_their_place(
    weekly: dict[str, object], holidays: dict[str, object], says: str
) -> None:
    with pytest.raises(WrongHours, match=says):
        written(weekly, holidays, LONDON)


times = st.integers(0, 23 * 60 + 59).map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")
intervals = st.lists(st.tuples(times, times), max_size=3)
dates = st.dates(datetime(2026, 3, 20, tzinfo=UTC).date(), datetime(2026, 4, 5, tzinfo=UTC).date())
some_hours = st.builds(
    written,
    st.dictionaries(st.sampled_from(WEEKDAYS), intervals, max_size=7),
    st.dictionaries(dates.map(str), intervals, max_size=3),
    st.sampled_from([LONDON, AMSTERDAM, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
moments = st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 10), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=60, deadline=None)
@given(some_hours, moments, moments, moments)
def test_service_time_adds_up(hours: Hours, a: datetime, b: datetime, c: datetime) -> None:
    first, second, third = sorted((a, b, c))
    whole = service_seconds(hours, first, third)
    assert whole == pytest.approx(service_seconds(hours, first, second) + service_seconds(hours, second, third))
    assert 0 <= whole <= (third - first).total_seconds()


@settings(max_examples=60, deadline=None)
@given(some_hours, moments, st.integers(1, 200 * HOUR))
def test_the_due_moment_is_the_first_with_that_much_service(hours: Hours, start: datetime, seconds: int) -> None:
    due = add_service_time(hours, start, seconds)
    if due is not None:
        assert service_seconds(hours, start, due) == seconds
        assert service_seconds(hours, start, due - timedelta(microseconds=1)) < seconds


@settings(max_examples=40, deadline=None)
@given(some_hours, moments)
def test_openings_are_in_order_and_apart(hours: Hours, start: datetime) -> None:
    reached = start
    for (opens, closes), _ in zip(openings(hours, start), range(50), strict=False):
        assert reached <= opens < closes
        reached = closes
