"""What goes wrong between us and a mail server costs time, never a mail; and we never make it worse."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from tests.email.cutting import CuttingLine
from tests.email.dovecot import PASSWORD, Dovecot
from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Team
from wellserved.ground.journal.actor import staff
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email import actions, fetch, imap
from wellserved.serving.channels.email.actions.leases import lease, leave, renew
from wellserved.serving.channels.email.fetch import Fetcher, Fetchers
from wellserved.serving.channels.email.imap import Stumbles, connected, sweep
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.trouble import REFUSED_WAIT, trouble
from wellserved.serving.conversations.models import Conversation, Message

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
USER = "hello@linden.example"
SPAN = timedelta(seconds=2)


@pytest.fixture
def fetched(world: World, dovecot: Dovecot) -> Mailbox:
    """Linden House's mailbox, whose mail is at that Dovecot."""
    mailbox = world.hello
    mailbox.imap_host, mailbox.imap_port, mailbox.imap_security = "127.0.0.1", dovecot.port, "none"
    mailbox.imap_secret = seal(PASSWORD)
    mailbox.save()
    return mailbox


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "FIRST_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(fetch, "LOOK_FOR_MAILBOXES_SECONDS", 0.1)
    monkeypatch.setattr(fetch, "LOOK_SECONDS", 0.2)


@pytest.fixture
def begin() -> Iterator[Callable[..., Fetchers]]:
    """Starts a worker's fetching."""
    begun: list[Fetchers] = []

    def start(span: timedelta = SPAN) -> Fetchers:
        fetchers = Fetchers(span)
        fetchers.start()
        begun.append(fetchers)
        return fetchers

    yield start
    for fetchers in begun:
        fetchers.stop(60)


def look(mailbox: Mailbox, stumbles: Stumbles | None = None) -> int:
    mailbox = Mailbox.objects.get(id=mailbox.id)
    with connected(mailbox) as client:
        return sweep(client, mailbox, stumbles=stumbles)


def texts() -> list[str]:
    return list(Message.objects.filter(direction="inbound").order_by("id").values_list("text", flat=True))


def until(true: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_a_line_cut_anywhere_loses_and_doubles_nothing(fetched: Mailbox, dovecot: Dovecot) -> None:
    dovecot.put(USER, letter("one"), letter("two " + "x" * 3000), letter("three"))
    line = CuttingLine(dovecot.port, [*range(0, 900, 60), *range(900, 5200, 130)])
    Mailbox.objects.update(imap_port=line.port)
    stumbles: Stumbles = Counter()
    while True:
        try:
            look(fetched, stumbles)
            break
        except (OSError, IMAPClientError):
            stumbles.clear()  # the first of many: here nothing is to be set aside
    line.stop()
    assert [text[:5] for text in texts()] == ["one", "two x", "three"]
    assert not RawMail.objects.quarantined().exists()


def test_a_mail_at_which_the_line_always_breaks_is_set_aside(fetched: Mailbox, dovecot: Dovecot) -> None:
    look(fetched)
    dovecot.put(USER, letter("x" * 100_000), letter("the next"))
    line = CuttingLine(dovecot.port, [40_000] * imap.MOST_STUMBLES)
    Mailbox.objects.update(imap_port=line.port)
    stumbles: Stumbles = Counter()
    for _ in range(imap.MOST_STUMBLES):
        with pytest.raises((OSError, IMAPClientError)):
            look(fetched, stumbles)
    look(fetched, stumbles)
    line.stop()
    assert texts() == ["the next"]
    assert "could not hand it over; it is still there" in RawMail.objects.quarantined().get().reason


def test_two_workers_never_fetch_one_mailbox_at_once(
    fetched: Mailbox, dovecot: Dovecot, begin: Callable[..., Fetchers], monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions: list[str] = []
    at_once: list[int] = []
    whole = Fetcher._session

    def counted(self: Fetcher) -> None:
        sessions.append(self.holder)
        at_once.append(len(sessions))
        try:
            whole(self)
        finally:
            sessions.remove(self.holder)

    monkeypatch.setattr(Fetcher, "_session", counted)
    first, _ = begin(), begin()
    dovecot.put(USER, letter("one"))
    until(lambda: texts() == ["one"])
    first.stop(60)
    dovecot.put(USER, letter("two"))
    until(lambda: texts() == ["one", "two"])
    assert set(at_once) == {1}


def test_a_dead_workers_mailbox_is_taken_over(
    fetched: Mailbox, dovecot: Dovecot, begin: Callable[..., Fetchers], at: datetime
) -> None:
    assert lease(fetched, "dead", at=clock.now(), until=clock.now() + SPAN)
    begin()
    dovecot.put(USER, letter("one"))
    until(lambda: texts() == ["one"])


def test_a_lease_is_ones_own_until_it_ends(world: World, at: datetime) -> None:
    box = world.hello
    assert lease(box, "a", at=at, until=at + SPAN)
    assert not lease(box, "b", at=at + SPAN / 2, until=at + 2 * SPAN)
    assert renew(["a"], until=at + 2 * SPAN) == {"a"}
    assert not lease(box, "b", at=at + SPAN, until=at + 2 * SPAN)
    assert lease(box, "b", at=at + 2 * SPAN, until=at + 3 * SPAN)
    assert renew(["a"], until=at + 9 * SPAN) == set()
    leave(["a"])
    assert not lease(box, "a", at=at + 2 * SPAN, until=at + 3 * SPAN)
    leave(["b"])
    assert lease(box, "a", at=at + 2 * SPAN, until=at + 3 * SPAN)


def test_a_wrong_password_is_tried_once_and_again_when_it_was_mended(
    fetched: Mailbox, dovecot: Dovecot, begin: Callable[..., Fetchers], monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[str] = []
    whole = imap._sign_in

    def counted(client: Any, mailbox: Mailbox) -> None:
        attempts.append(mailbox.imap_secret)
        whole(client, mailbox)

    monkeypatch.setattr(imap, "_sign_in", counted)
    Mailbox.objects.filter(id=fetched.id).update(imap_secret=seal("wrong"))
    begin()
    dovecot.put(USER, letter("one"))
    until(lambda: "refuses the user name or password" in Mailbox.objects.get(id=fetched.id).fetch_error)
    actions.change_mailbox(Mailbox.objects.get(id=fetched.id), name="Linden House")
    until(lambda: len(attempts) == 2)
    actions.change_mailbox(Mailbox.objects.get(id=fetched.id), imap_password=PASSWORD)
    until(lambda: texts() == ["one"])
    assert len(attempts) == 3


def test_what_a_server_says_of_a_passing_fault_is_no_refusal(fetched: Mailbox) -> None:
    assert trouble(LoginError("[UNAVAILABLE] Temporary authentication failure"), "x:1").wait is None
    assert trouble(LoginError("[AUTHENTICATIONFAILED] no"), "x:1").wait == REFUSED_WAIT


def test_a_folder_that_vanished_is_told_and_found_again(
    fetched: Mailbox, dovecot: Dovecot, begin: Callable[..., Fetchers]
) -> None:
    client = dovecot.client(USER)
    client.create_folder("Desk")
    Mailbox.objects.filter(id=fetched.id).update(imap_folder="Desk")
    begin()
    client.append("Desk", letter("one"))
    until(lambda: texts() == ["one"])
    client.delete_folder("Desk")
    until(lambda: "has no folder Desk" in Mailbox.objects.get(id=fetched.id).fetch_error)
    client.create_folder("Desk")
    client.append("Desk", letter("two"))
    until(lambda: texts() == ["one", "two"])


def test_a_server_killed_while_it_hands_mail_over(
    fetched: Mailbox, dovecot: Dovecot, begin: Callable[..., Fetchers], monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.put(USER, *(letter(f"mail {number}") for number in range(8)))
    whole, taken = actions.receive, []

    def stops_the_server(mailbox: Mailbox, raw: bytes, **rest: Any) -> RawMail:
        taken.append(raw)
        if len(taken) == 3:
            dovecot.stop()
        return whole(mailbox, raw, **rest)

    monkeypatch.setattr(actions, "receive", stops_the_server)
    begin()
    until(lambda: Mailbox.objects.get(id=fetched.id).fetch_error)
    dovecot.start()
    until(lambda: len(texts()) == 8)
    assert texts() == [f"mail {number}" for number in range(8)]


def test_what_the_customers_own_rules_moved_away_is_gone(
    fetched: Mailbox, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(fetched)
    dovecot.put(USER, letter("moved"), letter("deleted"), letter("stays"))
    client = dovecot.client(USER)
    client.create_folder("Elsewhere")
    search = IMAPClient.search

    def and_then_a_rule_runs(self: Any, *words: Any) -> Any:
        found = search(self, *words)
        client.move([1], "Elsewhere")
        client.delete_messages([2])
        client.expunge()
        return found

    monkeypatch.setattr(IMAPClient, "search", and_then_a_rule_runs)
    look(fetched)
    assert texts() == ["stays"]


def test_what_we_discarded_is_not_imported_again(
    world: World, fetched: Mailbox, dovecot: Dovecot, at: datetime
) -> None:
    dovecot.put(USER, letter("nobody says", sender=""))
    look(fetched)
    mail = RawMail.objects.quarantined().get()
    actions.discard(mail, by=staff(world.ines.id), at=at)
    Mailbox.objects.update(uid_validity=1)
    dovecot.client(USER).remove_flags([1], [SEEN])
    look(fetched)
    assert [mail.state for mail in RawMail.objects.all()] == [RawMail.DISCARDED]


def test_a_folder_that_was_made_anew_brings_no_doubles(fetched: Mailbox, dovecot: Dovecot) -> None:
    Mailbox.objects.filter(id=fetched.id).update(imap_folder="Desk")
    client, validities = dovecot.client(USER), set()
    for mails in (["one", "two"], ["two", "three"]):
        client.create_folder("Desk")
        for mail in mails:
            client.append("Desk", letter(mail))
        look(fetched)
        validities.add(Mailbox.objects.get(id=fetched.id).uid_validity)
        client.delete_folder("Desk")
    assert len(validities) == 2
    assert texts() == ["one", "two", "three"]


def test_each_mailbox_belongs_to_its_site_and_team(world: World, fetched: Mailbox, dovecot: Dovecot) -> None:
    quay = world.mailboxes["linden-quay"]
    quay.imap_host, quay.imap_port, quay.imap_security = "127.0.0.1", dovecot.port, "none"
    quay.imap_secret, quay.team = seal(PASSWORD), Team.objects.create(site=world.quay, name="Harbour")
    quay.save()
    dovecot.put(USER, letter("to both"))
    dovecot.put(quay.address, letter("to both"))
    look(fetched)
    look(quay)
    places = Conversation.objects.order_by("id").values_list("site__name", "team__name")
    assert set(places) == {("Linden House", world.hello.team and world.hello.team.name), ("Linden Quay", "Harbour")}
