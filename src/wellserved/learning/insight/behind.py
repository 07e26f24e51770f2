"""From a figure down to the very conversations it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback.models import Response
from wellserved.learning.insight import rules
from wellserved.learning.insight.rules import COMPARISON, LEVELS, OVERALL
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import Measurement, Standard


@dataclass(frozen=True, slots=True)
class OfStandard:
    """The measurements of a standard, or of all (key ""); a verdict, or "" for those that count: met and missed."""

    key: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class OfPerception:
    """The answers in a dimension (or "overall") on a scale; one category of them, or "" for all."""

    dimension: str = OVERALL
    category: str = ""
    scale: str = COMPARISON


Figure = OfStandard | OfPerception


@dataclass(frozen=True, slots=True)
class Behind:
    """One conversation behind a figure: when it counted, and what was found (a Measurement or a Response)."""

    conversation: Conversation
    at: datetime
    finding: Measurement | Response


@dataclass(frozen=True, slots=True)
class Page:
    """`after` asks for the next page; empty on the last one."""

    items: tuple[Behind, ...]
    after: str


def behind(
    viewer: Staff,
    figure: Figure,
    *,
    start: date,
    end: date,
    site_id: int | None = None,
    team_id: int | None = None,
    by: str = "",
    value: str = "",
    after: str = "",
    limit: int = 50,
) -> Page:
    """The conversations behind a figure of that period, the newest first; only those the viewer may see.

    Cut `by` one of rules.py's ways, those of that `value`. PermissionDenied for who may not see quality at all;
    ValueError for an `after` that no page gave, and for a way or a value that there is not.
    """
    if not may(viewer.scope, Verb.SEE_QUALITY):
        raise PermissionDenied(Verb.SEE_QUALITY.value)
    rows: QuerySet[Any]
    if isinstance(figure, OfStandard):
        when, rows = "at", _measurements(figure).within(viewer.scope)
    else:
        when, rows = "answered_at", _responses(figure).within(viewer.scope)
    rows = rows.filter(in_local_days(when, start, end, site_id))
    if team_id is not None:
        rows = rows.filter(team_id=team_id or None)
    if by:
        rows = _cut(rows, by, value, "started_at" if isinstance(figure, OfStandard) else "conversation__opened_at")
    if after:
        at, id = _cursor(after)
        rows = rows.filter(Q(**{f"{when}__lt": at}) | Q(**{when: at, "id__lt": id}))
    found = list(rows.order_by(f"-{when}", "-id")[: limit + 1])
    conversations = Conversation.objects.select_related("customer", "site").in_bulk(
        {row.conversation_id for row in found if row.conversation_id}
    )
    items = tuple(
        Behind(conversations[row.conversation_id], getattr(row, when), row)
        for row in found[:limit]
        if row.conversation_id in conversations
    )
    last = found[limit - 1] if len(found) > limit else None
    return Page(items, f"{getattr(last, when).isoformat()}~{last.id}" if last else "")


def _measurements(figure: OfStandard) -> Any:
    standards = Standard.objects.filter(key=figure.key) if figure.key else Standard.objects.all()
    verdicts = [figure.verdict] if figure.verdict else [Measurement.MET, Measurement.MISSED]
    ids = list(standards.values_list("id", flat=True))
    return Measurement.objects.filter(standard_id__in=ids, verdict__in=verdicts).select_related("standard")


_BY_COMPARISON: dict[str, Callable[[str], Q]] = {
    "delighted": lambda of: Q(**{f"{of}comparison__gt": 0}),
    "satisfied": lambda of: Q(**{f"{of}comparison": 0}),
    "dissatisfied": lambda of: Q(**{f"{of}comparison__lt": 0}),
    "": lambda of: Q(**{f"{of}comparison__isnull": False}),
}
_PERCEIVED, _DESIRED, _ADEQUATE = (f"ratings__{level}" for level in ("perceived", "desired", "adequate"))
_BY_LEVELS = {
    "delighted": Q(**{f"{_PERCEIVED}__gte": F(_DESIRED)}),
    "satisfied": Q(**{f"{_PERCEIVED}__lt": F(_DESIRED), f"{_PERCEIVED}__gte": F(_ADEQUATE)}),
    "dissatisfied": Q(**{f"{_PERCEIVED}__lt": F(_DESIRED)}) & Q(**{f"{_PERCEIVED}__lt": F(_ADEQUATE)}),
    "": Q(),
}


def _responses(figure: OfPerception) -> Any:
    """Nothing for a category, a dimension or a scale that does not exist."""
    rows = Response.objects.all()
    if figure.scale == COMPARISON and figure.category in _BY_COMPARISON:
        if figure.dimension == OVERALL:
            return rows.filter(_BY_COMPARISON[figure.category](""))
        return rows.filter(_BY_COMPARISON[figure.category]("ratings__"), ratings__dimension=figure.dimension)
    if figure.scale == LEVELS and figure.category in _BY_LEVELS:
        whole = {f"{level}__isnull": False for level in (_PERCEIVED, _DESIRED, _ADEQUATE)}
        return rows.filter(_BY_LEVELS[figure.category], ratings__dimension=figure.dimension, **whole)
    return rows.none()


def _cut(rows: Any, by: str, value: str, began: str) -> Any:
    """Of these, those of one colleague, channel, topic, weekday or hour; ValueError for what is none."""
    if by == rules.STAFF:
        return rows.filter(staff_id=int(value))
    if by in (rules.CHANNEL, rules.TOPIC):
        return rows.filter(conversation_id__in=Conversation.objects.filter(**{by: value}).values("id"))
    if by == rules.GROUP:
        told = Entry.objects.of_kinds(*rules.TELL_GROUPS)
        since = told.filter(conversation_id=OuterRef("conversation_id"), id__gt=OuterRef("id"))
        of_it = told.filter(~Exists(since), measures__groups__icontains=f'"{value}"')
        return rows.filter(conversation_id__in=of_it.values("conversation_id"))
    if by not in (rules.WEEKDAY, rules.HOUR):
        raise ValueError(by)
    part, wanted = (ExtractIsoWeekDay, int(value) + 1) if by == rules.WEEKDAY else (ExtractHour, int(value))
    at_that_time = Q(pk__in=[])
    for place, (zone, ids) in enumerate(_sites_by_zone(Site.objects.all()).items()):
        rows = rows.annotate(**{f"part_{place}": part(began, tzinfo=ZoneInfo(zone))})
        at_that_time |= Q(**{"site_id__in": ids, f"part_{place}": wanted})
    return rows.filter(at_that_time)


def in_local_days(when: str, start: date, end: date, site_id: int | None) -> Q:
    """The same days as in the figures: each site's own."""
    sites = Site.objects.all() if site_id is None else Site.objects.filter(id=site_id)
    days = Q(pk__in=[])
    for zone, ids in _sites_by_zone(sites).items():
        first = datetime.combine(start, time(), ZoneInfo(zone)).astimezone(UTC)
        last = datetime.combine(end + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
        days |= Q(**{"site_id__in": ids, f"{when}__gte": first, f"{when}__lt": last})
    return days


def _sites_by_zone(sites: Any) -> dict[str, list[int]]:
    by_zone: dict[str, list[int]] = {}
    for id, zone in sites.values_list("id", "time_zone"):
        by_zone.setdefault(zone, []).append(id)
    return by_zone


def _cursor(after: str) -> tuple[datetime, int]:
    at, _, id = after.partition("~")
    return datetime.fromisoformat(at), int(id)
