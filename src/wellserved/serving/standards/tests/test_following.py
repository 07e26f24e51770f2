"""Clocks and verdicts as a conversation is served, through the real actions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.world import World
from wellserved.ground.accounts.models import Site
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.journal.actor import SYSTEM, customer, staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Purpose
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import act_on_clocks, add_standard, change_standard
from wellserved.serving.standards.models import Measurement
from wellserved.serving.standards.reads import clocks_of, measurements_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def mail(text: str = "Is there a late check-out?", *, automatic: bool = False) -> Incoming:
    return Incoming(channel="email", sender="alice@mail.example", text=text, subject="Check-out", automatic=automatic)


@pytest.fixture
def writes(world: World) -> Callable[..., Conversation]:
    """Alice writes a new e-mail to a site."""

    def written(at: datetime, site: Site | None = None, automatic: bool = False) -> Conversation:
        site = site or world.pantry
        return conversations.open(mail(automatic=automatic), customer=world.alice, site=site, at=at)[0]

    return written


def verdicts(conversation: Conversation) -> list[tuple[str, str, float | None]]:
    rows = Measurement.objects.filter(conversation_id=conversation.id).select_related("standard").order_by("at", "id")
    return [(row.standard.key, row.verdict, row.value) for row in rows]


def due(conversation: Conversation) -> datetime | None:
    return Conversation.objects.get(id=conversation.id).next_due_at


def test_a_mail_two_minutes_before_closing_on_the_eve_of_a_holiday(
    world: World, writes: Callable[..., Conversation]
) -> None:
    london = ZoneInfo("Europe/London")
    pantry, at = world.pantry, datetime(2026, 12, 24, 17, 58, tzinfo=london)
    hours = {day: [["08:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    holidays: dict[str, list[list[str]]] = {"2026-12-25": [], "2026-12-28": []}
    set_hours(pantry, weekly=hours, holidays=holidays, by=SYSTEM, at=at - 30 * HOUR)
    conversation = writes(at)
    # two minutes today, then nothing until Tuesday the 29th
    assert due(conversation) == datetime(2026, 12, 29, 11, 58, tzinfo=london)
    conversations.say(
        conversation, "With pleasure.", by=staff(world.owen.id), at=datetime(2026, 12, 29, 9, tzinfo=london)
    )
    assert verdicts(conversation) == [("email-first-reply", "met", 120 + 3600)]


def test_a_reply_in_time_meets_the_standard_for_the_one_who_gave_it(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation = writes(at, world.house)
    conversations.say(conversation, "Until noon.", by=staff(world.ines.id), at=at + HOUR)
    [verdict] = measurements_of(world.ines, conversation)
    assert (verdict.verdict, verdict.value, verdict.at) == ("met", 3600, at + HOUR)
    assert verdict.staff_id == world.ines.id
    assert Entry.objects.get(kind="StandardMet").measures["value"] == 3600


def test_notices_and_machines_answer_nothing(world: World, writes: Callable[..., Conversation], at: datetime) -> None:
    conversation = writes(at)
    conversations.say(conversation, "We have your mail.", by=SYSTEM, at=at, purpose=Purpose.NOTICE)
    alice = customer(world.alice.id)
    conversations.receive(conversation, mail(automatic=True), by=alice, at=at + HOUR)
    assert verdicts(conversation) == []
    assert len(clocks_of(world.owen, conversation)) == 2  # first reply, resolution


def test_a_machine_s_first_mail_starts_nothing(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    assert clocks_of(world.maren, writes(at, automatic=True)) == []


def test_a_late_reply_is_missed_at_the_due_time(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation = writes(at, world.house)
    conversations.say(conversation, "Sorry!", by=staff(world.ines.id), at=at + 6 * HOUR)
    [verdict] = measurements_of(world.ines, conversation)
    assert (verdict.verdict, verdict.at, verdict.value) == ("missed", at + 4 * HOUR, 6 * 3600)
    assert verdict.staff_id is None  # nobody had it when it was due
    assert Entry.objects.get(kind="StandardMissed").at == at + 4 * HOUR


def test_a_breach_is_recorded_once_and_at_its_due_time_though_the_machine_slept(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation = writes(at, world.house)
    act_on_clocks(at + 4 * HOUR)
    assert verdicts(conversation) == []  # on time is on time
    for _ in range(2):
        act_on_clocks(at + 9 * HOUR)
    [verdict] = measurements_of(world.ines, conversation)
    assert (verdict.verdict, verdict.at, verdict.value) == ("missed", at + 4 * HOUR, None)
    assert Entry.objects.get(kind="StandardMissed").at == at + 4 * HOUR
    conversations.say(conversation, "At last.", by=staff(world.ines.id), at=at + 10 * HOUR)
    assert verdicts(conversation) == [("email-first-reply", "missed", 10 * 3600)]


def test_a_mail_that_was_under_way_undoes_the_miss(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation = writes(at, world.house)
    act_on_clocks(at + 5 * HOUR)
    conversations.say(conversation, "Sent from my phone.", by=staff(world.ines.id), at=at + 3 * HOUR)
    assert verdicts(conversation) == [("email-first-reply", "met", 3 * 3600)]
    assert Entry.objects.filter(kind="VerdictWithdrawn").count() == 1


def test_only_the_earliest_unanswered_message_runs(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation, alice, ines = writes(at, world.house), customer(1), staff(world.ines.id)
    conversations.say(conversation, "Until noon.", by=ines, at=at + HOUR)
    conversations.receive(conversation, mail("And breakfast?"), by=alice, at=at + 2 * HOUR)
    conversations.receive(conversation, mail("Hello?"), by=alice, at=at + 5 * HOUR)
    conversations.say(conversation, "Until ten.", by=ines, at=at + 6 * HOUR)
    assert verdicts(conversation)[1] == ("next-reply", "met", 4 * 3600)


def test_resolution_pauses_while_we_wait_for_the_customer(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation, ines = writes(at, world.house), staff(world.ines.id)
    conversations.say(conversation, "Which room?", by=ines, at=at + HOUR)
    paused = next(c for c in clocks_of(world.ines, conversation) if c.standard.key == "resolution")
    assert (paused.due_at, paused.paused, paused.served_seconds) == (None, True, 3600)
    assert due(conversation) is None
    conversations.receive(conversation, mail("Twelve."), by=customer(1), at=at + 100 * HOUR)
    conversations.say(conversation, "Done.", by=ines, at=at + 101 * HOUR)
    conversations.close(conversation, by=ines, at=at + 200 * HOUR)
    assert verdicts(conversation)[-1] == ("resolution", "met", 2 * 3600)


def test_reopening_leaves_a_settled_resolution_and_watches_the_next_reply(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation, ines = writes(at, world.house), staff(world.ines.id)
    conversations.say(conversation, "Until noon.", by=ines, at=at + HOUR)
    conversations.close(conversation, by=ines, at=at + 2 * HOUR)
    conversations.receive(conversation, mail("Thanks!"), by=customer(1), at=at + 3 * HOUR)
    assert [clock.standard.key for clock in clocks_of(world.ines, conversation)] == ["next-reply"]
    conversations.close(conversation, by=ines, at=at + 4 * HOUR)
    assert [verdict[:2] for verdict in verdicts(conversation)] == [
        ("email-first-reply", "met"),
        ("resolution", "met"),
        ("next-reply", "not applicable"),
    ]


def test_a_question_goes_on_waiting_in_the_conversation_it_is_joined_to(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    matter, again, ines = writes(at, world.house), writes(at + HOUR, world.house), staff(world.ines.id)
    conversations.say(matter, "Until noon.", by=ines, at=at + HOUR)
    conversations.join(again, matter, by=ines, at=at + 3 * HOUR)
    assert clocks_of(world.ines, again) == []
    assert due(matter) == at + 9 * HOUR  # the next reply, within 8 hours of the second mail
    conversations.say(matter, "As I said.", by=ines, at=at + 4 * HOUR)
    assert verdicts(matter)[-1] == ("next-reply", "met", 3 * 3600)


def test_a_question_that_moves_to_another_site_has_waited_by_the_hours_there(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    days = ("mon", "tue", "wed", "thu", "fri")
    for site, opening in ((world.pantry, ["09:00", "17:00"]), (world.quay, ["12:00", "20:00"])):
        set_hours(site, weekly={day: [opening] for day in days}, holidays={}, by=SYSTEM, at=at - HOUR)
    rule = {"kind": "next reply", "within": "4 h"}
    add_standard("soon-again", statement="Soon again.", rule=rule, sites=[world.quay], by=SYSTEM, at=at - HOUR)
    matter, elsewhere, by = writes(at, world.quay), writes(at, world.pantry), staff(world.maren.id)
    conversations.say(matter, "Until noon.", by=by, at=at)
    conversations.join(elsewhere, matter, by=by, at=at + 3 * HOUR)  # two hours after noon in Amsterdam
    assert due(elsewhere) is None
    assert due(matter) == at + 5 * HOUR
    assert list(rebuild.differences()) == []


def test_the_version_in_force_at_the_start_rules_the_clock(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation = writes(at, world.house)
    standard = clocks_of(world.ines, conversation)[0].standard
    change_standard(standard, rule=standard.rule | {"within": "1 h"}, by=staff(world.tobias.id), at=at + HOUR)
    assert due(conversation) == at + 4 * HOUR
    assert due(writes(at + 2 * HOUR, world.house)) == at + 3 * HOUR


def test_a_standard_of_one_site_and_channel_leaves_the_others_alone(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    add_standard(
        "quay-form",
        statement="At the Quay a form is answered within the hour, day and night.",
        dimension="responsiveness",
        rule={"kind": "first reply", "within": "1 h", "hours": "always"},
        channels=["form"],
        sites=[world.quay],
        by=SYSTEM,
        at=at,
    )
    keys = {clock.standard.key for clock in clocks_of(world.maren, writes(at, world.quay))}
    assert keys == {"email-first-reply", "resolution"}
    night = datetime(2026, 11, 19, 2, 30, tzinfo=UTC)
    form = Incoming(channel="form", sender="bob@mail.example", text="Is my coat there?")
    conversation, _ = conversations.open(form, customer=world.bob, site=world.quay, at=night)
    assert due(conversation) == night + HOUR


def test_who_serves_elsewhere_sees_no_clock_and_no_verdict(
    world: World, writes: Callable[..., Conversation], at: datetime
) -> None:
    conversation = writes(at, world.house)
    conversations.close(conversation, by=staff(world.ines.id), at=at + HOUR)
    for stranger in (world.sander, world.stranger):
        assert clocks_of(stranger, conversation) == []
        assert measurements_of(stranger, conversation) == []
    assert measurements_of(world.maren, conversation)


def test_a_conversation_that_is_erased_is_watched_no_more(writes: Callable[..., Conversation], at: datetime) -> None:
    writes(at).delete()
    assert act_on_clocks(at + 1000 * HOUR) == 0
