"""A reply is held for a moment, then said; or it is taken back, as if it had never been."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.actor import Actor, staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import actions, jobs, rules
from wellserved.serving.conversations.events import ConversationClosed, MessageSent
from wellserved.serving.conversations.models import Conversation, Message, Status
from wellserved.serving.conversations.rules import Incoming, NotAllowed


@pytest.fixture
def matter(world: World, at: datetime) -> Conversation:
    incoming = Incoming("email", "alice@rowan.example", "May we come late?", "Late arrival")
    return actions.open(incoming, customer=world.alice, site=world.house, at=at)[0]


@pytest.fixture
def ines(world: World) -> Actor:
    return staff(world.ines.id)


def told(matter: Conversation) -> list[str]:
    return list(Entry.objects.of(matter.id).values_list("kind", flat=True))


def test_a_held_reply_is_not_said_yet(matter: Conversation, ines: Actor, at: datetime) -> None:
    message = actions.hold(matter, "Of course.", by=ines, at=at)
    assert MessageSent.kind not in told(matter)
    assert message not in Message.objects.public()
    assert Job.objects.get(key=f"held:{message.id}").due_at == at + rules.HOLD


def test_then_it_is_said(matter: Conversation, ines: Actor, at: datetime) -> None:
    message = actions.hold(matter, "Of course.", by=ines, at=at)
    jobs.let_go(Job.objects.get(key=f"held:{message.id}").payload)
    message.refresh_from_db()
    matter.refresh_from_db()
    assert message.delivery == Message.QUEUED
    assert told(matter).count(MessageSent.kind) == 1
    assert (matter.status, matter.assignee_id) == (Status.WAITING, ines.id)


def test_a_job_that_runs_twice_says_it_once(matter: Conversation, ines: Actor, at: datetime) -> None:
    message = actions.hold(matter, "Of course.", by=ines, at=at)
    payload = Job.objects.get(key=f"held:{message.id}").payload
    jobs.let_go(payload)
    jobs.let_go(payload)
    assert told(matter).count(MessageSent.kind) == 1


def test_taken_back_it_was_never_said(matter: Conversation, ines: Actor, at: datetime) -> None:
    message = actions.hold(matter, "Of curse.", by=ines, at=at)
    payload = Job.objects.get(key=f"held:{message.id}").payload
    assert actions.take_back(message)
    jobs.let_go(payload)
    matter.refresh_from_db()
    assert MessageSent.kind not in told(matter)
    assert (matter.status, matter.message_count) == (Status.OPEN, 1)


def test_what_is_on_its_way_cannot_be_taken_back(matter: Conversation, ines: Actor, at: datetime) -> None:
    message = actions.hold(matter, "Of course.", by=ines, at=at)
    actions.let_go(message, by=ines, at=at + rules.HOLD)
    assert not actions.take_back(message)
    assert Message.objects.filter(id=message.id).exists()


def test_send_and_close_closes_when_it_is_said(matter: Conversation, ines: Actor, at: datetime) -> None:
    message = actions.hold(matter, "Of course.", closing=True, by=ines, at=at)
    assert ConversationClosed.kind not in told(matter)
    jobs.let_go(Job.objects.get(key=f"held:{message.id}").payload)
    assert told(matter)[-2:] == [MessageSent.kind, ConversationClosed.kind] or ConversationClosed.kind in told(matter)
    matter.refresh_from_db()
    assert matter.is_closed


def test_a_form_sent_twice_answers_once(matter: Conversation, ines: Actor, at: datetime) -> None:
    first = actions.hold(matter, "Of course.", submission="form-1", by=ines, at=at)
    again = actions.hold(matter, "Of course.", submission="form-1", by=ines, at=at + timedelta(seconds=1))
    assert first == again
    note = actions.note(matter, "She is nice.", submission="form-2", by=ines, at=at)
    assert note == actions.note(matter, "She is nice.", submission="form-2", by=ines, at=at)
    assert Message.objects.filter(conversation=matter).count() == 3


def test_nothing_is_not_sent(matter: Conversation, ines: Actor, at: datetime) -> None:
    with pytest.raises(NotAllowed, match="Write something first"):
        actions.hold(matter, "  \n", by=ines, at=at)
