"""From what was announced to what is added to the figures. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wellserved.measures.servqual import category_of_comparison, satisfaction_category
from wellserved.serving.conversations.events import ConversationOpened, GroupsSet, InspectionOpened, TopicSet

OVERALL = "overall"
COMPARISON, LEVELS = "comparison", "levels"
ALL, STAFF, CHANNEL, WEEKDAY, HOUR, TOPIC, GROUP = "all", "staff", "channel", "weekday", "hour", "topic", "group"

OPENED = (ConversationOpened, InspectionOpened)
TELL_TOPIC, TELL_GROUPS = (*OPENED, TopicSet), (*OPENED, GroupsSet)  # of a matter; the latest one holds

DAY = timedelta(days=1)
Counts = dict[str, int]  # what is added to which column
Perceived = dict[tuple[str, str], Counts]  # by dimension and scale


def local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def perceived(comparison: int | None, ratings: Sequence[Sequence[Any]]) -> Perceived:
    """What one answer adds: ratings are [dimension, comparison, desired, adequate, perceived], None where not said.

    Three levels count when all three were given.
    """
    found: Perceived = {}
    for dimension, compared, desired, adequate, got in ([OVERALL, comparison, None, None, None], *ratings):
        if compared is not None:
            found[dimension, COMPARISON] = _counts(compared, category_of_comparison(compared))
        if desired is not None and adequate is not None and got is not None:
            levels = {"desired_sum": desired, "adequate_sum": adequate, "perceived_sum": got}
            levels |= {"desired_squares": desired**2, "perceived_squares": got**2}
            category = satisfaction_category(desired, adequate, got)
            found[dimension, LEVELS] = _counts(got - desired, category) | levels
    return found


def _counts(gap: int, category: str) -> Counts:
    return {"answers": 1, "gap_sum": gap, "gap_squares": gap * gap, category: 1}


def less(now: Perceived, before: Perceived) -> Perceived:
    """`now` minus `before`; only what is different."""
    changed: Perceived = {}
    for key in now.keys() | before.keys():
        this, that = now.get(key, {}), before.get(key, {})
        counts = {name: this.get(name, 0) - that.get(name, 0) for name in this.keys() | that.keys()}
        if any(counts.values()):
            changed[key] = counts
    return changed


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who served, by which way, about what, whom, and when it began (weekday 0 is Monday, both the site's own)."""

    staff_id: int
    channel: str
    topic: str
    groups: tuple[str, ...]
    weekday: int
    hour: int

    @classmethod
    def of(
        cls,
        began_at: datetime,
        zone: str,
        *,
        staff_id: int | None,
        channel: str | None,
        topic: str | None,
        groups: Sequence[str],
    ) -> "Circumstances":
        began = began_at.astimezone(ZoneInfo(zone))
        return cls(staff_id or 0, channel or "", topic or "", tuple(groups), began.weekday(), began.hour)

    def cuts(self) -> Iterator[tuple[str, str]]:
        """The cut and its value, for each way of looking at it; a customer may be of several groups, or of none."""
        yield ALL, ""
        if self.staff_id:
            yield STAFF, str(self.staff_id)
        yield CHANNEL, self.channel
        yield WEEKDAY, str(self.weekday)
        yield HOUR, str(self.hour)
        if self.topic:
            yield TOPIC, self.topic
        for group in self.groups:
            yield GROUP, group[:60]


SPANS = (28, 7, 1)  # days of which sums are kept; each lies within one of those before it


def first_of(span: int, day: date) -> date:
    """The day on which the span of so many days begins that `day` lies in; weeks begin on Mondays."""
    return date.fromordinal(day.toordinal() - (day.toordinal() - 1) % span)


def monday_of(day: date) -> date:
    return first_of(7, day)


def stretches(start: date, end: date, spans: Sequence[int] = SPANS) -> Iterator[tuple[int, date, date]]:
    """The days from `start` to `end`, both included, as few spans: how long, and where the first and the last begin.

    `spans` are a part of SPANS, in its order, down to the single day; `end` before `start` is no day at all.
    """
    if start > end:
        return
    span, *shorter = spans
    length = timedelta(days=span)
    first, beyond = first_of(span, start + length - DAY), first_of(span, end + DAY)
    if first < beyond:
        yield span, first, beyond - length
        yield from stretches(start, first - DAY, shorter)
        yield from stretches(beyond, end, shorter)
    else:
        yield from stretches(start, end, shorter)
