"""What a rule hears in our words."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM, rule, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.hearing import heard
from wellserved.serving.standards.models import Measurement

GREETS = {"kind": "observed", "by": ["rule"], "says": ["dear", "good  morning"]}
NEVER = {"kind": "observed", "by": "rule", "never_says": "company policy"}


@pytest.mark.parametrize(
    ("told", "text", "is_kept"),
    [
        (GREETS, "Dear Alice, yes.", True),
        (GREETS, "GOOD\nMORNING, yes.", True),
        (GREETS, "Oh deary me.", False),
        (GREETS, "", False),
        (NEVER, "Yes.", True),
        (NEVER, "It is Company\t Policy.", False),
        (NEVER, "Accompany policyholders.", True),
        ({**GREETS, "never_says": ["no"]}, "Dear Bob, no.", False),
    ],
)
def test_whole_words_in_any_case(told: dict[str, Any], text: str, is_kept: bool) -> None:
    assert heard(told, text) is is_kept


@pytest.mark.django_db
def test_an_answer_of_a_colleague_is_heard_and_a_machine_s_is_not(world: World, at: datetime) -> None:
    add_standard("greets", statement="We greet whoever writes.", rule=GREETS, by=SYSTEM, at=at)
    mail = Incoming("email", "bob@mail.example", "Is there parking?")
    matter, _ = conversations.open(mail, customer=world.bob, site=world.quay, at=at)
    for minute, words in enumerate(("Dear Bob, there is.", "In the yard."), start=1):
        conversations.say(matter, words, by=staff(world.sander.id), at=at + timedelta(minutes=minute))
    conversations.say(matter, "We are closed.", by=rule(), at=at + timedelta(minutes=3))
    found = Measurement.objects.filter(standard__key="greets").order_by("at")
    assert [(one.verdict, one.staff_id) for one in found] == [
        ("met", world.sander.id),
        ("missed", world.sander.id),
    ]
    assert not list(rebuild.differences())
