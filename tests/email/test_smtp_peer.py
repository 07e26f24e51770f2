"""Replies leave through a real SMTP server."""

from datetime import datetime, timedelta
from typing import Any

import dkim
import pytest

from tests.email.peer import Peer
from tests.world import World
from wellserved.ground import files
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import plus, return_token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import NewFile

pytestmark = [pytest.mark.server, pytest.mark.django_db]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def said(world: World, at: datetime, peer: Peer, settings: Any, run_jobs: Any) -> Message:
    """Ines answered Alice; it is still to be sent."""
    settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
    mail = actions.receive(world.hello, letter(id="asked@example.org"), via="smtp", at=at)
    assert mail.message
    run_jobs(at)
    peer.mails.clear()  # the acknowledgement
    return conversations.say(mail.message.conversation, "Of course.", by=staff(world.ines.id), at=at + MINUTE)


def test_it_goes_by_the_houses_server(said: Message, peer: Peer, at: datetime, run_jobs: Any) -> None:
    run_jobs(at + 2 * MINUTE)
    (envelope,) = peer.mails
    assert envelope.rcpt_tos == ["alice@example.org"]
    assert envelope.mail_from == plus("hello@linden.example", return_token_of(said.id))
    assert peer.read()[0]["In-Reply-To"] == "<asked@example.org>"


def test_it_goes_by_the_mailboxs_own_server_if_it_has_one(
    said: Message, peer: Peer, at: datetime, run_jobs: Any, settings: Any
) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:9"
    Mailbox.objects.update(smtp_host="127.0.0.1", smtp_port=peer.port, smtp_security="none")
    run_jobs(at + 2 * MINUTE)
    assert len(peer.mails) == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "553 no"])
def test_a_refused_recipient_is_final(answer: str, said: Message, peer: Peer, at: datetime, run_jobs: Any) -> None:
    peer.refuses["alice@example.org"] = answer
    for hour in range(4):
        run_jobs(at + timedelta(hours=hour))
    said.refresh_from_db()
    assert (said.delivery, said.outgoing.attempts) == ("failed", 1)
    assert answer in said.outgoing.error


@pytest.mark.parametrize(("answer", "state"), [("554 spam", "failed"), ("451 busy", "sent")])
def test_a_refused_mail_is_final_and_a_busy_server_is_not(
    answer: str, state: str, said: Message, peer: Peer, at: datetime, run_jobs: Any
) -> None:
    peer.data_answer = answer
    run_jobs(at + 2 * MINUTE)
    peer.data_answer = "250 taken"
    run_jobs(at + 10 * MINUTE)
    said.refresh_from_db()
    assert said.delivery == state
    assert len(peer.mails) == (state == "sent")


def test_greylisting_is_waited_out(said: Message, peer: Peer, at: datetime, run_jobs: Any) -> None:
    peer.refuses["alice@example.org"] = "450 4.2.0 come back later"
    run_jobs(at + 2 * MINUTE)
    assert Outgoing.objects.get(message=said).state == Outgoing.QUEUED
    peer.refuses.clear()
    run_jobs(at + 10 * MINUTE)
    assert len(peer.mails) == 1


def test_a_server_that_is_away_costs_nothing_but_time(said: Message, peer: Peer, at: datetime, run_jobs: Any) -> None:
    peer.stop()
    run_jobs(at + 2 * MINUTE)
    said.refresh_from_db()
    assert said.delivery == "queued"
    peer.start()
    run_jobs(at + 10 * MINUTE)
    assert len(peer.mails) == 1


def test_the_guests_answer_to_it_comes_home(
    world: World, said: Message, peer: Peer, at: datetime, run_jobs: Any
) -> None:
    run_jobs(at + 2 * MINUTE)
    ours = peer.mails[0].content
    assert isinstance(ours, bytes)
    reading = read(ours)
    conversations.close(said.conversation, by=staff(world.ines.id), at=at + 3 * MINUTE)
    answer = letter("Thank you!", to=reading.reply_to[0].address, answers=reading.header_id, subject="Re: x")
    mail = actions.receive(world.hello, answer, via="smtp", at=at + 4 * MINUTE)
    assert mail.message
    assert mail.message.conversation == said.conversation
    said.conversation.refresh_from_db()
    assert said.conversation.is_waiting_for_us


def test_the_other_side_believes_our_signature(
    world: World, said: Message, peer: Peer, at: datetime, run_jobs: Any
) -> None:
    """Byte for byte through a real server: dots, eight bits, long headers and an attachment."""
    key = actions.make_key("linden.example", at=at)
    record = b"v=DKIM1; k=rsa; p=" + key.public.encode()
    words = "Sch\u00f6n.\n.\n..\nFrom here  \n" + "\u00e4" * 2000
    file = NewFile("R\u00e9sum\u00e9.bin", "text/plain", 256, files.keep(bytes(range(256))))
    by = staff(world.ines.id)
    long = conversations.say(said.conversation, words, subject="\u00dcber " * 50, files=[file], by=by, at=at + MINUTE)
    run_jobs(at + 2 * MINUTE)
    asked: list[bytes] = []

    def in_dns(name: bytes, timeout: float = 5) -> bytes:
        asked.append(name)
        return record

    assert long.id
    assert len(peer.mails) == 2
    for envelope in peer.mails:
        assert isinstance(envelope.content, bytes)
        assert dkim.verify(envelope.content, dnsfunc=in_dns)
    assert set(asked) == {b"ws2026._domainkey.linden.example."}
