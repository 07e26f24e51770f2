"""The figures follow what is announced, in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wellserved.ground.journal.events import Event
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback.events import CustomerAsked, ResponseChanged, ResponseGiven
from wellserved.learning.insight import actions, rules
from wellserved.serving.conversations.events import GroupsSet, TopicSet
from wellserved.serving.standards.events import (
    ExcuseWithdrawn,
    StandardExcused,
    StandardMet,
    StandardMissed,
    VerdictRestored,
    VerdictWithdrawn,
)

PLACE = ("conversation_id", "site_id", "team_id", "staff_id")


def judged(event: StandardMet | StandardMissed) -> None:
    verdict = "met" if isinstance(event, StandardMet) else "missed"
    actions.add_verdict(verdict, **_judged(event), at=event.at)


def withdrawn(event: VerdictWithdrawn) -> None:
    _add(event, event.verdict, -1)


def restored(event: VerdictRestored) -> None:
    _add(event, event.verdict, 1)


def excused(event: StandardExcused | ExcuseWithdrawn) -> None:
    """A miss goes from one column to the other, on the day it was missed."""
    given = isinstance(event, StandardExcused)
    _add(event, "missed", -1 if given else 1)
    _add(event, "excused", 1 if given else -1)


def _add(
    event: VerdictWithdrawn | VerdictRestored | StandardExcused | ExcuseWithdrawn, verdict: str, count: int
) -> None:
    actions.add_verdict(verdict, **_judged(event), at=datetime.fromisoformat(event.verdict_at), count=count)


def _judged(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in ("standard_id", "started_seq", *PLACE)}


def topic_set(event: TopicSet) -> None:
    """Before standards hear of it: what they withdraw or judge then is about the new topic already."""
    before = _told_before(event, rules.TELL_TOPIC).get("topic", "")
    actions.move(event.conversation_id or 0, {"topic": before}, {"topic": event.topic})


def groups_set(event: GroupsSet) -> None:
    """Before standards hear of it, too."""
    before = _told_before(event, rules.TELL_GROUPS).get("groups", [])
    actions.move(event.conversation_id or 0, {"groups": before}, {"groups": event.groups})


def _told_before(event: TopicSet | GroupsSet, kinds: Sequence[type[Event]]) -> dict[str, Any]:
    told = Entry.objects.of(event.conversation_id or 0).of_kinds(*kinds).filter(id__lt=event.seq).last()
    return told.measures if told else {}


def asked(event: CustomerAsked) -> None:
    actions.add_asked(site_id=event.site_id, team_id=event.team_id, at=event.at)


def answered(event: ResponseGiven | ResponseChanged) -> None:
    now = rules.perceived(event.comparison, event.ratings)
    before: rules.Perceived = {}
    if isinstance(event, ResponseChanged):
        before = rules.perceived(event.previous_comparison, event.previous_ratings)
    where = {name: getattr(event, name) for name in PLACE}
    actions.add_perception(rules.less(now, before), response_id=event.response_id, **where)
    actions.add_answered(
        bool(now) - bool(before), invitation_id=event.invitation_id, site_id=event.site_id, team_id=event.team_id
    )
