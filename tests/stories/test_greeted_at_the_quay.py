"""Visits and calls: what reception taps, and a telephone server tells, is measured like a letter."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.world import World
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming, NotAllowed
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import act_on_clocks, add_standard, excuse, withdraw_excuse
from wellserved.serving.standards.models import Measurement
from wellserved.serving.standards.reads import observable, watched

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)

GREETING: dict[str, Any] = {
    "kind": "time to",
    "from": "arrived",
    "to": "greeted",
    "within": "60 s",
    "hours": "always",
}
EACH_HOLD: dict[str, Any] = {
    "kind": "time to",
    "from": "hold began",
    "to": "hold ended",
    "within": "30 s",
    "hours": "always",
}
ALL_HOLDS: dict[str, Any] = {"kind": "at most", "total": "hold", "limit": "30 s", "until": "call ended"}
ALTERNATIVE: dict[str, Any] = {"kind": "observed", "by": ["colleague", "review"]}


@pytest.fixture(autouse=True)
def intended(world: World, at: datetime) -> None:
    def intend(key: str, statement: str, rule: dict[str, Any], channel: str) -> None:
        add_standard(key, statement=statement, rule=rule, channels=[channel], by=SYSTEM, at=at - SECOND)

    intend("greeted", "A guest is greeted within a minute.", GREETING, "in_person")
    intend("alternative", "Nobody hears a no without an alternative.", ALTERNATIVE, "in_person")
    intend("each-hold", "Nobody is on hold for longer than 30 seconds.", EACH_HOLD, "phone")
    intend("all-holds", "Nobody is on hold for more than 30 seconds in one call.", ALL_HOLDS, "phone")


def verdicts(conversation: Conversation) -> list[tuple[str, str, float | None]]:
    rows = Measurement.objects.filter(conversation_id=conversation.id).select_related("standard")
    return sorted((row.standard.key, row.verdict, row.value) for row in rows)


def guest(world: World, channel: str, at: datetime) -> Conversation:
    stranger = recognise(Identity.EXTERNAL, "room 12", name="Room 12", at=at)
    return conversations.meet(stranger, world.quay, channel=channel, by=staff(world.sander.id), at=at)


def test_the_guest_greeted_after_75_seconds_at_the_quay(world: World, at: datetime) -> None:
    visit, by = guest(world, "in_person", at), staff(world.sander.id)
    assert watched(visit, at) == ["arrived", "greeted"]
    act_on_clocks(at + 70 * SECOND)
    assert verdicts(visit) == [("greeted", "missed", None)]
    conversations.note_moment(visit, "greeted", by=by, at=at + 75 * SECOND)
    assert verdicts(visit) == [("greeted", "missed", 75)]
    assert not list(rebuild.differences())


def test_the_call_held_twice_for_20_seconds(world: World, at: datetime) -> None:
    call, by = guest(world, "phone", at), staff(world.sander.id)
    for seconds, moment in [(5, "answered"), (10, "hold began"), (30, "hold ended"), (60, "hold began")]:
        conversations.note_moment(call, moment, by=by, at=at + seconds * SECOND)
    conversations.note_moment(call, "hold ended", by=by, at=at + 80 * SECOND)
    conversations.note_moment(call, "call ended", by=by, at=at + 90 * SECOND)
    assert verdicts(call) == [("all-holds", "missed", 40), ("each-hold", "met", 20), ("each-hold", "met", 20)]
    assert not list(rebuild.differences())


def test_the_mail_at_two_minutes_to_six_on_the_eve_of_a_holiday(world: World, at: datetime) -> None:
    weekly = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    closed: dict[str, list[list[str]]] = {"2026-12-25": [], "2026-12-26": []}
    set_hours(world.quay, weekly=weekly, holidays=closed, by=SYSTEM, at=at)
    zone = ZoneInfo(world.quay.time_zone)
    eve = datetime(2026, 12, 24, 17, 58, tzinfo=zone)
    mail = Incoming("email", "bob@mail.example", "Is there a room tonight?")
    matter, _ = conversations.open(mail, customer=world.bob, site=world.quay, at=eve)
    conversations.say(matter, "There is.", by=staff(world.sander.id), at=datetime(2026, 12, 27, 12, 58, tzinfo=zone))
    assert ("email-first-reply", "met", 4 * 3600) in verdicts(matter)


def test_what_a_colleague_saw_counts_at_once(world: World, at: datetime) -> None:
    visit, by = guest(world, "in_person", at), staff(world.sander.id)
    assert [standard.key for standard in observable(visit, at)] == ["alternative"]
    conversations.observe(visit, "alternative", False, source="colleague", by=by, at=at + 10 * SECOND)
    assert ("alternative", "missed", None) in verdicts(visit)


def test_an_excuse_needs_a_reason_and_changes_nothing_silently(world: World, at: datetime) -> None:
    visit, maren = guest(world, "in_person", at), staff(world.maren.id)
    conversations.note_moment(visit, "greeted", by=maren, at=at + 75 * SECOND)
    missed = Measurement.objects.get(conversation_id=visit.id)
    with pytest.raises(ValueError, match="Say why"):
        excuse(missed, " ", by=maren, at=at + 80 * SECOND)
    given = excuse(missed, "The fire alarm went off.", by=maren, at=at + 80 * SECOND)
    assert given is not None
    assert verdicts(visit) == [("greeted", "excused", 75)]
    assert excuse(missed, "Twice", by=maren, at=at + 81 * SECOND) is None
    assert not list(rebuild.differences())
    assert withdraw_excuse(given, by=maren, at=at + 90 * SECOND)
    assert not withdraw_excuse(given, by=maren, at=at + 91 * SECOND)
    assert verdicts(visit) == [("greeted", "missed", 75)]
    assert not list(rebuild.differences())


def test_only_what_has_a_name_can_be_noted(world: World, at: datetime, run_jobs: Callable[[datetime], int]) -> None:
    visit = guest(world, "in_person", at)
    with pytest.raises(NotAllowed, match="cannot be noted"):
        conversations.note_moment(visit, "applauded", by=staff(world.sander.id), at=at)
    assert run_jobs(at)
    assert not visit.messages.exists(), "a guest at the door is not written to"


def test_what_it_is_about_holds_from_the_beginning(world: World, at: datetime) -> None:
    rule = {"kind": "first reply", "within": "30 min", "hours": "always"}
    add_standard("repairs", statement="A repair within half an hour.", rule=rule, topics=["repair"], by=SYSTEM, at=at)
    mail = Incoming("email", "bob@mail.example", "The tap drips.")
    matter, _ = conversations.open(mail, customer=world.bob, site=world.quay, at=at)
    conversations.say(matter, "We come.", by=staff(world.sander.id), at=at + 600 * SECOND)
    assert "repairs" not in {key for key, _, _ in verdicts(matter)}
    assert conversations.set_topic(matter, "repair", by=staff(world.sander.id), at=at + 900 * SECOND)
    assert ("repairs", "met", 600) in verdicts(matter)
    assert not conversations.set_topic(matter, "repair", by=staff(world.sander.id), at=at + 901 * SECOND)
    assert conversations.set_topic(matter, "", by=staff(world.sander.id), at=at + 902 * SECOND)
    assert "repairs" not in {key for key, _, _ in verdicts(matter)}
    assert not list(rebuild.differences())
