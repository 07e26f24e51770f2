"""What a warning and a miss set off, and that each is done once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Purpose
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import act_on_clocks, add_standard, excuse
from wellserved.serving.standards.actions.acting import DEEDS, act
from wellserved.serving.standards.models import Measurement, Watch
from wellserved.serving.standards.writing import DEEDS as WRITTEN

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HASTE = Incoming("email", "bob@mail.example", "The key does not open the door!", "Key")


@pytest.fixture
def waiting(world: World, at: datetime) -> Conversation:
    """Bob waits at the Quay, where Sander has it; half an hour is allowed, and warnings come at 15 and 24 minutes."""
    rule = {"kind": "first reply", "within": "30 min", "hours": "always", "warn": [0.5, 0.8]}
    add_standard(
        "in-haste",
        statement="Whoever stands before a door is answered within half an hour.",
        rule=rule,
        on_warning=["notify assignee"],
        on_miss=["raise", "notify lead", "reassign", "tell customer"],
        by=SYSTEM,
        at=at,
    )
    conversation, _ = conversations.open(HASTE, customer=world.bob, site=world.quay, at=at)
    conversations.assign(conversation, staff_id=world.sander.id, by=staff(world.sander.id), at=at)
    return conversation


def told() -> list[str]:
    return [f"{sent.to[0]}: {sent.subject}" for sent in mail.outbox]


def warned() -> list[int]:
    return [entry.measures["stage"] for entry in Entry.objects.filter(kind="StandardWarned").order_by("id")]


def test_every_deed_that_can_be_written_can_be_done() -> None:
    assert DEEDS.keys() == WRITTEN.keys()


def test_who_has_it_is_warned_at_each_stage(
    world: World, waiting: Conversation, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    act_on_clocks(at + 14 * MINUTE)
    assert warned() == []
    act_on_clocks(at + 16 * MINUTE)
    act_on_clocks(at + 17 * MINUTE)
    act_on_clocks(at + 25 * MINUTE)
    run_jobs(at + 26 * MINUTE)
    assert warned() == [1, 2]
    assert told() == [f"{world.sander.email}: Due soon: Key"] * 2
    assert not list(rebuild.differences())


def test_a_machine_that_slept_warns_once_and_of_the_last_stage(waiting: Conversation, at: datetime) -> None:
    act_on_clocks(at + 29 * MINUTE)
    assert warned() == [2]
    assert not list(rebuild.differences())


def test_nobody_is_warned_while_the_next_word_is_the_customers(world: World, at: datetime) -> None:
    rule = {"kind": "resolution", "within": "60 min", "hours": "always", "warn": [0.5]}
    add_standard("settled", statement="Settled in an hour.", rule=rule, topics=["key"], by=SYSTEM, at=at)
    matter, _ = conversations.open(HASTE, customer=world.bob, site=world.quay, at=at)
    conversations.set_topic(matter, "key", by=SYSTEM, at=at)
    conversations.wait(matter, by=SYSTEM, at=at + 20 * MINUTE)
    act_on_clocks(at + 50 * MINUTE)
    assert warned() == []
    conversations.resume(matter, by=SYSTEM, at=at + 80 * MINUTE)
    act_on_clocks(at + 90 * MINUTE)
    assert warned() == []
    act_on_clocks(at + 91 * MINUTE)
    assert warned() == [1]
    assert not list(rebuild.differences())


def test_an_answer_in_time_needs_no_warning(world: World, waiting: Conversation, at: datetime) -> None:
    conversations.say(waiting, "Turn it to the left.", by=staff(world.sander.id), at=at + 5 * MINUTE)
    act_on_clocks(at + 60 * MINUTE)
    assert warned() == []


def test_a_miss_changes_hands_and_is_told_to_leads_and_customer(
    world: World, waiting: Conversation, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    act_on_clocks(at + 31 * MINUTE)
    run_jobs(at + 32 * MINUTE)
    waiting.refresh_from_db()
    assert (waiting.is_urgent, waiting.assignee) == (True, None)
    assert any("Overdue: Key" in one for one in told())
    notices = waiting.messages.filter(purpose=Purpose.NOTICE, text__startswith="We have not forgotten you")
    assert notices.count() == 1
    for entry in Entry.objects.filter(kind__in=("StandardMissed", "StandardWarned")):
        act(entry.event())  # type: ignore[arg-type]
    assert notices.count() == 1
    assert len(told()) == len(set(told()))
    conversations.say(waiting, "Turn it to the left.", by=staff(world.sander.id), at=at + 40 * MINUTE)
    waiting.refresh_from_db()
    assert not waiting.is_urgent
    assert not list(rebuild.differences())


def test_what_is_settled_by_then_is_left_alone(
    world: World, waiting: Conversation, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    act_on_clocks(at + 31 * MINUTE)
    conversations.close(waiting, by=staff(world.sander.id), at=at + 31 * MINUTE)
    run_jobs(at + 32 * MINUTE)
    assert not any("Overdue" in one for one in told())


def test_what_was_answered_late_is_told_to_leads_and_nobody_else_is_troubled(
    world: World, waiting: Conversation, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    """The machine that looks at clocks slept, and Sander did not."""
    conversations.say(waiting, "Turn it to the left.", by=staff(world.sander.id), at=at + 40 * MINUTE)
    act_on_clocks(at + 300 * MINUTE)
    run_jobs(at + 300 * MINUTE)
    waiting.refresh_from_db()
    assert (waiting.is_urgent, waiting.assignee) == (False, world.sander)
    assert not waiting.messages.filter(text__startswith="We have not forgotten you").exists()
    assert {told.split(": ", 1)[1] for told in told()} == {"Not kept: Key"}


def test_of_what_is_answered_or_waits_for_the_customer_nobody_is_warned(
    world: World, waiting: Conversation, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    act_on_clocks(at + 16 * MINUTE)
    conversations.say(waiting, "Turn it to the left.", by=staff(world.sander.id), at=at + 17 * MINUTE)
    run_jobs(at + 18 * MINUTE)
    assert (warned(), told()) == ([1], [])


def test_a_miss_that_is_excused_by_then_sets_nothing_off(
    world: World, waiting: Conversation, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    act_on_clocks(at + 31 * MINUTE)
    missed = Measurement.objects.get(verdict="missed")
    excuse(missed, "The lift stood still.", by=staff(world.sander.id), at=at + 31 * MINUTE)
    run_jobs(at + 32 * MINUTE)
    waiting.refresh_from_db()
    assert (waiting.is_urgent, told()) == (False, [])


def test_a_call_that_was_given_up_is_urgent_though_no_clock_runs(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    rule = {"kind": "time to", "from": "rang", "to": "answered", "fails": "abandoned", "within": "20 s"}
    deeds = ["raise", "tell customer"]
    add_standard("answered", statement="We answer.", rule=rule, on_miss=deeds, by=SYSTEM, at=at)
    call = conversations.meet(world.bob, world.quay, channel="phone", by=SYSTEM, at=at)
    conversations.note_moment(call, "abandoned", by=SYSTEM, at=at + timedelta(seconds=10))
    run_jobs(at + MINUTE)
    call.refresh_from_db()
    assert call.is_urgent
    assert not call.messages.exists()


def test_a_conversation_that_breaks_does_not_stop_the_clocks_of_others(
    world: World, waiting: Conversation, at: datetime
) -> None:
    other, _ = conversations.open(HASTE, customer=world.alice, site=world.quay, at=at)
    broken = Watch.objects.filter(conversation_id=waiting.id)
    state = broken.get().state
    broken.update(state="{}")

    def missed() -> list[int | None]:
        return list(
            Entry.objects.filter(kind="StandardMissed").order_by("id").values_list("conversation_id", flat=True)
        )

    for minutes in (31, 32):
        act_on_clocks(at + minutes * MINUTE)
    assert missed() == [other.id]
    broken.update(state=state)
    act_on_clocks(at + 45 * MINUTE)
    assert missed() == [other.id, waiting.id]
    assert not list(rebuild.differences())
