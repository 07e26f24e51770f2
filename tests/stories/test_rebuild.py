"""Whatever happened, and however late we heard of it: what is kept is what the journal tells."""

import argparse
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import World
from wellserved.console import rebuild as command
from wellserved.ground.customers.actions import put_in_group, take_out_of_group
from wellserved.ground.customers.reads import groups_of
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.journal.actor import SYSTEM, customer, rule, staff
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.insight import rebuild as figures
from wellserved.learning.insight.actions import sum_up
from wellserved.learning.insight.models import CutOfStandard, DayOfAsking, DayOfPerception, DayOfStandard
from wellserved.learning.insight.reads import quality
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Purpose
from wellserved.serving.conversations.rules import Incoming, NotAllowed
from wellserved.serving.standards import rebuild as verdicts
from wellserved.serving.standards.actions import act_on_clocks, change_standard, excuse, withdraw_excuse
from wellserved.serving.standards.models import Measurement, Standard, Watch

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MAIL = Incoming(channel="email", sender="alice@mail.example", text="May I stay until noon?", subject="Check-out")

WHAT = [
    *("open", "open", "write", "write", "reply", "reply", "reply and go on", "notice", "machine writes"),
    *("assign", "close", "close", "reopen", "sweep", "ask", "answer", "answer again", "standards change"),
    *("hours change", "sum up", "join", "topic", "other topic", "group"),
]
# which matter, what happens to it, how many quarters of an hour later, and how many quarters late we hear of it
HISTORY = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(WHAT), st.integers(0, 60), st.sampled_from([0, 0, 0, 0, 1, 30])),
    min_size=1,
    max_size=30,
)


class Days:
    """A few days at the Linden Group, told quarter by quarter."""

    def __init__(self, world: World) -> None:
        self.world, self.now, self.matters = world, WEDNESDAY, list[Conversation]()

    def happens(self, which: int, what: str, later: int, late: int) -> None:
        self.now += timedelta(minutes=15 * later)
        at = self.now - timedelta(minutes=15 * late)
        if what in ("standards change", "hours change"):
            self.now += timedelta(seconds=1)  # not at the very moment of a message: which was first is not told then
        if what == "sweep":
            act_on_clocks(self.now)
        elif what == "sum up":
            sum_up()
        elif what == "standards change":
            standard = Standard.objects.in_force(self.now).get(key="email-first-reply")
            if standard.valid_from < self.now:
                assert standard.within
                change_standard(
                    standard,
                    rule=standard.rule | {"within": f"{standard.within.total_seconds() / 2:g} s"},
                    by=SYSTEM,
                    at=self.now,
                )
        elif what == "hours change":
            hours = {"wed": [["09:00", "12:00"], ["13:00", "17:00"]], "fri": [["20:00", "03:00"]]}
            set_hours(self.world.quay, weekly=hours, holidays={}, by=SYSTEM, at=self.now)
        elif what == "open":
            site, guest = ((self.world.quay, self.world.bob), (self.world.pantry, self.world.alice))[which % 2]
            self.matters.append(conversations.open(MAIL, customer=guest, site=site, at=self.now)[0])
        elif self.matters:
            self.to(Conversation.objects.get(id=self.matters[which % len(self.matters)].id), what, at)

    def to(self, matter: Conversation, what: str, at: datetime) -> None:
        guest, owen = customer(matter.customer_id), staff(self.world.owen.id)
        match what:
            case "write" | "machine writes":
                incoming = replace(MAIL, automatic=what != "write")
                conversations.receive(matter, incoming, by=guest, at=at)
            case "reply" | "reply and go on":
                conversations.say(matter, "Until noon.", by=owen, at=at, waiting=what == "reply")
            case "notice":
                conversations.say(matter, "We have your mail.", by=rule(), at=at, purpose=Purpose.NOTICE)
            case "assign":
                other = None if matter.assignee_id else self.world.zainab.id
                conversations.assign(matter, staff_id=other, expected=matter.assignee_id, by=owen, at=at)
            case "close":
                conversations.close(matter, by=owen, at=at)
            case "join":
                with suppress(NotAllowed):
                    conversations.join(matter, self.matters[0], by=owen, at=at)
            case "topic" | "other topic":
                conversations.set_topic(matter, "a stay" if what == "topic" else "a meal", by=owen, at=at)
            case "group":
                change = take_out_of_group if groups_of(matter.customer) else put_in_group
                change(matter.customer, "regular", by=owen, at=at)
            case "reopen":
                conversations.reopen(matter, by=owen, at=at)
            case "ask":
                invite(matter, closure_seq=matter.id, by=SYSTEM, at=at)
            case "answer" | "answer again":
                for invitation in matter.invitations.all():
                    given = (
                        Given(1, {"empathy": Rated(1)})
                        if what == "answer"
                        else Given(-1, {"assurance": Rated(None, 8, 5, 7)})
                    )
                    answer(invitation, given, at=max(at, invitation.asked_at))


def lived(world: World, history: list[tuple[int, str, int, int]]) -> Days:
    days = Days(world)
    for one in history:
        days.happens(*one)
    return days


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORY)
def test_live_is_what_the_journal_tells(world: World, history: list[tuple[int, str, int, int]]) -> None:
    with transaction.atomic():
        lived(world, history)
        assert list(verdicts.differences()) == []
        assert list(figures.differences()) == []
        transaction.set_rollback(True)


A_WEEK = [
    *((0, "open", 1, 0), (1, "open", 1, 0), (0, "reply", 9, 0), (0, "write", 30, 0), (0, "sweep", 60, 0)),
    *((0, "assign", 1, 0), (0, "reply", 2, 0), (0, "close", 3, 0), (0, "ask", 1, 0), (0, "answer", 4, 0)),
]


def test_whatever_was_lost_or_wrong_is_put_right(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    days = lived(world, A_WEEK)
    before = quality(world.maren, start=WEDNESDAY.date(), end=days.now.date())
    due = list(Conversation.objects.order_by("id").values_list("next_due_at", flat=True))

    Measurement.objects.filter(verdict="met").first().delete()  # type: ignore[union-attr]
    Measurement.objects.filter(verdict="missed").update(verdict="met")
    Watch.objects.all().delete()
    Conversation.objects.update(next_due_at=days.now)
    DayOfStandard.objects.update(met=7)
    for model in (DayOfPerception, DayOfAsking, CutOfStandard):
        model.objects.all().delete()
    told = _entries()
    assert _command(compare=True) == 1
    assert "the journal tells" in capsys.readouterr().out

    assert _command() == 0
    assert _command(compare=True) == 0
    assert quality(world.maren, start=WEDNESDAY.date(), end=days.now.date()) == before
    assert list(Conversation.objects.order_by("id").values_list("next_due_at", flat=True)) == due
    assert _entries() == told, "a rebuild tells the journal nothing"


def test_a_breach_that_was_noticed_by_nobody_else_survives_the_loss_of_all_tables(world: World) -> None:
    lived(world, [(1, "open", 0, 0), (0, "sweep", 200, 0)])
    Measurement.objects.all().delete()
    Watch.objects.all().delete()
    verdicts.rebuild()
    assert [row.verdict for row in Measurement.objects.all()] == ["missed"]
    assert not act_on_clocks(WEDNESDAY + timedelta(hours=50)), "it is not missed again"


def _command(compare: bool = False) -> int:
    return command.run(argparse.Namespace(compare=compare))


def _entries() -> int:
    from wellserved.ground.journal.models import Entry

    return Entry.objects.count()


def test_an_excuse_that_is_older_than_what_was_heard_since_counts_once(world: World, at: datetime) -> None:
    mail = Incoming("email", world.email_of(world.alice), "Is there breakfast?", "Breakfast")
    matter, _ = conversations.open(mail, customer=world.alice, site=world.house, at=at)
    act_on_clocks(at + timedelta(hours=9))
    missed = Measurement.objects.filter(conversation_id=matter.id, verdict=Measurement.MISSED).first()
    assert missed
    again = Incoming("email", world.email_of(world.alice), "Hello?", "Re: Breakfast")
    conversations.receive(matter, again, by=customer(world.alice.id), at=at + timedelta(hours=12))
    given = excuse(missed, "The network was away.", by=staff(world.maren.id), at=at + timedelta(hours=11))
    assert not [*verdicts.differences(), *figures.differences()]
    assert given
    withdraw_excuse(given, by=staff(world.maren.id), at=at + timedelta(hours=11, minutes=5))
    assert not [*verdicts.differences(), *figures.differences()]
    assert Measurement.objects.get(id=missed.id).verdict == Measurement.MISSED
