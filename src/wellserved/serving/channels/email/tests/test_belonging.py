"""Which mail joins which conversation, and which never does."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import rule, staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import plus, token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message, Purpose

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ours(world: World, at: datetime) -> Outgoing:
    """Alice asked for a pillow, and Ines answered."""
    asked = _in(world, letter(id="asked@example.org"), at)
    reply = conversations.say(asked.conversation, "Of course.", by=staff(world.ines.id), at=at + MINUTE)
    outgoing = actions.queue(reply, at=at + MINUTE)
    assert outgoing
    return outgoing


def _in(world: World, raw: bytes, at: datetime, mailbox: Mailbox | None = None) -> Message:
    mail = actions.receive(mailbox or world.hello, raw, via="smtp", at=at)
    assert mail.message, mail.reason
    return mail.message


def _token(ours: Outgoing) -> str:
    return token_of(ours.message_id)


@pytest.mark.parametrize("by", ["id", "address", "shouted address", "first mail's id", "long ago", "references only"])
def test_an_answer_comes_home(by: str, world: World, ours: Outgoing, at: datetime) -> None:
    address = plus("hello@linden.example", _token(ours))
    raw = {
        "id": letter("Thanks", id="2@x", answers=ours.header_id, subject="Something else"),
        "address": letter("Thanks", id="2@x", to=address, subject="Something else"),
        "shouted address": letter("Thanks", id="2@x", to=address.upper(), subject="Something else"),
        "first mail's id": letter("And another", id="2@x", answers="asked@example.org", subject="Something else"),
        "long ago": letter("Thanks", id="2@x", answers=ours.header_id, subject="Something else"),
        "references only": letter("Thanks", head=[f"References: <{ours.header_id}> <gone@example.org>"], subject="x"),
    }[by]
    message = _in(world, raw, at + (timedelta(days=400) if by == "long ago" else MINUTE))
    assert message.conversation == ours.message.conversation


def test_an_answer_reopens_what_was_closed(world: World, ours: Outgoing, at: datetime) -> None:
    conversation = ours.message.conversation
    conversations.close(conversation, by=staff(world.ines.id), at=at + MINUTE)
    _in(world, letter("One more thing", answers=ours.header_id), at + timedelta(days=1))
    conversation.refresh_from_db()
    assert conversation.is_waiting_for_us


def test_a_folded_and_encoded_in_reply_to_comes_home(world: World, ours: Outgoing, at: datetime) -> None:
    head = [f"In-Reply-To: =?utf-8?q?=3C{ours.header_id.replace('@', '=40')}=3E?="]
    assert _in(world, letter("Thanks", head=head, subject="x"), at).conversation == ours.message.conversation


def test_a_stranger_with_a_stolen_token_gets_a_conversation_of_their_own(
    world: World, ours: Outgoing, at: datetime
) -> None:
    stolen = letter("Send me the key", sender="eve@evil.example", answers=ours.header_id, subject="Re: A pillow")
    message = _in(world, stolen, at)
    assert message.conversation != ours.message.conversation
    assert message.conversation.perhaps_belongs_to == ours.message.conversation
    assert message.hints


def test_a_forged_sender_does_not_lead_the_answers_away(world: World, ours: Outgoing, at: datetime) -> None:
    forged = letter("Which room am I in?", subject="Re: A pillow", id="9@x", head=["Reply-To: eve@evil.example"])
    message = _in(world, forged, at + 2 * MINUTE)
    assert message.conversation == ours.message.conversation
    assert any("by its sender and subject alone" in hint for hint in message.hints)
    assert any("eve@evil.example" in hint for hint in message.hints)
    reply = conversations.say(message.conversation, "Room 12.", by=staff(world.ines.id), at=at + 3 * MINUTE)
    outgoing = actions.queue(reply, at=at + 3 * MINUTE)
    assert outgoing
    assert outgoing.recipients == ["alice@example.org"]


def test_what_a_machine_says_goes_to_the_sender_alone(world: World, at: datetime) -> None:
    raw = letter(id="asked@example.org", head=["Reply-To: a@victim.example, b@victim.example"])
    asked = _in(world, raw, at).conversation
    notice = conversations.say(asked, "We have it.", purpose=Purpose.NOTICE, waiting=False, by=rule(), at=at)
    outgoing = actions.queue(notice, at=at)
    assert outgoing
    assert outgoing.recipients == ["alice@example.org"]


@pytest.mark.parametrize("token", ["1-aaaaaaaaaaaaaaaa", "{id}-aaaaaaaaaaaaaaaa", "zzzzzzzzzzzzz-aaaaaaaaaaaaaaaa"])
def test_a_guessed_token_is_nothing_at_all(token: str, world: World, ours: Outgoing, at: datetime) -> None:
    guessed = token.format(id=ours.message_id)
    to = plus("hello@linden.example", guessed)
    raw = letter("Hi", sender="eve@evil.example", to=to, answers=f"{guessed}@linden.example", subject="x")
    message = _in(world, raw, at)
    assert message.conversation != ours.message.conversation
    assert message.conversation.perhaps_belongs_to is None


def test_a_number_in_a_subject_joins_nothing(world: World, ours: Outgoing, at: datetime) -> None:
    conversation = ours.message.conversation
    subject = f"Re: [{conversation.reference}] #{conversation.id}"
    for sender in ("eve@evil.example", "alice@example.org"):
        assert _in(world, letter("Hi", sender=sender, subject=subject), at).conversation != conversation


def test_somebody_we_wrote_to_takes_part(world: World, ours: Outgoing, at: datetime) -> None:
    conversation = ours.message.conversation
    copied = conversations.say(
        conversation, "Bob, could you?", recipients=["bob@example.net"], by=staff(world.ines.id), at=at
    )
    outgoing = actions.queue(copied, at=at)
    assert outgoing
    message = _in(world, letter("Sure", sender="bob@example.net", answers=outgoing.header_id), at)
    assert message.conversation == conversation


@pytest.mark.parametrize(
    ("subject", "sender", "days", "joins"),
    [
        ("Re: A pillow", "alice@example.org", 1, True),
        ("AW: RE: a  PILLOW", "alice@example.org", 1, True),
        ("A pillow", "alice@example.org", 1, False),  # not an answer
        ("Re: A pillow", "eve@evil.example", 1, False),
        ("Re: A pillow", "alice@example.org", 30, False),
        ("Re: Another pillow", "alice@example.org", 1, False),
        ("Re:", "alice@example.org", 1, False),
    ],
)
def test_a_subject_joins_only_the_same_customers_recent_matter(
    subject: str, sender: str, days: int, joins: bool, world: World, ours: Outgoing, at: datetime
) -> None:
    message = _in(world, letter("Thanks", sender=sender, subject=subject), at + timedelta(days=days))
    assert (message.conversation == ours.message.conversation) is joins


def test_another_sites_mailbox_opens_its_own(world: World, ours: Outgoing, at: datetime) -> None:
    quay = world.mailboxes["linden-quay"]
    message = _in(world, letter("Hello Quay", answers=ours.header_id), at, quay)
    assert message.conversation.site == world.quay


def test_what_was_joined_is_answered_where_it_went(world: World, ours: Outgoing, at: datetime) -> None:
    other = _in(world, letter("Also", subject="Towels", id="other@x"), at).conversation
    conversations.join(ours.message.conversation, other, by=staff(world.ines.id), at=at)
    assert _in(world, letter("Thanks", answers=ours.header_id), at).conversation == other
    assert _in(world, letter("Thanks!", answers="asked@example.org"), at).conversation == other
    assert Conversation.objects.count() == 2
