"""Other mail servers hand our mail over, by SMTP and LMTP."""

import smtplib
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError

from tests.email.dovecot import free_port
from tests.world import World
from wellserved.serving.channels.email import actions, listener
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations.models import Conversation, Message

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
SENDER = "bounce@example.org"


@pytest.fixture
def ports(world: World, settings: Any) -> Iterator[tuple[int, int]]:
    """SMTP's and LMTP's."""
    settings.MAIL_LIMIT_BYTES = 20_000
    chosen = (free_port(), free_port())
    stop = listener.start("127.0.0.1", *chosen)
    yield chosen
    stop()


@pytest.fixture
def smtp(ports: tuple[int, int]) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("127.0.0.1", ports[0], timeout=20) as client:
        yield client


@pytest.fixture
def lmtp(ports: tuple[int, int]) -> Iterator[smtplib.LMTP]:
    client = smtplib.LMTP("127.0.0.1", ports[1], timeout=20)
    yield client
    client.quit()


def test_a_mail_is_there_when_250_is_said(smtp: smtplib.SMTP) -> None:
    smtp.sendmail(SENDER, ["Hello@Linden.example"], letter())
    assert Message.objects.get(direction="inbound").text == "May I have another pillow?"
    assert RawMail.objects.get().content.startswith(b"Return-Path: <bounce@example.org>\r\nDelivered-To: ")


def test_sent_again_it_is_one(smtp: smtplib.SMTP) -> None:
    for _ in range(3):
        smtp.sendmail(SENDER, ["hello@linden.example"], letter())
    assert RawMail.objects.count() == 1


def test_nobody_is_told_so_before_the_mail_is_sent(smtp: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        smtp.sendmail(SENDER, ["nobody@linden.example", "hello@elsewhere.example"], letter())
    assert {code for code, _ in refusal.value.recipients.values()} == {550}


def test_two_addresses_of_one_mailbox_are_one_and_two_mailboxes_are_two(smtp: smtplib.SMTP) -> None:
    to = ["hello@linden.example", "hello+later@linden.example", "quay@linden.example"]
    smtp.sendmail(SENDER, to, letter())
    assert sorted(RawMail.objects.values_list("mailbox__address", flat=True)) == [
        "hello@linden.example",
        "quay@linden.example",
    ]
    assert Conversation.objects.count() == 2


def test_too_big_is_held_and_far_too_big_is_refused(smtp: smtplib.SMTP) -> None:
    smtp.sendmail(SENDER, ["hello@linden.example"], letter("x" * 30_000))
    assert RawMail.objects.get().state == RawMail.QUARANTINED
    with pytest.raises(smtplib.SMTPException):
        smtp.sendmail(SENDER, ["hello@linden.example"], letter("y" * 100_000))
    assert RawMail.objects.count() == 1


def test_a_mail_that_cannot_be_stored_stays_with_its_sender(
    smtp: smtplib.SMTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(actions, "receive", full)
        with pytest.raises(smtplib.SMTPDataError) as refusal:
            smtp.sendmail(SENDER, ["hello@linden.example"], letter())
        assert refusal.value.smtp_code == 451
    smtp.sendmail(SENDER, ["hello@linden.example"], letter())
    assert RawMail.objects.count() == 1


def test_a_mail_nobody_understands_is_taken_all_the_same(smtp: smtplib.SMTP) -> None:
    smtp.sendmail("", ["hello@linden.example"], b"\xff\x00\x01 what is this\r\n")
    assert RawMail.objects.get().state == RawMail.QUARANTINED


def test_lmtp_answers_for_each_recipient(lmtp: smtplib.LMTP) -> None:
    lmtp.ehlo()
    lmtp.mail(SENDER)
    for address in ("hello@linden.example", "quay@linden.example"):
        lmtp.rcpt(address)
    lmtp.putcmd("data")
    assert lmtp.getreply()[0] == 354
    lmtp.send(letter() + b".\r\n")
    assert [lmtp.getreply()[0] for _ in range(2)] == [250, 250]
    assert RawMail.objects.filter(via="lmtp").count() == 2


def test_a_port_that_is_taken_is_told(ports: tuple[int, int]) -> None:
    with pytest.raises(OSError, match="in use"):
        listener.start("127.0.0.1", ports[0], 0)
