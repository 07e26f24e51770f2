"""Every fact adds a row of its own; what is undone adds its negative."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection

from wellserved.ground.hours.notation import moment
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.insight import rules
from wellserved.learning.insight.models import DayOfAsking, DayOfPerception, DayOfStandard
from wellserved.learning.insight.rules import Circumstances, Perceived
from wellserved.serving.standards.models import Measurement

# Asked at every verdict and every answer: QuerySets would cost ten times as much.
TELL_GROUPS = ", ".join(f"'{kind.__name__}'" for kind in rules.TELL_GROUPS)
MATTER = (
    "s.time_zone, c.channel, c.topic, "  # noqa: S608 - words of ours
    "(SELECT CAST(e.measures AS text) FROM journal_entry e WHERE e.conversation_id = c.id "
    f"AND e.kind IN ({TELL_GROUPS}) ORDER BY e.id DESC LIMIT 1), "
)
OF_VERDICT = (
    f"SELECT {MATTER} m.started_at FROM accounts_site s "  # noqa: S608 - words of ours
    "LEFT JOIN conversations_conversation c ON c.id = %s LEFT JOIN standards_measurement m "
    "ON m.conversation_id = c.id AND m.standard_id = %s AND m.started_seq = %s WHERE s.id = %s"
)
OF_ANSWER = (
    f"SELECT {MATTER} c.opened_at, r.answered_at, r.way FROM feedback_response r "  # noqa: S608 - words of ours
    "JOIN accounts_site s ON s.id = %s LEFT JOIN conversations_conversation c ON c.id = %s WHERE r.id = %s"
)


def add_verdict(
    verdict: str,
    *,
    standard_id: int,
    started_seq: int,
    conversation_id: int | None,
    site_id: int | None,
    team_id: int | None,
    staff_id: int | None,
    at: datetime,
    count: int = 1,
    topic: str | None = None,
    groups: Sequence[str] | None = None,
) -> None:
    """One more "met", "missed" or "excused", or one less with `count` -1, while its measurement is there.

    `topic` is what it was about, and `groups` its customer's, where that is not what is said of the matter now.
    """
    zone, channel, said, grouped, began = _row(OF_VERDICT, conversation_id, standard_id, started_seq, site_id)
    about = Circumstances.of(
        _moment(began) or at,
        zone,
        staff_id=staff_id,
        channel=channel,
        topic=said if topic is None else topic,
        groups=_groups(grouped) if groups is None else groups,
    )
    row = DayOfStandard(**_fact(about, site_id, team_id, at, zone), standard_id=standard_id, **{verdict: count})
    row.save(force_insert=True)


def add_perception(
    changed: Perceived,
    *,
    response_id: int,
    conversation_id: int | None,
    site_id: int | None,
    team_id: int | None,
    staff_id: int | None,
    topic: str | None = None,
    groups: Sequence[str] | None = None,
) -> None:
    """What an answer adds, or changes, on the day it was first given.

    Its channel and hour are those at which its matter began; about none, the way it came, and when.
    """
    if not changed:
        return
    zone, channel, said, grouped, opened_at, answered, way = _row(OF_ANSWER, site_id, conversation_id, response_id)
    given_at = _moment(answered)
    assert given_at is not None
    about = Circumstances.of(
        _moment(opened_at) or given_at,
        zone,
        staff_id=staff_id,
        channel=channel or way,
        topic=said if topic is None else topic,
        groups=_groups(grouped) if groups is None else groups,
    )
    fact = _fact(about, site_id, team_id, given_at, zone)
    DayOfPerception.objects.bulk_create(
        DayOfPerception(**fact, dimension=dimension, scale=scale, **counts)
        for (dimension, scale), counts in changed.items()
    )


def move(conversation_id: int, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """What was counted of the conversation under one topic, or of some groups, is counted of others."""
    judged = Measurement.objects.filter(conversation_id=conversation_id).exclude(verdict=Measurement.NOT_APPLICABLE)
    names = ("verdict", "standard_id", "started_seq", "conversation_id", "site_id", "team_id", "staff_id", "at")
    for one in judged.values(*names):
        add_verdict(**one, **before, count=-1)
        add_verdict(**one, **now)
    for response in Response.objects.filter(conversation_id=conversation_id).prefetch_related("ratings"):
        rated = [(r.dimension, r.comparison, r.desired, r.adequate, r.perceived) for r in response.ratings.all()]
        said = rules.perceived(response.comparison, rated)
        place = {name: getattr(response, name) for name in ("conversation_id", "site_id", "team_id", "staff_id")}
        add_perception(rules.less({}, said), response_id=response.id, **before, **place)
        add_perception(said, response_id=response.id, **now, **place)


def add_asked(*, site_id: int | None, team_id: int | None, at: datetime) -> None:
    DayOfAsking(**_place(site_id, team_id, at), asked=1).save(force_insert=True)


def add_answered(count: int, *, invitation_id: int | None, site_id: int | None, team_id: int | None) -> None:
    """One more (or less) of those who were asked that day has answered; who came unasked is none of them."""
    if count and invitation_id is not None:
        asked_at = Invitation.objects.values_list("asked_at", flat=True).get(id=invitation_id)
        DayOfAsking(**_place(site_id, team_id, asked_at), answered=count).save(force_insert=True)


def _place(site_id: int | None, team_id: int | None, at: datetime) -> dict[str, Any]:
    [zone] = _row("SELECT time_zone FROM accounts_site WHERE id = %s", site_id)
    return {"day": rules.local_day(at, zone), "site_id": site_id, "team_id": team_id or 0}


def _fact(about: Circumstances, site_id: int | None, team_id: int | None, at: datetime, zone: str) -> dict[str, Any]:
    place = {"day": rules.local_day(at, zone), "site_id": site_id, "team_id": team_id or 0}
    return {**place, **asdict(about), "fresh": True}


def _row(question: str, *words: int | None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, words)
        return cursor.fetchone()


def _moment(kept: Any) -> datetime | None:
    """SQLite keeps moments as texts."""
    return moment(kept) if isinstance(kept, str) else kept


def _groups(told: str | None) -> list[str]:
    """The customer's, as the latest entry tells them."""
    return json.loads(told).get("groups", []) if told else []
