"""What became of a mail is known, told, and acted on: failed, late, delivered, called spam, tried again, given up."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import rule, staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.channels.email import actions, fates
from wellserved.serving.channels.email.actions import delivering
from wellserved.serving.channels.email.deliveries import deliveries
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tests.test_sending import Server
from wellserved.serving.channels.email.tokens import plus, return_token_of, token_of
from wellserved.serving.channels.email.transport import Partly
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message, Purpose, Status

MINUTE = timedelta(minutes=1)
ALICE = "alice@example.org"
COMPLAINT = b"""From: abuse@mx.example.org
To: RETURN-PATH
Subject: complaint ID
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

Somebody pressed the button.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: x/1
Version: 1

--b--
"""


@pytest.fixture
def said(world: World, at: datetime, run_jobs: Any) -> Message:
    """Ines answered Alice, it was handed over, and we wait for her."""
    mail = actions.receive(world.hello, letter(), via="smtp", at=at)
    assert mail.message
    said = conversations.say(mail.message.conversation, "Of course.", by=staff(world.ines.id), at=at)
    run_jobs(at + MINUTE)
    return Message.objects.select_related("conversation", "outgoing").get(id=said.id)


def matter(said: Message) -> Conversation:
    return Conversation.objects.get(id=said.conversation_id)


def known(value: str = ALICE) -> Identity:
    return Identity.objects.get(value=value)


def dsn(to: str, fields: str, words: str = "Sorry.") -> bytes:
    """A report that quotes nothing of ours."""
    lines = [
        "From: MAILER-DAEMON@mx.example.org", f"To: {to}", "Subject: Undelivered Mail Returned to Sender",
        "Return-Path: <>", 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "",
        "--b", "Content-Type: text/plain", "", words, "--b", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mx.example.org", "", fields, "", "--b--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def failing(to: str, status: str = "5.1.1", action: str = "failed", address: str = ALICE) -> bytes:
    fields = f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}"
    return dsn(to, f"{fields}\r\nDiagnostic-Code: smtp; 550 {status} No such user here")


def test_a_failed_answer_is_ours_to_act_on(world: World, said: Message, at: datetime) -> None:
    """The report comes to the return path and quotes nothing of ours."""
    path = plus("hello@linden.example", return_token_of(said.id))
    actions.receive(world.hello, failing(path), via="smtp", at=at + 2 * MINUTE)
    said.refresh_from_db()
    assert said.delivery == Message.FAILED
    assert (matter(said).status, matter(said).undelivered) == (Status.OPEN, True)
    assert known().unreachable_since == at + 2 * MINUTE
    told = deliveries(world.ines, matter(said), [said])[said.id]
    assert told.failed == [(ALICE, "the mailbox does not exist (5.1.1)")]
    assert deliveries(world.sander, matter(said), [said]) == {}


def test_who_only_saw_an_answer_forges_no_report(world: World, said: Message, at: datetime) -> None:
    """Mallory got Alice's answer in copy, and with it our Message-ID and the address it went to."""
    id = said.outgoing.header_id
    to_answers = plus("hello@linden.example", token_of(said.id))
    forged = [
        failing(to_answers),
        failing("hello@linden.example").replace(b"Sorry.", f"Sorry.\r\nMessage-ID: <{id}>".encode()),
        failing("hello@linden.example").replace(b"Subject", f"References: <{id}>\r\nSubject".encode()),
        COMPLAINT.replace(b"RETURN-PATH", to_answers.encode()),
    ]
    held = [actions.receive(world.hello, report, via="smtp", at=at + 2 * MINUTE) for report in forged]
    assert {(mail.state, "anybody" in mail.reason) for mail in held} == {(RawMail.QUARANTINED, True)}
    said.refresh_from_db()
    assert (said.delivery, matter(said).status, known().unreachable_since) == ("sent", Status.WAITING, None)
    assert not Entry.objects.filter(kind="AskingRefused").exists()
    assert actions.release(held[0], by=staff(world.ines.id), at=at + 3 * MINUTE)
    said.refresh_from_db()
    assert said.delivery == Message.FAILED, "a colleague believes it"


def test_a_closed_matter_opens_again(world: World, said: Message, at: datetime) -> None:
    conversations.close(said.conversation, by=staff(world.ines.id), at=at + MINUTE)
    assert actions.bounced(said.outgoing, [ALICE], "550 5.1.1 no such user", at=at + 2 * MINUTE)
    assert (matter(said).status, matter(said).undelivered) == (Status.OPEN, True)
    assert not actions.bounced(said.outgoing, [ALICE], "550 5.1.1 no such user", at=at + 3 * MINUTE)
    assert Entry.objects.of(said.conversation_id).filter(kind="MessageFailed").count() == 1


def test_a_failed_survey_opens_nothing(world: World, said: Message, at: datetime, run_jobs: Any) -> None:
    asked = conversations.say(
        said.conversation, "How was it?", purpose=Purpose.SURVEY, waiting=False, by=rule(), at=at + MINUTE
    )
    conversations.close(said.conversation, by=staff(world.ines.id), at=at + MINUTE)
    run_jobs(at + 2 * MINUTE)
    actions.bounced(Outgoing.objects.get(message=asked), [ALICE], "550 5.1.1", at=at + 3 * MINUTE)
    assert (matter(said).status, matter(said).undelivered) == (Status.CLOSED, False)
    assert known().unreachable_since


def test_a_late_mail_is_told_and_changes_nothing(world: World, said: Message, at: datetime) -> None:
    path = plus("hello@linden.example", return_token_of(said.id))
    actions.receive(world.hello, failing(path, "4.4.1", "delayed"), via="smtp", at=at + 2 * MINUTE)
    said.refresh_from_db()
    assert (said.delivery, matter(said).status, known().unreachable_since) == ("sent", Status.WAITING, None)
    assert [address for address, _ in deliveries(world.ines, matter(said), [said])[said.id].late] == [ALICE]
    assert actions.delivered(said.outgoing, [ALICE], at=at + 3 * MINUTE)
    said.refresh_from_db()
    assert said.delivery == Message.DELIVERED
    assert deliveries(world.ines, matter(said), [said])[said.id].late == []


@pytest.mark.parametrize("reason", ["552 5.2.2 mailbox full", "550 5.7.1 looks like spam", "552 5.3.4 too big"])
def test_what_is_not_the_addresss_fault_does_not_spoil_it(said: Message, at: datetime, reason: str) -> None:
    actions.bounced(said.outgoing, [ALICE], reason, at=at + MINUTE)
    assert (matter(said).undelivered, known().unreachable_since) == (True, None)


def test_a_mail_from_there_or_one_that_arrives_clears_the_address(world: World, said: Message, at: datetime) -> None:
    actions.bounced(said.outgoing, [ALICE], "550 5.1.1 no such user", at=at + MINUTE)
    actions.receive(world.hello, letter("It works again."), via="smtp", at=at + 2 * MINUTE)
    assert known().unreachable_since is None
    Identity.objects.update(unreachable_since=at)
    again = conversations.say(said.conversation, "Good.", by=staff(world.ines.id), at=at + 3 * MINUTE)
    outgoing = actions.queue(again, at=at)
    assert outgoing
    actions.delivered(outgoing, [ALICE], at=at + 4 * MINUTE)
    assert known().unreachable_since is None
    assert not matter(said).undelivered  # somebody answered again


def test_a_report_of_success_is_believed(world: World, said: Message, at: datetime) -> None:
    path = plus("hello@linden.example", return_token_of(said.id))
    actions.receive(world.hello, failing(path, "2.0.0", "relayed"), via="smtp", at=at + 2 * MINUTE)
    said.refresh_from_db()
    assert said.delivery == "sent"  # to a server that tells no more
    actions.receive(world.hello, failing(path, "2.1.5", "delivered"), via="smtp", at=at + 3 * MINUTE)
    said.refresh_from_db()
    assert (said.delivery, matter(said).status) == ("delivered", Status.WAITING)


def test_who_calls_it_spam_is_asked_nothing(world: World, said: Message, at: datetime) -> None:
    path = plus("hello@linden.example", return_token_of(said.id))
    for minute in (1, 2):
        complaint = COMPLAINT.replace(b"RETURN-PATH", path.encode()).replace(b"ID", str(minute).encode())
        actions.receive(world.hello, complaint, via="smtp", at=at + minute * MINUTE)
    refusal = Entry.objects.get(kind="AskingRefused")
    assert refusal.customer_id == said.conversation.customer_id
    assert matter(said).status == Status.WAITING


def _copied(said: Message, copy: str = "carol@example.org") -> Outgoing:
    outgoing = said.outgoing
    outgoing.recipients, outgoing.copies = [ALICE, copy], [copy]
    outgoing.save(update_fields=["recipients", "copies"])
    return outgoing


def test_a_copy_that_never_arrives_fails_nothing(world: World, said: Message, at: datetime) -> None:
    outgoing = _copied(said)
    actions.bounced(outgoing, ["Carol@example.org"], "550 5.1.1", at=at + MINUTE)
    actions.bounced(outgoing, ["nobody@example.org"], "550 5.1.1", at=at + MINUTE)
    said.refresh_from_db()
    assert (said.delivery, matter(said).undelivered) == ("sent", False)
    assert [one for one, _ in deliveries(world.ines, matter(said), [said])[said.id].failed] == ["carol@example.org"]
    actions.delivered(outgoing, [ALICE], at=at + 2 * MINUTE)
    said.refresh_from_db()
    assert said.delivery == "sent"  # not to everybody


def test_who_was_refused_for_now_gets_it_later_and_the_others_once(
    world: World, said: Message, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing = _copied(said)
    Outgoing.objects.filter(id=outgoing.id).update(state=Outgoing.QUEUED, attempts=0)
    served: list[list[str]] = []

    class Greylisting:
        def send(self, sender: str, recipients: Any, mail: bytes, name: str) -> list[str]:
            served.append(list(recipients))
            if len(served) < 3:
                raise Partly({"carol@example.org": "450 4.2.0 come back later"})
            return []

    monkeypatch.setattr(delivering, "transport_of", lambda mailbox: Greylisting())
    for _ in range(2):
        with pytest.raises(delivering.NotYet):
            actions.deliver(Outgoing.objects.get(id=outgoing.id), at=at)
    assert actions.deliver(Outgoing.objects.get(id=outgoing.id), at=at)
    assert served == [[ALICE, "carol@example.org"], ["carol@example.org"], ["carol@example.org"]]
    assert (Outgoing.objects.get(id=outgoing.id).state, Outgoing.objects.get(id=outgoing.id).fates) == ("sent", {})


def test_it_is_tried_again_at_the_same_address_or_another(
    world: World, said: Message, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = staff(world.ines.id)
    assert not actions.retry(said, by=by, at=at)  # it did not fail
    server = Server()
    monkeypatch.setattr(delivering, "transport_of", lambda mailbox: server)
    for to in ("", "alice@work.example"):
        actions.bounced(Outgoing.objects.get(message=said), [ALICE], "550 5.1.1", at=at + MINUTE)
        assert actions.retry(said, to=to, by=by, at=at + 2 * MINUTE)
        assert not actions.retry(said, by=by, at=at + 2 * MINUTE)
        assert not matter(said).undelivered
        run_jobs(at + 3 * MINUTE)
        said.refresh_from_db()
        assert said.delivery == "sent"
    assert server.taken == 2
    outgoing = Outgoing.objects.get(message=said)
    assert (outgoing.recipients, said.recipients) == (["alice@work.example"], ["alice@work.example"])


def test_an_attempt_that_is_waited_for_is_told_hurried_and_given_up(
    world: World, said: Message, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(OSError("away"), OSError("away"))
    monkeypatch.setattr(delivering, "transport_of", lambda mailbox: server)
    again = conversations.say(said.conversation, "Hello?", by=staff(world.ines.id), at=at + MINUTE)
    run_jobs(at + MINUTE)
    again.refresh_from_db()
    told = deliveries(world.ines, matter(said), [again])[again.id]
    assert (told.waits, told.attempts, told.why) == (True, 1, "OSError: away")
    assert actions.send_now(again, at=at + MINUTE)
    run_jobs(at + MINUTE)
    assert Outgoing.objects.get(message=again).attempts == 2
    assert actions.give_up(again, by=staff(world.ines.id), at=at + 2 * MINUTE)
    assert not actions.give_up(again, by=staff(world.ines.id), at=at + 2 * MINUTE)
    assert not actions.send_now(again, at=at)
    for hour in range(3):
        run_jobs(at + timedelta(hours=hour))
    again.refresh_from_db()
    assert (again.delivery, server.taken) == ("failed", 0)


def test_what_had_no_way_out_goes_once_there_is_one(world: World, said: Message, at: datetime, run_jobs: Any) -> None:
    Mailbox.objects.update(is_active=False)
    lost = conversations.say(said.conversation, "Hello?", by=staff(world.ines.id), at=at + MINUTE)
    run_jobs(at + MINUTE)
    Mailbox.objects.update(is_active=True)
    lost.refresh_from_db()
    assert actions.retry(lost, by=staff(world.ines.id), at=at + 2 * MINUTE)
    run_jobs(at + 3 * MINUTE)
    lost.refresh_from_db()
    assert lost.delivery == "sent"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("550 5.1.1 <x> User unknown", "the mailbox does not exist (5.1.1)"),
        ("552-5.2.2 over quota", "the mailbox is full (5.2.2)"),
        ("550 5.1.99 odd", "the address is refused (5.1.99)"),
        ("550 no such user", "550 no such user"),
        ("4.4.1 timed out at 10.2.3.4.5", "4.4.1 timed out at 10.2.3.4.5"),
    ],
)
def test_codes_are_told_in_words(reason: str, words: str) -> None:
    assert fates.in_words(reason) == words
