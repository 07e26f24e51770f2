from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.channels.email import actions, reads
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.reading.tests.mails import REPORT
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.conversations.models import Conversation, Message

HELD = {
    "no sender": letter(sender=""),
    "a sender that is none": letter(sender="nobody"),
    "our own mailbox": letter(sender="hello@linden.example"),
    "our other mailbox, plus": letter(sender="Quay <quay+abc@linden.example>"),
    "X-Loop": letter(head=["X-Loop: hello@linden.example"]),
    "a report on a foreign mail": REPORT,
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", HELD)
def test_it_is_held_with_a_reason_and_can_be_let_in(name: str, world: World, at: datetime) -> None:
    mail = actions.receive(world.hello, HELD[name], via="smtp", at=at)
    assert mail.state == RawMail.QUARANTINED
    assert mail.reason.endswith(".")
    assert Entry.objects.filter(kind="MailQuarantined", site_id=world.house.id).count() == 1
    assert not Conversation.objects.exists()
    assert actions.release(mail, by=staff(world.ines.id), at=at)
    assert Message.objects.filter(raw_mail=mail).count() == 1
    assert not actions.discard(mail, by=staff(world.ines.id), at=at)


def test_our_own_mark_is_a_loop(world: World, at: datetime) -> None:
    marked = letter(head=[f"X-Wellserved-Message: {token_of(7)}"])
    assert actions.receive(world.hello, marked, via="smtp", at=at).state == RawMail.QUARANTINED
    forged = letter(head=["X-Wellserved-Message: 7-aaaaaaaaaaaaaaaa"])
    assert actions.receive(world.hello, forged, via="smtp", at=at).state == RawMail.TAKEN_IN


def test_what_is_too_big_is_held_unread(world: World, at: datetime, settings: Any) -> None:
    settings.MAIL_LIMIT_BYTES = 2000
    mail = actions.receive(world.hello, letter("x" * 3000), via="smtp", at=at)
    assert (mail.state, "larger" in mail.reason) == (RawMail.QUARANTINED, True)
    actions.release(mail, by=staff(world.ines.id), at=at)
    assert Message.objects.get().text == "x" * 3000


def test_a_machine_that_does_not_stop_is_a_loop(world: World, at: datetime) -> None:
    states = [
        actions.receive(
            world.hello,
            letter(f"Out of office {n}", subject="Away", head=["Auto-Submitted: auto-replied"]),
            via="smtp",
            at=at + timedelta(seconds=n),
        ).state
        for n in range(25)
    ]
    assert states == [RawMail.TAKEN_IN] * 20 + [RawMail.QUARANTINED] * 5


def test_who_may_decide(world: World, at: datetime) -> None:
    mail = actions.receive(world.hello, letter(sender=""), via="smtp", at=at)
    for viewer in (world.maren, world.tobias, world.ines):
        assert reads.quarantine(viewer) == [mail]
        assert reads.quarantined(viewer, mail.id) == mail
    for viewer in (world.callum, world.sander, world.stranger):  # an agent; another site's lead; a stranger
        assert reads.quarantine(viewer) == []
        with pytest.raises(RawMail.DoesNotExist):
            reads.quarantined(viewer, mail.id)


def test_what_was_thrown_away_stays_away(world: World, at: datetime) -> None:
    mail = actions.receive(world.hello, letter(sender=""), via="smtp", at=at)
    assert actions.discard(mail, by=staff(world.ines.id), at=at)
    assert actions.receive(world.hello, letter(sender=""), via="smtp", at=at).state == RawMail.DISCARDED
    assert not actions.release(mail, by=staff(world.ines.id), at=at)
    assert reads.quarantine(world.maren) == []


def test_the_mail_as_it_arrived_is_for_those_who_may(world: World, at: datetime) -> None:
    mail = actions.receive(world.hello, letter(), via="smtp", at=at)
    assert mail.message
    assert reads.raw_of(world.ines, mail.message).content == letter()
    for viewer in (world.callum, world.sander, world.stranger):
        with pytest.raises(RawMail.DoesNotExist):
            reads.raw_of(viewer, mail.message)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("hello@linden.example", True),
        ("HELLO@Linden.Example ", True),
        ("hello+4f-abc@linden.example", True),
        ("nobody@linden.example", False),
        ("hello@other.example", False),
        ("", False),
    ],
)
def test_whose_address_it_is(address: str, found: bool, world: World) -> None:
    assert (reads.mailbox(address) == world.hello) is found
