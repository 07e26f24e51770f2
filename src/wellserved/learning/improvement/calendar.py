"""The weeks or days of a chart: only finished ones, since half a week is no week. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEK, DAY = "week", "day"
LENGTHS = {WEEK: timedelta(weeks=1), DAY: timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Calendar:
    """From `start` to `end` (both included), week by week from Mondays, or day by day; `today` is not over yet."""

    start: date
    end: date
    today: date
    per: str = WEEK

    @property
    def first(self) -> date:
        """The first day that is looked at: a week that was under way when the period began counts as a whole."""
        return self.bucket(self.start)

    @property
    def last(self) -> date:
        return self.beginnings[-1] + LENGTHS[self.per] - timedelta(days=1) if self.beginnings else self.first

    @property
    def beginnings(self) -> tuple[date, ...]:
        """The first days of the finished weeks, or the finished days."""
        length, over = LENGTHS[self.per], min(self.end, self.today - timedelta(days=1))
        finished = ((over - self.first).days + 1) // length.days
        return tuple(self.first + n * length for n in range(max(finished, 0)))

    def bucket(self, day: date) -> date:
        return day - timedelta(days=day.weekday()) if self.per == WEEK else day
