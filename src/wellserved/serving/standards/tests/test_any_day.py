"""A house in which anything happens, through the real actions: what it keeps is what its journal tells."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.hours import actions as hours
from wellserved.ground.hours.models import Outage
from wellserved.ground.journal.actor import SYSTEM, Actor, customer, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.moments import NOTED
from wellserved.serving.conversations.rules import Incoming, NotAllowed
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import (
    Lasts,
    WrongStandard,
    act_on_clocks,
    add_standard,
    change_standard,
    end_standard,
    excuse,
    take_back,
    withdraw_excuse,
)
from wellserved.serving.standards.models import Excuse, Measurement, Standard

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RULES: dict[str, dict[str, object]] = {
    "soon": {"kind": "first reply", "within": "1 h", "warn": [0.5, 0.9]},
    "again": {"kind": "next reply", "within": "90 min"},
    "settled": {"kind": "resolution", "within": "5 h", "warn": [0.8]},
    "by-six": {"kind": "first reply", "by": "18:00", "warn": [0.5]},
    "next-noon": {"kind": "next reply", "by": "12:00", "day": 1, "hours": "always"},
    "greeted": {"kind": "time to", "from": "arrived", "to": "greeted", "within": "30 min", "fails": "left"},
    "held": {"kind": "at most", "total": "hold", "limit": "20 min", "until": "call ended"},
    "hands": {"kind": "at most", "count": "reassigned", "limit": 1},
    "informed": {"kind": "at least", "count": "informed", "limit": 1, "from": "matter began"},
    "ready": {"kind": "quoted", "to": ["ready", "settled"], "late": "15 min", "early": "2 h"},
    "called": {"kind": "time to", "from": "settled", "to": "called back", "within": "4 h", "cancelled": "reopened"},
    "kind": {"kind": "observed"},
    "share": {"kind": "share of", "of": {"kind": "time to", "from": "rang", "to": "answered", "fails": "abandoned"}},
}
NARROW: list[dict[str, Any]] = [{}, {}, {"topics": ["repair"]}, {"channels": ["phone"]}, {"groups": ["regular"]}]
WEEKS = [["09:00", "17:00"]], [["08:00", "12:00"], ["13:00", "20:00"]], [["20:00", "03:00"]], [["00:00", "00:00"]]


class AnyDay:
    """Anything that may happen to a house, one thing after another, often late and sometimes out of order."""

    def __init__(self, world: World, at: datetime, chance: Random) -> None:
        self.world, self.at, self.chance = world, at, chance
        self.sites = [world.house, world.quay, world.pantry]
        self.people = [world.maren, world.ines, world.sander, world.owen]
        self.things = [getattr(self, name) for name in dir(self) if name.startswith("they_")]
        Standard.objects.in_force(at).update(valid_until=at)
        for key in RULES:
            self.add(key)

    def goes_on(self) -> str:
        self.at += self.chance.choice((MINUTE, 10 * MINUTE, HOUR, 5 * HOUR)) * self.chance.random()
        thing = self.chance.choice(self.things)
        with suppress(NotAllowed, WrongStandard):
            thing()
        return str(thing.__name__)

    @property
    def by(self) -> Actor:
        return staff(self.chance.choice(self.people).id)

    @property
    def when(self) -> datetime:
        """Mostly now."""
        return self.at - self.chance.choice((0, 0, 0, 0, 1)) * self.chance.random() * 3 * HOUR

    def one(self) -> Conversation:
        latest = list(Conversation.objects.exclude(status="joined").order_by("-id")[:4])
        return self.chance.choice(latest) if latest else self.they_write_anew()

    def add(self, key: str, **more: Any) -> None:
        about: dict[str, Any] = self.chance.choice(NARROW) if more else {}
        add_standard(key, statement=key, rule=RULES[key], on_miss=["raise"], by=SYSTEM, at=self.at, **about, **more)

    def they_write_anew(self) -> Conversation:
        who = self.chance.choice([self.world.alice, self.world.bob])
        mail = Incoming("email", "a@mail.example", "Is it ready?", "Ready")
        return conversations.open(mail, customer=who, site=self.chance.choice(self.sites), at=self.when)[0]

    def they_come_or_call(self) -> None:
        channel = self.chance.choice(("phone", "in_person"))
        site = self.chance.choice(self.sites)
        topic = self.chance.choice(("", "repair"))
        conversations.meet(self.world.bob, site, channel=channel, topic=topic, by=self.by, at=self.when)

    def they_write(self) -> None:
        one = self.one()
        again = Incoming(self.chance.choice(("email", "chat")), "a@mail.example", "And now?")
        conversations.receive(one, again, by=customer(one.customer_id), at=self.when)

    def they_are_answered(self) -> None:
        conversations.say(self.one(), "Yes.", waiting=self.chance.random() < 0.5, by=self.by, at=self.when)

    def they_see_a_moment(self) -> None:
        moments = list(NOTED) + ["greeted", "ready", "hold began", "hold ended", "informed", "called back"] * 4
        conversations.note_moment(self.one(), self.chance.choice(moments), by=self.by, at=self.when)

    def they_are_quoted(self) -> None:
        when = self.when
        conversations.quote_time(self.one(), when + 20 * HOUR * self.chance.random() + MINUTE, by=self.by, at=when)

    def they_observe(self) -> None:
        key = self.chance.choice(("kind", "greeted", "hands"))
        value = None if key == "kind" else self.chance.randrange(4000)
        happened = self.chance.choice((True, False, None)) if value is None else None
        conversations.observe(self.one(), key, happened, source="inspection", by=self.by, at=self.when, value=value)

    def they_inspect(self) -> None:
        conversations.inspect(
            self.world.charlotte, self.world.quay, channel="phone", subject="", by=self.by, at=self.when
        )

    def they_assign(self) -> None:
        one = self.one()
        to = self.chance.choice([None, *(person.id for person in self.people)])
        conversations.assign(one, staff_id=to, expected=one.assignee_id, by=self.by, at=self.when)

    def they_wait(self) -> None:
        conversations.wait(self.one(), by=self.by, at=self.when)

    def they_resume(self) -> None:
        conversations.resume(self.one(), by=self.by, at=self.when)

    def they_close(self) -> None:
        conversations.close(self.one(), by=self.by, at=self.when)

    def they_reopen(self) -> None:
        conversations.reopen(self.one(), by=self.by, at=self.when)

    def they_join(self) -> None:
        conversations.join(self.one(), self.one(), by=self.by, at=self.at)

    def they_say_what_about(self) -> None:
        conversations.set_topic(self.one(), self.chance.choice(("repair", "")), by=self.by, at=self.at)

    def they_say_whose(self) -> None:
        whose = self.chance.choice([self.world.alice, self.world.bob, self.world.dmitri])
        conversations.give_to(self.one(), whose, by=self.by, at=self.at)

    def they_excuse(self) -> None:
        missed = Measurement.objects.filter(verdict="missed").order_by("-id").first()
        if missed:
            excuse(missed, "It rained.", by=self.by, at=self.at)

    def they_take_an_excuse_back(self) -> None:
        given = Excuse.objects.filter(withdrawn_at=None).order_by("-id").first()
        if given:
            withdraw_excuse(given, by=self.by, at=self.at)

    def they_have_an_outage(self) -> None:
        begins = self.at - 40 * HOUR * self.chance.random() + 5 * HOUR
        ends = self.chance.choice((None, begins + 10 * HOUR * self.chance.random() + MINUTE))
        site = self.chance.choice(self.sites)
        hours.declare_outage(site, starts_at=begins, ends_at=ends, reason="No power", by=self.by, at=self.at)

    def they_end_an_outage(self) -> None:
        if outage := Outage.objects.standing().filter(ends_at=None).first():
            hours.end_outage(outage, ends_at=max(outage.starts_at + MINUTE, self.when), by=self.by, at=self.at)

    def they_withdraw_an_outage(self) -> None:
        if outage := Outage.objects.standing().last():
            hours.withdraw_outage(outage, by=self.by, at=self.at)

    def they_change_hours(self) -> None:
        week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), self.chance.choice(WEEKS))
        special: dict[str, list[list[str]]] = {(self.at + 24 * HOUR).date().isoformat(): []}
        hours.set_hours(self.chance.choice(self.sites), weekly=week, holidays=special, by=self.by, at=self.at)

    def they_change_a_standard(self) -> None:
        standard = self.chance.choice(list(Standard.objects.in_force(self.at).order_by("id")))
        planned = self.chance.choice((None, self.at + 30 * HOUR * self.chance.random()))
        change_standard(standard, by=self.by, at=self.at, lasts=Lasts(begins=planned), **self.chance.choice(NARROW))

    def they_plan_a_standard(self) -> None:
        self.add(self.chance.choice(list(RULES)), lasts=Lasts(begins=self.at + 9 * HOUR * self.chance.random()))

    def they_take_a_plan_back(self) -> None:
        take_back(self.chance.choice(list(RULES)), by=self.by, at=self.at)

    def they_end_a_standard(self) -> None:
        standard = self.chance.choice(list(Standard.objects.in_force(self.at).order_by("id")))
        end_standard(standard, by=self.by, at=self.at)

    def they_sweep(self) -> None:
        act_on_clocks(self.at)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens(world: World, at: datetime, run_jobs: Callable[[datetime], int], seed: int) -> None:
    day = AnyDay(world, at, Random(seed))
    happened = []
    for n in range(25):
        happened.append(day.goes_on())
        if n % 9 == 0:
            run_jobs(day.at)
    run_jobs(day.at)
    act_on_clocks(day.at)
    assert list(rebuild.differences()) == [], happened
