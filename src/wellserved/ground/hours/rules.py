"""The arithmetic of service time: whole openings are added up, day by day; nothing is counted by the minute."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
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
    On a day that a place skips altogether (Samoa went to bed on 29 December 2011 and woke on the 31st) nobody serves.
    """

    zone: ZoneInfo
    weekly: tuple[tuple[Minutes, ...], ...]
    holidays: Mapping[date, tuple[Minutes, ...]] = field(default_factory=dict, hash=False)
    outages: tuple[Opening, ...] = ()  # when nobody could serve, however open it was; in order, not overlapping
    # Days that were worked out already, so that a long wait costs a look-up a day.
    _days: dict[date, tuple[Opening, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of_day(self, day: date) -> tuple[Opening, ...]:
        """The openings that begin on this local day, in order; they may touch or overlap."""
        known = self._days.get(day)
        if known is None:
            minutes = self.holidays.get(day, self.weekly[day.weekday()]) if self._exists(day) else ()
            moments = ((self.moment(day, opens), self.moment(day, closes)) for opens, closes in minutes)
            known = self._days[day] = tuple(sorted((opens, closes) for opens, closes in moments if opens < closes))
        return known

    def _exists(self, day: date) -> bool:
        return self.moment(day, 0).astimezone(self.zone).date() == day

    def moment(self, day: date, minutes: int) -> datetime:
        """The moment that many local minutes after midnight; more than a day's are the next day's."""
        days, rest = divmod(minutes, MINUTES_OF_A_DAY)
        local = datetime.combine(day + days * DAY, time(rest // 60, rest % 60), self.zone)
        return local.astimezone(UTC)

    def days_from(self, day: date) -> Iterator[date]:
        """The days from this one on that may have an opening, up to the horizon."""
        if any(self.weekly):
            return (day + n * DAY for n in range(HORIZON_DAYS))
        return iter(sorted(special for special, minutes in self.holidays.items() if special >= day and minutes))


AROUND_THE_CLOCK: tuple[tuple[Minutes, ...], ...] = (((0, MINUTES_OF_A_DAY),),) * 7
ALWAYS = Hours(ZoneInfo("UTC"), AROUND_THE_CLOCK)


@lru_cache(maxsize=512)
def always(zone: str) -> Hours:
    """Around the clock, where the days begin at that zone's midnight."""
    return Hours(ZoneInfo(zone), AROUND_THE_CLOCK)


def never_closes(hours: Hours) -> bool:
    return hours.weekly is AROUND_THE_CLOCK and not hours.outages and not hours.holidays


@lru_cache(maxsize=256)
def with_outages(hours: Hours, outages: tuple[Opening, ...]) -> Hours:
    """The same hours, without what fell out."""
    return replace(hours, outages=outages, _days=hours._days)


def merged(spans: Iterable[Opening]) -> tuple[Opening, ...]:
    """The same time in spans that neither overlap nor touch, in order; empty ones are left out."""
    found: list[Opening] = []
    for begins, ends in sorted(span for span in spans if span[0] < span[1]):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return tuple(found)


def openings(hours: Hours, start: datetime) -> Iterator[Opening]:
    """What is open after `start`, in order, up to the horizon; two openings may touch, never overlap."""
    if not hours.outages:
        yield from _scheduled(hours, start)
        return
    for opens, closes in _scheduled(hours, start):
        for begins, ends in hours.outages:
            if begins < closes and ends > opens:
                if begins > opens:
                    yield opens, begins
                opens = ends
        if opens < closes:
            yield opens, closes


def _scheduled(hours: Hours, start: datetime) -> Iterator[Opening]:
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
    if never_closes(hours):
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
    if never_closes(hours):
        return start + left
    for opens, closes in openings(hours, start):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return None


def by_local_time(hours: Hours, start: datetime, minutes: int, days: int) -> datetime | None:
    """When it is `minutes` after local midnight, `days` serving days on; None if it never will be.

    The first day is that of `start`, or the next one on which the site serves after it; one on which that time is
    over already does not count. Where an outage lasts over that time, it is the same time of the next serving day.
    """
    first = next_opening(hours, start)
    if first is None:
        return None
    serving = (day for day in hours.days_from(first.astimezone(hours.zone).date()) if hours.of_day(day))
    moments = (hours.moment(day, minutes) for day in serving)
    due = islice((moment for moment in moments if moment >= start), days, None)
    return next(
        (moment for moment in due if not any(begins < moment <= ends for begins, ends in hours.outages)), None
    )


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether the site is open at that moment; the moment of closing is closed."""
    return next_opening(hours, at) == at


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """`at` itself while the site is open, else when it opens next; None if it never will."""
    return next((opens for opens, _ in openings(hours, at)), None)
