"""Two conversations that are one matter."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import Actor, customer, staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.boxes import BOXES
from wellserved.serving.conversations.events import ConversationClosed, ConversationJoined, ConversationReopened
from wellserved.serving.conversations.models import Conversation, Message, Status
from wellserved.serving.conversations.rules import Incoming, NotAllowed


@pytest.fixture
def ines(world: World) -> Actor:
    return staff(world.ines.id)


@pytest.fixture
def matter(world: World, at: datetime, ines: Actor) -> Conversation:
    """Alice asked, was answered, and it was closed."""
    incoming = Incoming("email", "alice@rowan.example", "May we come late?", "Late arrival")
    conversation = actions.open(incoming, customer=world.alice, site=world.house, at=at)[0]
    actions.say(conversation, "Of course.", by=ines, at=at + timedelta(hours=1))
    actions.close(conversation, by=ines, at=at + timedelta(hours=1))
    return conversation


@pytest.fixture
def stray(world: World, at: datetime, matter: Conversation) -> Conversation:
    """An answer from an address that nobody knew."""
    incoming = Incoming("email", "alice@work.example", "Even at midnight?", "Re: Late arrival")
    return actions.open(
        incoming, customer=world.bob, site=world.house, perhaps_belongs_to=matter, at=at + timedelta(hours=2)
    )[0]


def test_their_messages_stand_in_one(
    world: World, matter: Conversation, stray: Conversation, ines: Actor, at: datetime
) -> None:
    actions.join(stray, matter, by=ines, at=at + timedelta(hours=3))
    matter.refresh_from_db()
    said = [message.text for message in reads.messages(world.ines, matter)]
    assert said == ["May we come late?", "Of course.", "Even at midnight?"]
    assert (matter.message_count, matter.latest_text) == (3, "Even at midnight?")


def test_the_next_word_is_ours_again(matter: Conversation, stray: Conversation, ines: Actor, at: datetime) -> None:
    actions.join(stray, matter, by=ines, at=at)
    matter.refresh_from_db()
    assert matter.status == Status.OPEN
    assert Entry.objects.of(matter.id).of_kinds(ConversationReopened).exists()


def test_the_empty_one_is_gone_from_the_lists_and_nobody_is_asked_about_it(
    world: World, matter: Conversation, stray: Conversation, ines: Actor, at: datetime
) -> None:
    actions.join(stray, matter, by=ines, at=at)
    assert [line.id for line in reads.inbox(world.ines, BOXES["all"]).lines] == [matter.id]
    kinds = Entry.objects.of(stray.id).values_list("kind", flat=True)
    assert ConversationJoined.kind in kinds
    assert ConversationClosed.kind not in kinds


def test_what_still_comes_for_it_is_received_in_the_other(
    world: World, matter: Conversation, stray: Conversation, ines: Actor, at: datetime
) -> None:
    actions.join(stray, matter, by=ines, at=at)
    incoming = Incoming("email", "alice@work.example", "And breakfast?")
    message = actions.receive(stray, incoming, by=customer(world.bob.id), at=at + timedelta(hours=4))
    assert message.conversation == matter


def test_none_is_joined_with_itself_or_twice(
    matter: Conversation, stray: Conversation, ines: Actor, at: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.join(matter, matter, by=ines, at=at)
    actions.join(stray, matter, by=ines, at=at)
    with pytest.raises(NotAllowed):
        actions.join(stray, matter, by=ines, at=at)
    with pytest.raises(NotAllowed):
        actions.join(matter, stray, by=ines, at=at)
    assert Message.objects.filter(conversation=matter).count() == 3
