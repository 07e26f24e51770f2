from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import actions, links
from wellserved.serving.conversations.acknowledging import (
    MATTERS_OF_A_DOMAIN,
    NOTICES_A_DAY,
    NOTICES_AN_HOUR,
    Arrival,
    is_acknowledged,
)
from wellserved.serving.conversations.events import ConversationOpened
from wellserved.serving.conversations.models import Conversation, Message, Purpose
from wellserved.serving.conversations.reactions import acknowledge
from wellserved.serving.conversations.rules import Incoming

PERSON = Arrival(
    "email",
    automatic=False,
    brought=False,
    reachable=True,
    spoken_to=False,
    refers_to_us=False,
    notices_lately=0,
    notices_today=0,
    matters_of_domain=1,
)


@pytest.mark.parametrize(
    ("change", "acknowledged"),
    [
        ({}, True),
        ({"channel": "form"}, True),
        ({"channel": "api"}, False),
        ({"automatic": True}, False),
        ({"reachable": False}, False),
        ({"spoken_to": True}, False),
        ({"notices_lately": NOTICES_AN_HOUR - 1}, True),
        ({"notices_lately": NOTICES_AN_HOUR}, False),
        ({"notices_today": NOTICES_A_DAY}, False),
        ({"matters_of_domain": MATTERS_OF_A_DOMAIN + 1}, False),
        ({"refers_to_us": True}, False),
    ],
)
def test_what_is_acknowledged(change: dict[str, Any], acknowledged: bool) -> None:
    assert is_acknowledged(replace(PERSON, **change)) is acknowledged


def arrives(world: World, at: datetime, channel: str = "email", automatic: bool = False) -> Conversation:
    incoming = Incoming(channel, "alice@x.example", "A cot?", subject="Cheap watches", automatic=automatic)
    conversation, _ = actions.open(incoming, customer=world.alice, site=world.house, at=at)
    return conversation


def react(conversation: Conversation) -> list[Message]:
    event = Entry.objects.of(conversation.id).of_kinds(ConversationOpened).get().event()
    assert isinstance(event, ConversationOpened)
    acknowledge(event)
    acknowledge(event)
    return list(Message.objects.filter(conversation_id=conversation.id, purpose=Purpose.NOTICE))


def test_the_customer_hears_that_it_arrived_once_and_by_when_they_hear_more(world: World, at: datetime) -> None:
    conversation = arrives(world, at)
    actions.note_due(conversation.id, at + timedelta(hours=4))
    (notice,) = react(conversation)
    assert notice.text.splitlines() == [
        f"Dear {world.alice.name},",
        "",
        "thank you for your message. It has reached us.",
        "You hear from us by Wednesday, 18 November, 14:00 at the latest.",
        "",
        f"Your reference is {conversation.reference}. Here you see how your matter stands:",
        links.address("status", links.STATUS),
        "",
        "To add something, just reply to this mail.",
        "",
        "Linden House",
    ]
    assert links.status_token(conversation) in links.filled(notice, notice.html)
    conversation.refresh_from_db()
    assert conversation.status == "open"  # a notice answers nothing


def test_a_form_cannot_make_us_mail_a_strangers_words(world: World, at: datetime) -> None:
    (notice,) = react(arrives(world, at, channel="form"))
    for typed in ("Cheap watches", world.alice.name):
        assert typed not in notice.text + notice.html + notice.subject


def test_a_machine_is_not_answered(world: World, at: datetime) -> None:
    assert react(arrives(world, at, automatic=True)) == []


def test_two_desks_that_acknowledge_each_other_stop(world: World, at: datetime) -> None:
    sent = [len(react(arrives(world, at + timedelta(minutes=n)))) for n in range(10)]
    assert sum(sent) == NOTICES_AN_HOUR
    assert len(react(arrives(world, at + timedelta(hours=2)))) == 1
    later = [len(react(arrives(world, at + timedelta(hours=2 * n)))) for n in range(2, 11)]
    assert sum(sent) + 1 + sum(later) == NOTICES_A_DAY


def test_what_is_answered_already_is_not_acknowledged(world: World, at: datetime) -> None:
    conversation = arrives(world, at)
    actions.say(conversation, "Yes", by=staff(world.ines.id), at=at)
    assert react(conversation) == []


def test_it_follows_by_itself(world: World, at: datetime, run_jobs: Callable[[datetime], int]) -> None:
    conversation = arrives(world, at)
    run_jobs(at)
    assert conversation.messages.filter(purpose=Purpose.NOTICE).count() == 1
