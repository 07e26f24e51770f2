"""Several people in one matter, by mail from end to end: a wife in copy, her removal, a colleague's forward, one mail
to two houses."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import people
from wellserved.serving.conversations.models import Conversation, Message

HOUR = timedelta(hours=1)
ANNA, CAROL = "Anna Carter <anna@carter.example>", "Carol Carter <carol@carter.example>"
Went = Callable[[Message], EmailMessage]


@pytest.fixture
def went(tmp_path: Path, settings: Any, run_jobs: Callable[[datetime], int], at: datetime) -> Went:
    """The mail as which a message of ours left."""
    settings.OUTBOX = tmp_path

    def left(message: Message) -> EmailMessage:
        run_jobs(message.at + HOUR)
        return message_from_bytes((tmp_path / f"{token_of(message.id)}.eml").read_bytes(), policy=policy.default)

    return left


def _in(mailbox: Mailbox, raw: bytes, at: datetime) -> Message:
    mail = actions.receive(mailbox, raw, via="imap", at=at)
    assert mail.message, mail.reason
    return mail.message


def _from_anna(world: World, at: datetime, *head: str) -> Message:
    """She copies Carol in."""
    raw = letter("May we have a cot?", sender=ANNA, id="cot@carter.example", head=[f"Cc: {CAROL}", *head])
    return _in(world.hello, raw, at)


def _answers(mail: EmailMessage) -> str:
    return str(mail["Message-ID"]).strip("<>")


def test_the_wife_in_copy_answers_and_takes_part(world: World, at: datetime, went: Went) -> None:
    by, conversation = staff(world.ines.id), _from_anna(world, at).conversation
    ours = went(conversations.say(conversation, "Of course.", by=by, at=at + HOUR))
    assert (ours["To"], ours["Cc"]) == ("anna@carter.example", "carol@carter.example")

    raw = letter("And a bath, please.", sender=CAROL, id="2@carter.example", answers=_answers(ours), subject="Bath")
    hers = _in(world.hello, raw, at + 2 * HOUR)
    assert hers.conversation == conversation
    conversation.refresh_from_db()
    assert conversation.is_waiting_for_us
    assert conversation.customer.name == "Anna Carter"
    assert people.speakers([hers], conversation) == {hers.id: "Carol Carter"}

    to_her = went(conversations.say(conversation, "It is there.", by=by, at=at + 3 * HOUR))
    assert (to_her["To"], to_her["Cc"]) == ("carol@carter.example", "anna@carter.example")
    between_us = went(conversations.say(conversation, "A surprise?", to_all=False, by=by, at=at + 4 * HOUR))
    assert (between_us["To"], between_us["Cc"]) == ("anna@carter.example", None)


def test_what_the_house_says_by_itself_is_for_the_customer_alone(world: World, at: datetime, went: Went) -> None:
    conversation = _from_anna(world, at).conversation
    notice = went(_said_by_rule(conversation, went, at))
    assert (notice["To"], notice["Cc"]) == ("anna@carter.example", None)
    reply = conversations.say(conversation, "Of course.", by=staff(world.ines.id), at=at + HOUR)
    went(reply)
    conversations.close(conversation, by=staff(world.ines.id), at=at + 2 * HOUR)
    went(reply)
    survey = Message.objects.get(conversation=conversation, purpose="survey")
    went(survey)
    survey.refresh_from_db()
    assert survey.recipients == ["anna@carter.example"]


def _said_by_rule(conversation: Conversation, went: Went, at: datetime) -> Message:
    from wellserved.ground.jobs.work import drain

    drain(at + timedelta(minutes=1))
    return Message.objects.get(conversation=conversation, purpose="notice")


def test_who_was_removed_is_a_stranger_until_they_are_let_in_again(world: World, at: datetime, went: Went) -> None:
    by, conversation = staff(world.ines.id), _from_anna(world, at).conversation
    ours = went(conversations.say(conversation, "Of course.", by=by, at=at + HOUR))
    (carol,) = people.present(conversation)
    conversations.remove_participant(carol, by=by, at=at + HOUR)

    next_one = conversations.say(conversation, "By the way.", by=by, at=at + 2 * HOUR)
    assert went(next_one)["Cc"] is None
    again = letter("Me too!", sender=ANNA, answers=_answers(ours), head=[f"Cc: {CAROL}"])
    assert _in(world.hello, again, at + 2 * HOUR).conversation == conversation
    assert people.present(conversation) == [], "copying her in again does not undo what a colleague decided"

    raw = letter("What did you tell her?", sender=CAROL, id="3@carter.example", answers=_answers(ours))
    hers = _in(world.hello, raw, at + 3 * HOUR)
    assert hers.conversation != conversation
    assert hers.conversation.perhaps_belongs_to == conversation
    assert hers.hints

    conversations.join(hers.conversation, conversation, by=by, at=at + 4 * HOUR)
    assert [one.address for one in people.present(conversation)] == ["carol@carter.example"]
    later = letter("Thank you.", sender=CAROL, id="4@carter.example", answers="3@carter.example", subject="Thanks")
    assert _in(world.hello, later, at + 5 * HOUR).conversation == conversation


def test_an_answer_never_goes_to_who_was_removed_though_they_spoke_last(
    world: World, at: datetime, went: Went
) -> None:
    by, conversation = staff(world.ines.id), _from_anna(world, at).conversation
    ours = went(conversations.say(conversation, "Of course.", by=by, at=at + HOUR))
    _in(world.hello, letter("I object.", sender=CAROL, id="2@carter.example", answers=_answers(ours)), at + 2 * HOUR)
    conversations.remove_participant(people.present(conversation)[0], by=by, at=at + 3 * HOUR)
    reply = went(conversations.say(conversation, "Never mind her.", by=by, at=at + 4 * HOUR))
    assert (reply["To"], reply["Cc"]) == ("anna@carter.example", None)


def test_a_third_person_writes_and_the_customer_is_in_copy(world: World, at: datetime, went: Went) -> None:
    by, conversation = staff(world.ines.id), _from_anna(world, at, "X: 1").conversation
    raw = letter("I book for the Carters.", sender="Dan <dan@agency.example>", id="1@agency", head=[f"Cc: {ANNA}"])
    his = _in(world.hello, raw, at + HOUR)
    assert his.conversation != conversation
    assert his.conversation.customer.name == "Dan"
    assert [one.address for one in people.present(his.conversation)] == ["anna@carter.example"]
    reply = went(conversations.say(his.conversation, "Gladly.", by=by, at=at + 2 * HOUR))
    assert (reply["To"], reply["Cc"]) == ("dan@agency.example", "anna@carter.example")


def test_a_customer_with_two_addresses_is_one_person(world: World, at: datetime, went: Went) -> None:
    conversation = _from_anna(world, at).conversation
    conversation.customer.identities.create(kind="email", value="anna@work.example", created_at=at)
    raw = letter("From my desk", sender="anna@work.example", answers="cot@carter.example", head=[f"Cc: {ANNA}"])
    assert _in(world.hello, raw, at + HOUR).conversation == conversation
    assert [one.address for one in people.present(conversation)] == ["carol@carter.example"]
    reply = went(conversations.say(conversation, "Yes.", by=staff(world.ines.id), at=at + 2 * HOUR))
    assert (reply["To"], reply["Cc"]) == ("anna@work.example", "carol@carter.example")


def test_a_forged_answer_by_subject_brings_nobody_along(world: World, at: datetime, went: Went) -> None:
    conversation = _in(world.hello, letter(sender=ANNA, id="1@carter.example"), at).conversation
    raw = letter("Which room?", sender=ANNA, subject="Re: A pillow", id="9@evil", head=["Cc: eve@evil.example"])
    assert _in(world.hello, raw, at + HOUR).conversation == conversation
    assert people.present(conversation) == []
    reply = went(conversations.say(conversation, "Room 12.", by=staff(world.ines.id), at=at + 2 * HOUR))
    assert "eve@evil.example" not in str(reply)


def test_neither_we_nor_machines_take_part(world: World, at: datetime) -> None:
    others = "quay@linden.example, hello+anything@linden.example, no-reply@shop.example, party-request@lists.example"
    raw = letter(sender=ANNA, head=[f"Cc: {others}, front@linden.example", "X-Original-To: front@linden.example"])
    assert people.present(_in(world.hello, raw, at).conversation) == []


def test_one_mail_to_two_houses_is_a_matter_in_each(world: World, at: datetime) -> None:
    quay = world.mailboxes["linden-quay"]
    raw = letter(sender=ANNA, id="both@carter.example", head=[f"Cc: {quay.address}"])
    first, second = _in(world.hello, raw, at), _in(quay, raw, at)
    assert {first.conversation.site, second.conversation.site} == {world.house, world.quay}
    assert not people.present(first.conversation)
    assert not people.present(second.conversation)


@pytest.mark.parametrize("order", ["hello first", "stay first"])
def test_one_mail_to_two_mailboxes_of_a_house_is_one_message(order: str, world: World, at: datetime) -> None:
    stay = actions.add_mailbox("stay@linden.example", name="Stay", site=world.house, at=at)
    raw = letter(sender=ANNA, id="both@carter.example", head=[f"Cc: {stay.address}, {CAROL}"])
    boxes = [world.hello, stay] if order == "hello first" else [stay, world.hello]
    mails = [
        actions.receive(box, f"Delivered-To: {box.address}\r\n".encode() + raw, via="smtp", at=at) for box in boxes
    ]
    message = Message.objects.get(direction="inbound")
    assert [mail.message for mail in mails] == [message, None]
    assert mails[1].state == RawMail.TAKEN_IN
    assert mails[1].copy_of == mails[0]
    message.refresh_from_db()
    assert message.hints == [f"came to {boxes[1].address} too"]
    assert [one.address for one in people.present(message.conversation)] == ["carol@carter.example"]
    assert Conversation.objects.count() == 1


def test_another_mail_with_the_same_id_is_never_lost(world: World, at: datetime) -> None:
    stay = actions.add_mailbox("stay@linden.example", name="Stay", site=world.house, at=at)
    _in(world.hello, letter("first", sender=ANNA, id="same@broken.example"), at)
    _in(stay, letter("second", sender=ANNA, id="same@broken.example"), at)
    assert {m.text for m in Message.objects.filter(direction="inbound")} == {"first", "second"}
