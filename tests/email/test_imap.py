"""Mail is fetched from a real Dovecot, once, whatever happens on the way."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from imapclient import SEEN

from tests.email.dovecot import PASSWORD, Dovecot
from tests.world import World
from wellserved.console.checking import mail_in
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email import actions, fetch
from wellserved.serving.channels.email.fetch import Fetchers
from wellserved.serving.channels.email.imap import connected, sweep
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations.models import Message

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
USER = "hello@linden.example"


@pytest.fixture
def fetched(world: World, dovecot: Dovecot) -> Mailbox:
    """Linden House's mailbox, whose mail is at that Dovecot."""
    return _at(world.hello, dovecot)


def _at(mailbox: Mailbox, dovecot: Dovecot) -> Mailbox:
    mailbox.imap_host, mailbox.imap_port, mailbox.imap_security = "127.0.0.1", dovecot.port, "none"
    mailbox.imap_secret = seal(PASSWORD)
    mailbox.save()
    return mailbox


def look(mailbox: Mailbox) -> int:
    with connected(mailbox) as client:
        return sweep(client, Mailbox.objects.get(id=mailbox.id))


def texts() -> list[str]:
    return list(Message.objects.filter(direction="inbound").order_by("id").values_list("text", flat=True))


def until(true: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_what_is_unread_is_fetched_first_and_then_whatever_comes(fetched: Mailbox, dovecot: Dovecot) -> None:
    dovecot.put(USER, letter("served long ago"), flags=(SEEN,))
    dovecot.put(USER, letter("unread"))
    assert look(fetched) == 1
    dovecot.put(USER, letter("new"), letter("new, and read elsewhere"))
    assert look(fetched) == 2
    assert look(fetched) == 0
    assert texts() == ["unread", "new", "new, and read elsewhere"]
    assert len(dovecot.client(USER).search(["SEEN"])) == 4


def test_the_check_signs_in_as_the_fetching_does(fetched: Mailbox) -> None:
    assert all(finding.in_place for finding in mail_in.look())


def test_the_customer_waits_since_the_mail_arrived(fetched: Mailbox, dovecot: Dovecot) -> None:
    client = dovecot.client(USER)
    long_ago = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    client.append("INBOX", letter("during the outage"), (), long_ago)
    look(fetched)
    assert Message.objects.get(direction="inbound").at == long_ago


def test_a_server_that_numbers_anew_brings_no_doubles(fetched: Mailbox, dovecot: Dovecot) -> None:
    dovecot.put(USER, letter("one"), letter("two"))
    look(fetched)
    Mailbox.objects.update(uid_validity=1)  # what it was before the server forgot
    dovecot.put(USER, letter("three"))
    assert look(fetched) == 3
    assert texts() == ["one", "two", "three"]


def test_one_bad_mail_never_holds_up_the_next(fetched: Mailbox, dovecot: Dovecot, settings: Any) -> None:
    settings.MAIL_LIMIT_BYTES = 3000
    dovecot.put(USER, b"\x01\xff no mail at all", letter("x" * 4000), letter("y" * 8000), letter("fine"))
    assert look(fetched) == 4
    assert texts() == ["fine"]
    reasons = RawMail.objects.quarantined().values_list("reason", flat=True)
    assert len(reasons) == 3
    assert any("only its header was fetched" in reason for reason in reasons)


def test_what_could_not_be_stored_is_fetched_again(
    fetched: Mailbox, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.put(USER, letter("one"), letter("two"), letter("three"))
    whole = actions.receive
    taken: list[bytes] = []

    def dies_at_the_second(mailbox: Mailbox, raw: bytes, **rest: Any) -> RawMail:
        taken.append(raw)
        if len(taken) == 2:
            raise OSError("the disk is full")
        return whole(mailbox, raw, **rest)

    monkeypatch.setattr(actions, "receive", dies_at_the_second)
    with pytest.raises(OSError, match="disk"):
        look(fetched)
    assert len(dovecot.client(USER).search(["UNSEEN"])) == 2
    look(fetched)
    assert texts() == ["one", "two", "three"]


@pytest.fixture
def fetchers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fetchers]:
    monkeypatch.setattr(fetch, "FIRST_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(fetch, "LOOK_FOR_MAILBOXES_SECONDS", 0.1)
    monkeypatch.setattr(fetch, "LOOK_SECONDS", 0.2)
    running = Fetchers()
    running.start()
    yield running
    running.stop(60)
    assert not any(fetcher.is_alive() for fetcher in [*running.running.values(), *running.leaving])


def test_new_mail_is_told_by_the_server_and_outages_are_survived(
    fetched: Mailbox, dovecot: Dovecot, fetchers: Fetchers
) -> None:
    dovecot.put(USER, letter("before"))
    until(lambda: texts() == ["before"])
    dovecot.put(USER, letter("while we wait"))
    until(lambda: texts() == ["before", "while we wait"])
    dovecot.stop()
    until(lambda: Mailbox.objects.get(id=fetched.id).fetch_error)
    dovecot.start()
    dovecot.put(USER, letter("after the outage"))
    until(lambda: texts() == ["before", "while we wait", "after the outage"])
    until(lambda: not Mailbox.objects.get(id=fetched.id).fetch_error)


def test_mailboxes_added_later_are_fetched_and_a_broken_one_disturbs_nobody(
    world: World, dovecot: Dovecot, fetchers: Fetchers
) -> None:
    broken = _at(world.mailboxes["linden-pantry"], dovecot)
    broken.imap_secret = seal("wrong")
    broken.save()
    dovecot.put("quay@linden.example", letter("to the Quay", to="quay@linden.example"))
    _at(world.mailboxes["linden-quay"], dovecot)
    until(lambda: texts() == ["to the Quay"])
    until(lambda: Mailbox.objects.get(id=broken.id).fetch_error)


def test_fetching_stops_soon(fetched: Mailbox, dovecot: Dovecot, fetchers: Fetchers) -> None:
    dovecot.put(USER, letter("hello"))
    until(lambda: texts() == ["hello"])
    began = time.monotonic()
    fetchers.stop()
    assert time.monotonic() - began < timedelta(seconds=5).total_seconds()
    assert not any(fetcher.is_alive() for fetcher in fetchers.running.values())
