from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from tests.world import World
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions import intake, taking
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.reading.tests.mails import ALTERNATIVE
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations.models import Conversation, Message


def test_a_mail_is_a_message_of_its_customer(world: World, at: datetime) -> None:
    sender = f"Alice <{world.email_of(world.alice).upper()}>"
    mail = actions.receive(world.hello, letter(sender=sender), via="smtp", at=at)
    assert (mail.state, mail.content) == (RawMail.TAKEN_IN, letter(sender=sender))
    message = Message.objects.get(raw_mail=mail)
    assert message.conversation.customer == world.alice
    assert message.conversation.site == world.house
    assert (message.text, message.subject, message.recipients) == (
        "May I have another pillow?",
        "A pillow",
        ["hello@linden.example"],
    )
    kinds = Entry.objects.of(message.conversation_id).values_list("kind", flat=True)
    assert list(kinds)[:2] == ["ConversationOpened", "MessageReceived"]


def test_a_stranger_becomes_a_customer_with_a_name(world: World, at: datetime) -> None:
    mail = actions.receive(world.hello, letter(sender="Noor Haddad <noor@example.net>"), via="smtp", at=at)
    assert mail.message
    assert mail.message.conversation.customer.name == "Noor Haddad"
    assert Identity.objects.get(value="noor@example.net").customer == mail.message.conversation.customer


@pytest.mark.parametrize("door", ["receive", "store"])
def test_the_same_bytes_again_change_nothing(door: str, world: World, at: datetime, run_jobs: Any) -> None:
    for later in range(3):
        getattr(actions, door)(world.hello, letter(id="x@y"), via="pipe", at=at + timedelta(minutes=later))
    run_jobs(at + timedelta(hours=1))
    actions.receive(world.hello, letter(id="x@y"), via="imap", at=at + timedelta(days=1))
    assert RawMail.objects.count() == Message.objects.filter(direction="inbound").count() == 1


def test_two_mails_with_one_message_id_both_survive(world: World, at: datetime) -> None:
    for text in ("first", "second"):
        actions.receive(world.hello, letter(text, id="same@broken.example"), via="smtp", at=at)
    assert {m.text for m in Message.objects.filter(direction="inbound")} == {"first", "second"}


def test_one_mail_to_two_mailboxes_reaches_both(world: World, at: datetime) -> None:
    quay = world.mailboxes["linden-quay"]
    for mailbox in (world.hello, quay):
        actions.receive(mailbox, letter(id="x@y"), via="smtp", at=at)
    assert {c.site for c in Conversation.objects.all()} == {world.house, world.quay}


def test_html_is_kept_safe_and_files_are_kept(world: World, at: datetime) -> None:
    raw = ALTERNATIVE.replace(b"<p>", b"<p onclick=alert(1)><script>alert(1)</script>")
    mail = actions.receive(world.hello, raw, via="smtp", at=at)
    assert mail.message
    assert mail.message.html.startswith("<p>Is the <b>sea view</b> room free?</p>")
    assert [file.name for file in mail.message.attachments.all()] == ["view.png"]


def test_a_stored_mail_is_taken_in_by_a_job_once(world: World, at: datetime, run_jobs: Any) -> None:
    mail = actions.store(world.hello, letter(), via="imap", at=at)
    assert mail.state == RawMail.STORED
    run_jobs(at)
    run_jobs(at + timedelta(days=1))
    mail.refresh_from_db()
    assert mail.state == RawMail.TAKEN_IN
    actions.take_in(mail, at=at)
    assert Message.objects.filter(direction="inbound").count() == 1


def test_what_trips_us_is_stored_tried_again_and_shown_at_last(
    world: World, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours, of the kind that no test has found yet."""

    def fault(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(taking, "belonging", fault)
    mail = actions.receive(world.hello, letter(), via="smtp", at=at)
    assert mail.state == RawMail.STORED
    for hour in range(10):
        run_jobs(at + timedelta(hours=hour))
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (RawMail.QUARANTINED, "It could not be taken in: ZeroDivisionError.")
    monkeypatch.undo()
    assert actions.release(mail, by=staff(world.ines.id), at=at)
    assert Message.objects.get(direction="inbound").text == "May I have another pillow?"


def test_what_cannot_be_stored_is_not_acknowledged(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(intake, "insert", full)
    monkeypatch.setattr(RawMail.objects, "get_or_create", full)
    with pytest.raises(OperationalError):
        actions.receive(world.hello, letter(), via="smtp", at=at)
    monkeypatch.undo()
    assert not Message.objects.exists()
    assert intake.receive(world.hello, letter(), via="smtp", at=at).state == RawMail.TAKEN_IN
