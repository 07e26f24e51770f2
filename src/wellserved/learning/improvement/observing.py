"""Reads: what was observed of an improvement, by the design of its trial; only where the viewer may look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.reads import whose
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback.models import Rating, Response
from wellserved.learning.improvement.calendar import Calendar
from wellserved.learning.improvement.events import TrialEntered
from wellserved.learning.improvement.measure import MEAN, STANDARD, Measure, measure_of
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.series import Point, series
from wellserved.learning.insight.rules import OVERALL
from wellserved.serving.standards.models import Measurement, Standard

LONGEST_BEFORE = timedelta(weeks=26)  # beyond it, other things have changed too
TWO_YEARS = timedelta(weeks=105)  # in which a season shows


@dataclass(frozen=True, slots=True)
class Sides:
    """Of each customer one value: 1 or 0 for a share, else -2 to 2. `entered` customers came into the trial."""

    treated: tuple[float, ...]
    usual: tuple[float, ...]
    entered: int


def by_customer(viewer: Staff, improvement: Improvement) -> Sides:
    """The first value of each customer since they came into the trial: it never changes afterwards, so that looking
    again and again is no cheating. Everybody stays on their side, whether the desk did what it was told or not."""
    entries = Entry.objects.of_kinds(TrialEntered).filter(
        measures__improvement_id=improvement.id, at__gte=improvement.began_at
    )
    if viewer.scope.site_ids is not None:
        entries = entries.filter(site_id__in=viewer.scope.site_ids)
    side_of: dict[int, bool] = {}
    customer_of: dict[int, int] = {}
    rows = entries.order_by("id").values_list("conversation_id", "customer_id", "measures")
    now = whose()  # two who turned out to be one count once, on the side on which they came first
    for conversation_id, entered_as, measures in rows:
        if conversation_id is not None and entered_as is not None:
            customer_id = now.get(entered_as, entered_as)
            side_of.setdefault(customer_id, measures["treated"])
            customer_of[conversation_id] = customer_id
    first: dict[int, float] = {}
    conversations = entries.values("conversation_id")
    for conversation_id, value in _values(viewer, measure_of(improvement.measure), conversations):
        first.setdefault(customer_of[conversation_id], value)
    return Sides(
        tuple(value for customer, value in first.items() if side_of[customer]),
        tuple(value for customer, value in first.items() if not side_of[customer]),
        len(side_of),
    )


def _values(viewer: Staff, measure: Measure, conversations: Any) -> Iterable[tuple[int, float]]:
    """Conversation and value, in order of time."""
    if measure.kind == STANDARD:
        versions = Standard.objects.filter(key=measure.name).values("id")
        verdicts = Measurement.objects.within(viewer.scope).filter(
            standard_id__in=versions,
            verdict__in=(Measurement.MET, Measurement.MISSED),
            conversation_id__in=conversations,
        )
        for id, verdict in verdicts.order_by("at", "id").values_list("conversation_id", "verdict"):
            yield id, float(verdict == Measurement.MET)
        return
    answers = Response.objects.within(viewer.scope).filter(conversation_id__in=conversations)
    given: Any
    if measure.name == OVERALL:
        given = answers.order_by("answered_at", "id").values_list("conversation_id", "comparison")
    else:
        ratings = Rating.objects.filter(response__in=answers, dimension=measure.name)
        given = ratings.order_by("response__answered_at", "response_id")
        given = given.values_list("response__conversation_id", "comparison")
    for id, comparison in given:
        if comparison is not None:
            yield id, float(comparison) if measure.kind == MEAN else float(comparison < 0)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The finished weeks before the trial began, and those since; the one in which it began is neither."""

    before: tuple[Point, ...]
    since: tuple[Point, ...]

    @property
    def n(self) -> int:
        """How much was measured since."""
        return sum(point.of for point in self.since)


def by_week(viewer: Staff, improvement: Improvement, today: date, *, treated: bool) -> Weeks:
    """Of the sites where it is tried, or of those that it is compared with; those of them that are the viewer's.

    As long before as planned for the trial, or as it lasts, but at least 12 weeks and at most 26; with nothing to
    compare with, two years.
    """
    assert improvement.began_at
    ids = [one.site_id for one in improvement.sites.all() if one.treated == treated]
    began = improvement.began_at.date()
    until = improvement.ended_at.date() if improvement.ended_at else today
    span = max(until - began, timedelta(weeks=improvement.planned_weeks), timedelta(weeks=12))
    before = TWO_YEARS if improvement.design == Improvement.BEFORE else min(span, LONGEST_BEFORE)
    calendar = Calendar(began - before, until, today)
    points = series(viewer, calendar, site_ids=ids).get(measure_of(improvement.measure), ()) if ids else ()
    week = calendar.bucket(began)
    return Weeks(
        tuple(point for point in points if point.first < week),
        tuple(point for point in points if point.first > week),
    )
