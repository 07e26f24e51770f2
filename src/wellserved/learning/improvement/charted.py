"""A measure with its control chart; apart from how it is made, so that a page can name it without NumPy."""

from dataclasses import dataclass
from datetime import date, timedelta

from wellserved.learning.improvement.calendar import LENGTHS, Calendar
from wellserved.learning.improvement.measure import Measure
from wellserved.learning.improvement.series import Point
from wellserved.learning.improvement.telling import Happened, Told
from wellserved.measures.chart import Chart

LATELY = 4  # a signal that reaches the last four points is news


@dataclass(frozen=True, slots=True)
class Charted:
    """A measure with its chart, its signals in words (the latest first) and what happened meanwhile."""

    measure: Measure
    calendar: Calendar
    points: tuple[Point, ...]
    chart: Chart
    signals: tuple[Told, ...]
    happened: tuple[Happened, ...]

    @property
    def values(self) -> list[float | None]:
        return [point.value(self.measure.unit) for point in self.points]

    @property
    def news(self) -> Told | None:
        """The latest signal, if it is recent."""
        recent = [one for one in self.signals if one.last >= len(self.points) - LATELY]
        return recent[0] if recent else None

    @property
    def marks(self) -> tuple[tuple[int, str], ...]:
        """Where in the chart things happened: the index of the point and the text."""
        found = ((self.index_of(one.day), one) for one in self.happened)
        return tuple((index, f"{one.text} ({one.place})" if one.place else one.text) for index, one in found)

    def index_of(self, day: date) -> int:
        """The point in which a day lies; one past the last for what happened since."""
        firsts = [point.first for point in self.points]
        return firsts.index(first) if (first := self.calendar.bucket(day)) in firsts else len(firsts)

    def phase_of(self, day: date) -> int:
        """The first point that lies mostly after that day."""
        return self.index_of(day + (LENGTHS[self.calendar.per] - timedelta(days=1)) // 2)

    @property
    def spans(self) -> tuple[tuple[int, int, int], ...]:
        """The first and last point of each signal, and its side."""
        return tuple((one.first, one.last, one.side) for one in self.signals)
