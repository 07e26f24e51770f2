"""A colleague forwards a customer's mail to the house: it is the customer's matter. Nobody else can do that."""

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
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import people
from wellserved.serving.conversations.models import Conversation, Message

HOUR = timedelta(hours=1)
ANNA = "Anna Carter <anna@carter.example>"
FORWARD = f"""Can somebody take this? She is a dear old guest.

---------- Forwarded message ---------
From: {ANNA}
Date: Tue, 17 Nov 2026 at 09:12
Subject: A cot
To: Ines <ines@private.example>

May we have a cot in our room?

Anna
"""


def _forward(sender: str, text: str = FORWARD, **more: Any) -> bytes:
    return letter(text, sender=sender, subject="Fwd: A cot", id="fwd@linden.example", **more)


def _in(world: World, raw: bytes, at: datetime, **more: Any) -> Message:
    mail = actions.receive(world.hello, raw, via="smtp", at=at, **more)
    assert mail.message, mail.reason
    return mail.message


def test_it_is_the_customers_matter_and_the_answer_goes_to_them(
    world: World, at: datetime, run_jobs: Callable[[datetime], int], settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path
    raw = _forward(f"Ines <{world.ines.email}>", head=["Reply-To: ines@private.example"])
    message = _in(world, raw, at)
    conversation = message.conversation
    assert (conversation.customer.name, conversation.subject) == ("Anna Carter", "A cot")
    assert (message.sender, message.by_kind) == ("anna@carter.example", "customer")
    assert message.text == "May we have a cot in our room?\n\nAnna"
    assert message.hints[0].startswith(f"forwarded by {world.ines.name}, written on 17 November 2026")
    note = Message.objects.get(direction="note")
    assert (note.text, note.by_staff) == ("Can somebody take this? She is a dear old guest.", world.ines)

    run_jobs(at + HOUR)
    assert not list(tmp_path.glob("*.eml")), "the colleague knows what the customer was told"
    reply = conversations.say(conversation, "It is there.", by=staff(world.ines.id), at=at + HOUR)
    run_jobs(at + 2 * HOUR)
    mail = message_from_bytes((tmp_path / f"{token_of(reply.id)}.eml").read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Cc"]) == ("anna@carter.example", None)
    assert "dear old guest" not in str(mail)

    answers = letter("Thank you", sender=ANNA, answers=str(mail["Message-ID"]).strip("<>"), subject="Re: A cot")
    assert _in(world, answers, at + 3 * HOUR).conversation == conversation
    assert people.present(conversation) == []


def test_it_joins_the_customers_matter_that_it_refers_to(world: World, at: datetime) -> None:
    first = _in(world, letter(sender=ANNA, id="first@carter.example"), at)
    message = _in(world, _forward(world.ines.email, answers="first@carter.example"), at + HOUR)
    assert message.conversation == first.conversation


def test_an_enclosed_mail_is_a_forward_too(world: World, at: datetime) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = ANNA, "A cot"
    inner.set_content("May we have a cot?")
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = world.ines.email, world.hello.address, "Fwd: A cot"
    outer.set_content("For us?")
    outer.add_attachment(inner)
    message = _in(world, outer.as_bytes(), at)
    assert message.conversation.customer.name == "Anna Carter"
    assert message.text == "May we have a cot?"
    assert message.attachments.count() == 1


@pytest.mark.parametrize("sender", ["Eve <eve@evil.example>", "Ines Duarte <ines@evil.example>"])
def test_a_strangers_forward_is_the_strangers_mail(sender: str, world: World, at: datetime) -> None:
    message = _in(world, _forward(sender), at)
    assert message.sender == sender.partition("<")[2].strip(">")
    assert "Forwarded message" in message.text
    assert not Message.objects.filter(direction="note").exists()


@pytest.mark.parametrize("verdict", ["genuine", "unknown", "forged"])
def test_a_colleague_is_believed_unless_the_mail_is_forged(verdict: str, world: World, at: datetime) -> None:
    checks = {"verdict": verdict, "from": "linden.example"}
    mail = actions.receive(world.hello, _forward(world.ines.email), via="smtp", at=at, checks=checks)
    assert (mail.message is not None and mail.message.sender == "anna@carter.example") is (verdict != "forged")


def test_a_forward_that_nobody_could_check_says_so(world: World, at: datetime) -> None:
    first = _in(world, letter(sender=ANNA, subject="A cot", id="first@carter.example"), at)
    for verdict, hints in (("unknown", 1), ("genuine", 0)):
        raw = _forward(world.ines.email, FORWARD.replace("A cot", "Re: A cot") + verdict)
        message = _in(world, raw, at + HOUR, checks={"verdict": verdict, "from": "linden.example"})
        assert message.conversation == first.conversation
        assert "belongs here by its sender and subject alone, which anybody can write" in message.hints
        assert sum("nobody could check" in hint for hint in message.hints) == hints


def test_a_colleague_without_an_account_needs_a_proof(world: World, at: datetime) -> None:
    ben = "Ben Ortiz <ben.ortiz@linden.example>"
    assert _in(world, _forward(ben), at).sender == "ben.ortiz@linden.example"
    proof = {"verdict": "genuine", "from": "linden.example"}
    message = _in(world, _forward(ben, head=["X-Second: yes"]), at, checks=proof)
    assert message.sender == "anna@carter.example"
    assert message.hints[0].startswith("forwarded by Ben Ortiz")
    assert Message.objects.get(direction="note").text.startswith("Ben Ortiz:\nCan somebody take this?")


def test_a_mailbox_of_ours_forwards_but_sends_nothing_else(world: World, at: datetime) -> None:
    quay = world.mailboxes["linden-quay"].address
    assert _in(world, _forward(quay), at).sender == "anna@carter.example"
    held = actions.receive(world.hello, letter(sender=quay), via="smtp", at=at)
    assert held.state == RawMail.QUARANTINED


def test_what_a_colleague_writes_for_themselves_is_theirs(world: World, at: datetime) -> None:
    message = _in(world, letter("My own room?", sender=f"Ines <{world.ines.email}>"), at)
    assert message.sender == world.ines.email
    colleagues = _forward(world.ines.email, FORWARD.replace("anna@carter.example", world.yuki.email))
    assert _in(world, colleagues, at).sender == world.ines.email


def test_a_forward_by_a_stranger_is_set_right_by_hand(world: World, at: datetime) -> None:
    conversation = _in(world, _forward("Dan <dan@agency.example>"), at).conversation
    anna = _in(world, letter(sender=ANNA, id="other@carter.example"), at).conversation.customer
    assert conversations.give_to(conversation, anna, by=staff(world.ines.id), at=at)
    assert Conversation.objects.filter(customer=anna).count() == 2
