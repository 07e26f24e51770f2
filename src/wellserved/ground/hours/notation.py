"""How hours are written (`{"mon": [["09:00", "17:30"]]}`) and read; what is wrong is told with its place."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from wellserved.ground.hours.rules import MINUTES_OF_A_DAY, Hours, Minutes

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WrongHours(ValueError):  # noqa: N818 - a fact about what was written
    """The message says which day is wrong, and how it should be written."""


def written(weekly: Mapping[str, Any], holidays: Mapping[str, Any], zone: str) -> Hours:
    """The hours that are written there; WrongHours if they can't be read."""
    for name in weekly:
        if name not in WEEKDAYS:
            raise WrongHours(f"{name!r} is not a weekday; use {', '.join(WEEKDAYS)}.")
    return Hours(
        ZoneInfo(zone),
        tuple(_intervals(name, weekly.get(name, [])) for name in WEEKDAYS),
        {_date(day): _intervals(day, intervals) for day, intervals in holidays.items()},
    )


@lru_cache(maxsize=256)
def from_text(weekly: str, holidays: str, zone: str) -> Hours:
    """The same from JSON texts. Remembered by content, so it is right in every process without being told."""
    return written(json.loads(weekly), json.loads(holidays), zone)


def moment(text: str) -> datetime:
    """A moment as a database writes it; without an offset it is UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _intervals(day: str, intervals: Sequence[Sequence[str]]) -> tuple[Minutes, ...]:
    if not isinstance(intervals, list | tuple):
        raise WrongHours(f'{day}: write a list of intervals such as [["09:00", "17:30"]], not {intervals!r}.')
    return tuple(sorted(_interval(day, interval) for interval in intervals))


def _interval(day: str, interval: Sequence[str]) -> Minutes:
    if not isinstance(interval, list | tuple) or len(interval) != 2:
        raise WrongHours(f'{day}: an interval is an opening and a closing time such as ["09:00", "17:30"].')
    opens, closes = (_minutes(day, time) for time in interval)
    if opens == MINUTES_OF_A_DAY:
        raise WrongHours(f"{day}: 24:00 can be a closing time only; write 00:00 on the next day.")
    return opens, closes if closes > opens else closes + MINUTES_OF_A_DAY


def _minutes(day: str, time: str) -> int:
    hour, colon, minute = time.partition(":") if isinstance(time, str) else ("", "", "")
    digits = (hour + minute).isascii() and hour.isdigit() and minute.isdigit() and len(minute) == 2
    if colon and digits and int(minute) < 60 and int(hour) * 60 + int(minute) <= MINUTES_OF_A_DAY:
        return int(hour) * 60 + int(minute)
    raise WrongHours(f"{day}: {time!r} is not a time of day such as 09:00.")


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise WrongHours(f"{day!r} is not a date such as 2026-12-25.") from None
