"""A house adopts the pack of luxury hotels, and the very next guests are served to it."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import packs, rebuild
from wellserved.serving.standards.actions import act_on_clocks, adopt
from wellserved.serving.standards.models import Measurement

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def adopted(world: World, at: datetime) -> None:
    adopt(packs.pack("luxury-hotel"), sites=[world.quay], by=staff(world.maren.id), at=at - MINUTE)


def verdicts(conversation: Conversation) -> dict[str, str]:
    rows = Measurement.objects.filter(conversation_id=conversation.id).select_related("standard")
    return {row.standard.key: row.verdict for row in rows}


def test_a_guest_who_comes_to_dine(world: World, at: datetime) -> None:
    by = staff(world.sander.id)
    visit = conversations.meet(world.bob, world.quay, channel="in_person", topic="dining", by=by, at=at)
    for after, moment in ((75 * SECOND, "greeted"), (2 * MINUTE, "seated"), (9 * MINUTE, "asked for the bill")):
        conversations.note_moment(visit, moment, by=by, at=at + after)
    conversations.note_moment(visit, "brought the bill", by=by, at=at + 11 * MINUTE)
    assert verdicts(visit) == {
        "welcomed-at-the-door": "missed",
        "table-without-standing-about": "met",
        "bill-brought-in-three-minutes": "met",
    }
    assert not list(rebuild.differences())


def test_a_call_that_is_held_too_long(world: World, at: datetime) -> None:
    by = staff(world.sander.id)
    call = conversations.meet(world.bob, world.quay, channel="phone", by=by, at=at)
    told = [(2, "ring"), (6, "ring"), (8, "answered"), (20, "hold began"), (40, "hold ended"), (60, "hold began")]
    for seconds, moment in [*told, (80, "hold ended"), (90, "transferred"), (120, "call ended")]:
        conversations.note_moment(call, moment, by=by, at=at + seconds * SECOND)
    assert verdicts(call) == {
        "answered-by-the-third-ring": "met",
        "awake-all-night": "met",
        "on-hold-for-thirty-seconds": "missed",
        "one-voice-or-two": "met",
    }


def test_elsewhere_nothing_of_it_is_asked(world: World, at: datetime) -> None:
    by = staff(world.ines.id)
    visit = conversations.meet(world.alice, world.house, channel="in_person", topic="dining", by=by, at=at)
    act_on_clocks(at + 10 * MINUTE)
    assert verdicts(visit) == {}
