import socket
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.world import World
from wellserved.ground import files
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import rule, staff
from wellserved.ground.journal.models import Entry
from wellserved.ground.safety.outbound import Refused
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions import delivering
from wellserved.serving.channels.email.imap import connected
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import messages_named, plus, return_token_of, token_of
from wellserved.serving.channels.email.transport import Rejected, transport_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message, Purpose
from wellserved.serving.conversations.rules import NewFile

MINUTE = timedelta(minutes=1)


@pytest.fixture
def asked(world: World, at: datetime, settings: Any, tmp_path: Path) -> Conversation:
    settings.OUTBOX = tmp_path
    raw = letter(id="asked@example.org", head=["Reply-To: Alice at work <alice@work.example>"])
    mail = actions.receive(world.hello, raw, via="smtp", at=at)
    assert mail.message
    return mail.message.conversation


def outbox(settings: Any) -> list[EmailMessage]:
    """Mails that went out, by the order of their messages."""
    paths = sorted(Path(settings.OUTBOX).glob("*.eml"), key=lambda path: int(path.name.partition("-")[0], 36))
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]


def test_a_reply_goes_out_threaded_signed_and_from_the_mailbox_it_came_to(
    world: World, asked: Conversation, at: datetime, run_jobs: Any, settings: Any
) -> None:
    said = conversations.say(asked, "Of course.", html="<p>Of course.</p>", by=staff(world.ines.id), at=at + MINUTE)
    run_jobs(at + 2 * MINUTE)
    mail = outbox(settings)[-1]
    assert mail["From"] == "Linden House <hello@linden.example>"
    assert mail["To"] == "alice@work.example"
    assert mail["Subject"] == "Re: A pillow"
    assert mail["In-Reply-To"] == "<asked@example.org>"
    assert mail["References"] == "<asked@example.org>"
    assert plus("hello@linden.example", token_of(said.id)) in mail["Reply-To"]
    assert messages_named([mail["Message-ID"]]) == [said.id]
    assert "Auto-Submitted" not in mail
    words = mail.get_body(("plain",))
    assert words
    assert words.get_content().splitlines()[:4] == ["Of course.", "", "-- ", "Linden House"]
    formatted = mail.get_body(("html",))
    assert formatted
    assert "<p>Of course.</p>" in formatted.get_content()
    said.refresh_from_db()
    assert (said.delivery, said.outgoing.state) == ("sent", Outgoing.SENT)
    assert Entry.objects.of(asked.id).filter(kind="MessageDelivered").count() == 1


def test_it_is_sent_once_however_often_the_jobs_run(
    world: World, asked: Conversation, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    class Counting:
        def send(self, sender: str, recipients: Any, mail: bytes, name: str) -> list[str]:
            sent.append(name)
            return []

    monkeypatch.setattr(delivering, "transport_of", lambda mailbox: Counting())
    said = conversations.say(asked, "Of course.", by=staff(world.ines.id), at=at)
    run_jobs(at + MINUTE)
    outgoing = actions.queue(said, at=at)
    assert outgoing
    for _ in range(3):
        assert not actions.deliver(Outgoing.objects.get(id=outgoing.id), at=at)
    assert sent.count(token_of(said.id)) == 1


def test_what_a_machine_says_tells_machines_not_to_answer(
    world: World, asked: Conversation, at: datetime, run_jobs: Any, settings: Any
) -> None:
    conversations.say(asked, "How was it?", purpose=Purpose.SURVEY, waiting=False, by=rule(), at=at)
    run_jobs(at + MINUTE)
    mail = outbox(settings)[-1]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert read(mail.as_bytes()).is_automatic
    assert "Orchard Row" not in str(mail.get_content())  # the signature is for replies


def test_files_go_along(world: World, asked: Conversation, at: datetime, run_jobs: Any, settings: Any) -> None:
    names = ("bill.pdf", "R\u00e9sum\u00e9\r\nBcc: x.pdf")
    kept = [NewFile(name, "application/pdf", 4, files.keep(b"%PDF")) for name in names]
    conversations.say(asked, "Here.", files=kept, by=staff(world.ines.id), at=at)
    run_jobs(at + MINUTE)
    mail = outbox(settings)[-1]
    assert [part.get_content() for part in mail.iter_attachments()] == [b"%PDF", b"%PDF"]
    assert mail["Bcc"] is None


class Server:
    """A server with moods: what it raises, or whom it refuses."""

    def __init__(self, *moods: Exception | list[str]) -> None:
        self.moods = list(moods)
        self.taken = 0

    def send(self, sender: str, recipients: Any, mail: bytes, name: str) -> list[str]:
        mood = self.moods.pop(0) if self.moods else []
        if isinstance(mood, Exception):
            raise mood
        self.taken += 1
        return mood


def test_a_server_that_is_away_is_tried_again(
    world: World, asked: Conversation, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_jobs(at)  # the acknowledgement goes first
    server = Server(ConnectionRefusedError(), TimeoutError(), OSError("busy"))
    monkeypatch.setattr(delivering, "transport_of", lambda mailbox: server)
    said = conversations.say(asked, "Of course.", by=staff(world.ines.id), at=at)
    for minute in range(10):
        run_jobs(at + minute * MINUTE)
    said.refresh_from_db()
    assert (said.delivery, said.outgoing.attempts, server.taken) == ("sent", 4, 1)


def test_a_refusal_is_told_and_not_tried_again(
    world: World, asked: Conversation, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_jobs(at)
    Identity.objects.create(kind="email", value="alice@work.example", customer=asked.customer, created_at=at)
    server = Server(Rejected("550 no such user", ["alice@work.example"]))
    monkeypatch.setattr(delivering, "transport_of", lambda mailbox: server)
    said = conversations.say(asked, "Of course.", by=staff(world.ines.id), at=at)
    for hour in range(5):
        run_jobs(at + timedelta(hours=hour))
    said.refresh_from_db()
    assert (said.delivery, said.outgoing.state, server.taken) == ("failed", Outgoing.FAILED, 0)
    assert Identity.objects.get(value="alice@work.example").unreachable_since
    assert Entry.objects.of(asked.id).filter(kind="MessageFailed").count() == 1


def test_after_a_day_of_trying_it_has_failed(
    world: World, asked: Conversation, at: datetime, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_jobs(at)
    server = Server(*[OSError("away")] * 50)
    monkeypatch.setattr(delivering, "transport_of", lambda mailbox: server)
    said = conversations.say(asked, "Of course.", by=staff(world.ines.id), at=at)
    for hour in range(80):
        run_jobs(at + timedelta(hours=hour))
    said.refresh_from_db()
    assert (said.delivery, said.outgoing.state) == ("failed", Outgoing.FAILED)


def test_without_a_mailbox_or_an_address_it_fails_at_once(
    world: World, asked: Conversation, at: datetime, run_jobs: Any
) -> None:
    Mailbox.objects.update(is_active=False)
    said = conversations.say(asked, "Of course.", by=staff(world.ines.id), at=at)
    run_jobs(at + MINUTE)
    assert Message.objects.get(id=said.id).delivery == "failed"


def test_a_report_marks_the_message_and_the_address(
    world: World, at: datetime, run_jobs: Any, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path
    mail = actions.receive(world.hello, letter(), via="smtp", at=at)
    assert mail.message
    conversation = mail.message.conversation
    said = conversations.say(conversation, "Of course.", by=staff(world.ines.id), at=at)
    run_jobs(at + MINUTE)
    report = actions.receive(world.hello, _report_on(said), via="smtp", at=at + MINUTE)
    said.refresh_from_db()
    assert (said.delivery, report.message and report.message.conversation) == ("failed", conversation)
    assert Identity.objects.get(value="alice@example.org").unreachable_since
    assert report.message
    assert report.message.hints == ["delivery report"]
    conversation.refresh_from_db()
    assert conversation.is_waiting_for_us
    assert conversation.undelivered


def _report_on(message: Message) -> bytes:
    from wellserved.serving.channels.email.reading.tests.mails import REPORT

    mark = f"X-Wellserved-Message: {return_token_of(message.id)}\r\n"
    return REPORT.replace(b"Message-ID: <ours", mark.encode() + b"Message-ID: <ours")


def test_a_mailbox_leads_nobody_into_our_own_network(
    world: World, asked: Conversation, at: datetime, run_jobs: Any
) -> None:
    Mailbox.objects.update(smtp_host="127.0.0.1", imap_host="169.254.169.254")
    said = conversations.say(asked, "Of course.", by=staff(world.ines.id), at=at)
    run_jobs(at + MINUTE)
    outgoing = Outgoing.objects.get(message=said)
    assert outgoing.state == Outgoing.QUEUED
    assert "WELLSERVED_OUTBOUND_ALLOW" in outgoing.error
    with pytest.raises(Refused, match="private network"):
        connected(Mailbox.objects.get(id=world.hello.id))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_name_server_that_changes_its_mind_leads_nobody_there_either(
    world: World, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    """DNS rebinding: only the first answer is judged, so only there we go."""
    real, went = socket.getaddrinfo, []

    def going(address: tuple[str, int], *rest: Any) -> socket.socket:
        went.append(address)
        raise ConnectionRefusedError

    def resolver(host: str, *rest: Any, **more: Any) -> Any:
        return real(next(answers) if host == "rebind.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "create_connection", going)
    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    box = Mailbox(address="x@linden.example", smtp_host="rebind.example", smtp_port=587, smtp_security=security)
    box.imap_host, box.imap_port, box.imap_security = "rebind.example", 993, security
    for line in (
        lambda: connected(box),
        lambda: transport_of(box).send("x@linden.example", ["a@b.example"], b"", "x"),
    ):
        answers = iter(["1.1.1.1", "127.0.0.1"])
        with pytest.raises(ConnectionRefusedError):
            line()
    assert went == [("1.1.1.1", 993), ("1.1.1.1", 587)]
