"""Several workers do the same thing to a mail at the same moment, in threads with connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import close_old_connections, connection

from tests.email.dovecot import PASSWORD, Dovecot
from tests.email.peer import Peer
from tests.world import World
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions.delivering import NotYet
from wellserved.serving.channels.email.imap import connected, sweep
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.events import ConversationReopened
from wellserved.serving.conversations.models import Conversation, Message

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
AGAIN = 5  # a race is won by chance: more than once


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each returns, or raises."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(20)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    close_old_connections()
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def doors(world: World, at: datetime, *mails: bytes) -> list[Callable[[], RawMail]]:
    """Each mail by each of three doors."""
    return [
        lambda mail=mail, via=via: actions.receive(world.hello, mail, via=via, at=at)  # type: ignore[misc]
        for mail in mails
        for via in ("smtp", "imap", "pipe")
    ]


def test_one_mail_by_three_doors_is_one(world: World, at: datetime, run_jobs: Any) -> None:
    for number in range(AGAIN):
        mail = letter(f"mail {number}", sender=f"new{number}@example.org")
        rows = together(*doors(world, at, mail))
        assert len({row.id for row in rows}) == 1, rows
    run_jobs(at)
    assert sorted(RawMail.objects.values_list("state", flat=True)) == [RawMail.TAKEN_IN] * AGAIN
    assert Message.objects.filter(direction="inbound").count() == AGAIN
    assert Conversation.objects.count() == AGAIN


def test_two_mails_of_somebody_new_are_of_one_customer(world: World, at: datetime, run_jobs: Any) -> None:
    for number in range(AGAIN):
        sender = f"new{number}@example.org"
        together(*doors(world, at, letter("one", sender=sender), letter("two", sender=sender)))
        run_jobs(at)
        assert Identity.objects.filter(value=sender).count() == 1
        assert Conversation.objects.filter(customer__identities__value=sender).count() == 2


def test_a_mail_to_two_mailboxes_reaches_both(world: World, at: datetime, run_jobs: Any) -> None:
    quay = world.mailboxes["linden-quay"]
    for number in range(AGAIN):
        mail = letter(f"mail {number}", to="hello@linden.example, quay@linden.example", id=f"{number}@example.org")
        together(
            lambda mail=mail: actions.receive(world.hello, mail, via="smtp", at=at),  # type: ignore[misc]
            lambda mail=mail: actions.receive(quay, mail, via="smtp", at=at),  # type: ignore[misc]
        )
    run_jobs(at)
    assert RawMail.objects.filter(state=RawMail.TAKEN_IN, mailbox=world.hello).count() == AGAIN
    assert RawMail.objects.filter(state=RawMail.TAKEN_IN, mailbox=quay).count() == AGAIN


def test_a_stored_mail_is_taken_in_once(world: World, at: datetime) -> None:
    for number in range(AGAIN):
        mail = actions.store(world.hello, letter(f"mail {number}"), via="smtp", at=at)
        copies = [RawMail.objects.select_related("mailbox__site").get(id=mail.id) for _ in range(3)]
        assert not [
            answer
            for answer in together(*(lambda row=row: actions.take_in(row, at=at) for row in copies))
            if isinstance(answer, Exception)
        ]
    assert Message.objects.filter(direction="inbound").count() == AGAIN


def test_a_held_mail_is_let_in_once(world: World, at: datetime) -> None:
    mail = actions.receive(world.hello, letter(sender=""), via="smtp", at=at)
    copies = [RawMail.objects.select_related("mailbox__site").get(id=mail.id) for _ in range(2)]
    by = staff(world.ines.id)
    answers = together(*(lambda row=row: actions.release(row, by=by, at=at) for row in copies))
    assert sorted(answers) == [False, True]
    assert Message.objects.filter(direction="inbound").count() == 1


def test_two_replies_reopen_a_matter_once(world: World, at: datetime, run_jobs: Any) -> None:
    mail = actions.receive(world.hello, letter(id="first@example.org"), via="smtp", at=at)
    assert mail.message
    matter, by = mail.message.conversation, staff(world.ines.id)
    for number in range(AGAIN):
        conversations.close(matter, by=by, at=at)
        replies = (letter(f"{number} {which}", answers="first@example.org") for which in ("one", "two"))
        together(*doors(world, at + MINUTE, *replies))
    run_jobs(at + MINUTE)
    matter.refresh_from_db()
    assert matter.is_waiting_for_us
    assert Message.objects.filter(conversation=matter, direction="inbound").count() == 1 + 2 * AGAIN
    assert matter.message_count == matter.messages.filter(direction="inbound").count()
    assert Entry.objects.of_kinds(ConversationReopened).count() == AGAIN


@pytest.fixture
def said(world: World, at: datetime, peer: Peer, settings: Any, run_jobs: Any) -> Message:
    """Ines answered Alice; it is still to be queued."""
    settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
    mail = actions.receive(world.hello, letter(id="asked@example.org"), via="smtp", at=at)
    assert mail.message
    run_jobs(at)
    peer.mails.clear()  # the acknowledgement
    return conversations.say(mail.message.conversation, "Of course.", by=staff(world.ines.id), at=at + MINUTE)


@pytest.mark.server
def test_a_message_is_queued_once_and_sent_once(said: Message, peer: Peer, at: datetime, run_jobs: Any) -> None:
    rows = together(*[lambda: actions.queue(Message.objects.get(id=said.id), at=at + MINUTE)] * 3)
    assert len({row.id for row in rows}) == 1, rows
    peer.seconds_to_take = 0.05
    copies = [Outgoing.objects.select_related("mailbox").get(message=said) for _ in range(3)]
    answers = together(*(lambda row=row: actions.deliver(row, at=at + MINUTE) for row in copies))
    assert answers.count(True) == 1, answers
    assert sum(isinstance(answer, NotYet) for answer in answers) == 2, "the others ask later whether it went"
    run_jobs(at + 60 * MINUTE)
    assert len(peer.mails) == 1
    assert Outgoing.objects.get(message=said).state == Outgoing.SENT


@pytest.mark.server
def test_two_who_fetch_one_mailbox_store_each_mail_once(world: World, dovecot: Dovecot) -> None:
    """Even if a lease was lost without its holder noticing."""
    box = world.hello
    box.imap_host, box.imap_port, box.imap_security = "127.0.0.1", dovecot.port, "none"
    box.imap_secret = seal(PASSWORD)
    box.save()
    dovecot.put(box.address, *(letter(f"mail {number}", id=f"{number}@example.org") for number in range(12)))

    def look() -> int:
        with connected(box) as client:
            return sweep(client, Mailbox.objects.get(id=box.id))

    assert not [answer for answer in together(look, look) if isinstance(answer, Exception)]
    texts = list(Message.objects.filter(direction="inbound").values_list("text", flat=True))
    assert sorted(texts) == sorted(f"mail {number}" for number in range(12))
    assert not dovecot.client(box.address).search(["UNSEEN"])
