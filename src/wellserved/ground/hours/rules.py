"""The arithmetic of service time: whole openings are added up, day by day; nothing is counted by the minute."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTES_OF_A_DAY = 24 * 60
# What a site will not reach in this time it will never reach: a due time further off helps nobody.
HORIZON_DAYS = 3660

Minutes = tuple[int, int]  # opening and closing in local minutes since midnight; closing may be the next day
Opening = tuple[datetime, datetime]  # the same as two moments, in UTC


@dataclass(frozen=True)
class Hours:
    """When a site is open: by weekday (Monday first), and on the dates that are different.

    A local time that the clocks skip is read as if they had not been moved yet; one that comes twice is its first.
    """

    zone: ZoneInfo
    weekly: tuple[tuple[Minutes, ...], ...]
    holidays: Mapping[date, tuple[Minutes, ...]] = field(default_factory=dict, hash=False)
    # Days that were worked out already, so that a long wait costs a look-up a day.
    _days: dict[date, tuple[Opening, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of_day(self, day: date) -> tuple[Opening, ...]:
        """The openings that begin on this local day, in order; they may touch or overlap."""
        known = self._days.get(day)
        if known is None:
            minutes = self.holidays.get(day, self.weekly[day.weekday()])
            moments = ((self._moment(day, opens), self._moment(day, closes)) for opens, closes in minutes)
            known = self._days[day] = tuple(sorted((opens, closes) for opens, closes in moments if opens < closes))
        return known

    def _moment(self, day: date, minutes: int) -> datetime:
        days, rest = divmod(minutes, MINUTES_OF_A_DAY)
        local = datetime.combine(day + days * DAY, time(rest // 60, rest % 60), self.zone)
        return local.astimezone(UTC)

    def days_from(self, day: date) -> Iterator[date]:
        """The days from this one on that may have an opening, up to the horizon."""
        if any(self.weekly):
            return (day + n * DAY for n in range(HORIZON_DAYS))
        return iter(sorted(special for special, minutes in self.holidays.items() if special >= day and minutes))


ALWAYS = Hours(ZoneInfo("UTC"), (((0, MINUTES_OF_A_DAY),),) * 7)  # around the clock


def openings(hours: Hours, start: datetime) -> Iterator[Opening]:
    """What is open after `start`, in order, up to the horizon; two openings may touch, never overlap."""
    reached = start
    first = start.astimezone(hours.zone).date() - 2 * DAY  # a long night may reach two days on
    for day in hours.days_from(first):
        for opens, closes in hours.of_day(day):
            if closes > reached:
                yield max(opens, reached), closes
                reached = closes


def service_seconds(hours: Hours, start: datetime, end: datetime) -> float:
    """How long the site was open between two moments, in seconds; 0.0 when `end` is not after `start`."""
    if end <= start:
        return 0.0
    if hours is ALWAYS:
        return (end - start).total_seconds()
    total = timedelta()
    for opens, closes in openings(hours, start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total.total_seconds()


def add_service_time(hours: Hours, start: datetime, seconds: float) -> datetime | None:
    """The first moment by which the site was open for `seconds` since `start`; None if it never will be.

    0 seconds (or less) are over at `start` itself, open or not.
    """
    left = timedelta(seconds=seconds)
    if left <= timedelta():
        return start
    if hours is ALWAYS:
        return start + left
    for opens, closes in openings(hours, start):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether the site is open at that moment; the moment of closing is closed."""
    return next_opening(hours, at) == at


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """`at` itself while the site is open, else when it opens next; None if it never will."""
    return next((opens for opens, _ in openings(hours, at)), None)
