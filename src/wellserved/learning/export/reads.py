"""The rows of the export, each with its local day, in the order of time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery

from wellserved.ground.accounts.models import Site
from wellserved.learning.feedback.models import Response
from wellserved.learning.insight.rules import OVERALL, local_day
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import Measurement

Row = dict[str, Any]
MEASUREMENTS, ANSWERS = "measurements", "answers"
WORST_ZONE = timedelta(hours=14)  # how far a local day may begin before the UTC day of its name


def rows(table: str, start: date) -> Iterator[Row]:
    """Those of `table` from the local day `start` on; KeyError for a table that is none."""
    zones = dict(Site.objects.values_list("id", "time_zone"))
    since = datetime.combine(start, time(), UTC) - WORST_ZONE
    for row in {MEASUREMENTS: _measurements, ANSWERS: _answers}[table](since):
        day = local_day(row["at"], zones[row["site_id"]])
        if day >= start:
            yield {"day": day, **row}


def first_day(table: str) -> date | None:
    """Of the oldest row; None if there is none."""
    oldest: datetime | None
    if table == MEASUREMENTS:
        oldest = Measurement.objects.order_by("at").values_list("at", flat=True).first()
    else:
        oldest = Response.objects.order_by("answered_at").values_list("answered_at", flat=True).first()
    return oldest.date() - timedelta(days=1) if oldest else None


def _measurements(since: datetime) -> Iterator[Row]:
    matter = Conversation.objects.filter(id=OuterRef("conversation_id"))
    about = {name: Subquery(matter.values(name)) for name in ("channel", "topic")}
    named = {"key": F("standard__key"), "dimension": F("standard__dimension")}
    columns = ("at", "started_at", "site_id", "team_id", "staff_id", "conversation_id", "standard_id")
    found: Any = Measurement.objects.filter(at__gte=since).exclude(verdict=Measurement.NOT_APPLICABLE)
    found = found.annotate(**about, **named).order_by("at", "id")
    yield from found.values(*columns, "verdict", "value", *about, *named).iterator(2000)


def _answers(since: datetime) -> Iterator[Row]:
    found = Response.objects.filter(answered_at__gte=since).prefetch_related("ratings")
    for response in found.order_by("answered_at", "id").iterator(2000):
        head: Row = {
            "at": response.answered_at,
            "response_id": response.id,
            **{name: getattr(response, name) for name in ("site_id", "team_id", "staff_id", "conversation_id")},
        }
        levels = ("desired", "adequate", "perceived")
        if response.comparison is not None:
            yield {**head, "dimension": OVERALL, "comparison": response.comparison, **dict.fromkeys(levels)}
        for rating in response.ratings.all():
            said = {name: getattr(rating, name) for name in levels}
            yield {**head, "dimension": rating.dimension, "comparison": rating.comparison, **said}
