"""Mail leaves by a provider's API: to a server of ours that answers as they do."""

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.world import World
from wellserved.ground import files
from wellserved.ground.journal.actor import staff
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.channels.email.providers import api
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.channels.email.transport import Smtp, transport_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import NewFile

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:django-anymail has dropped"),
]
KEYS = {
    "postmark": {"server_token": "secret-token"},
    "mailgun": {"api_key": "secret-token", "domain": "linden.example", "signing_key": "s"},
    "sendgrid": {"api_key": "secret-token"},
}
YES: dict[str, Any] = {
    "postmark": {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-1", "To": "alice@example.org", "SubmittedAt": "x"},
    "mailgun": {"id": "<mg-1@linden.example>", "message": "Queued. Thank you."},
    "sendgrid": {},
}
NO: dict[str, Any] = {
    "postmark": {"ErrorCode": 300, "Message": "Invalid 'To' address"},
    "mailgun": {"message": "'to' parameter is not a valid address"},
    "sendgrid": {"errors": [{"message": "bad address"}]},
}


class Provider:
    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 200
        self.answer: dict[str, Any] = {}
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                told.calls.append((self.path, {key.lower(): value for key, value in self.headers.items()}, body))
                self.send_response(told.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(told.answer).encode())

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    there = Provider()
    for name in api.URLS:
        monkeypatch.setitem(api.URLS, name, there.url)
    yield there
    there.stop()


def answered(world: World, name: str, at: datetime, run_jobs: Any) -> Message:
    """Ines's reply with a file, when this provider has the mailbox."""
    mail = actions.receive(world.hello, letter(id="asked@example.org"), via="smtp", at=at)
    assert mail.message
    run_jobs(at)
    Mailbox.objects.filter(id=world.hello.id).update(provider=name, provider_secret=seal(json.dumps(KEYS[name])))
    file = NewFile("Menü.txt", "text/plain", 5, files.keep(b"Suppe"))
    conversation = mail.message.conversation
    return conversations.say(conversation, "Zoë, of course.", by=staff(world.ines.id), at=at, files=[file])


@pytest.mark.parametrize("name", KEYS)
def test_a_reply_leaves_with_its_threading_and_our_token(
    world: World, provider: Provider, at: datetime, run_jobs: Any, name: str
) -> None:
    provider.answer = YES[name]
    message = answered(world, name, at, run_jobs)
    provider.calls.clear()
    run_jobs(at + timedelta(minutes=1))
    ((path, headers, body),) = provider.calls
    said = _said(name, headers, body)
    assert path == {"postmark": "/email", "mailgun": "/linden.example/messages", "sendgrid": "/mail/send"}[name]
    assert "secret-token" in str(headers) or name == "mailgun"
    for word in (
        f"<{message.outgoing.header_id}>", "<asked@example.org>", token_of(message.id), "Zoë, of course.",
        "alice@example.org", "hello+", "Menü.txt",
    ):  # fmt: skip
        assert word in said, word
    assert Outgoing.objects.get(message=message).state == Outgoing.SENT


def _said(name: str, headers: dict[str, str], body: bytes) -> str:
    if name == "mailgun":
        whole = BytesParser(policy=policy.default).parsebytes(
            f"Content-Type: {headers['content-type']}\r\n\r\n".encode() + body
        )
        return " ".join(
            f"{part.get_filename() or ''} {bytes(part.get_payload(decode=True)).decode('utf-8', 'replace')}"
            for part in whole.iter_parts()
        )
    return json.dumps(json.loads(body), ensure_ascii=False)


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize(
    ("status", "state"), [(400, "failed"), (422, "failed"), (401, "queued"), (429, "queued"), (500, "queued")]
)
def test_what_is_hopeless_fails_and_the_rest_is_tried_again(
    world: World, provider: Provider, at: datetime, run_jobs: Any, name: str, status: int, state: str
) -> None:
    message = answered(world, name, at, run_jobs)
    provider.status, provider.answer = status, NO[name]
    run_jobs(at + timedelta(minutes=1))
    outgoing = Outgoing.objects.get(message=message)
    assert outgoing.state == state
    assert outgoing.error
    assert "secret-token" not in outgoing.error
    provider.status, provider.answer = 200, YES[name]
    run_jobs(at + timedelta(minutes=30))
    outgoing.refresh_from_db()
    assert outgoing.state == ("failed" if state == "failed" else "sent")


def test_ses_takes_mail_by_smtp(world: World) -> None:
    keys = {"region": "eu-west-1", "topic": "t", "smtp_user": "AKIA", "smtp_password": "p"}
    box = world.hello
    box.provider, box.provider_secret = "amazon_ses", seal(json.dumps(keys))
    way = transport_of(box)
    assert isinstance(way, Smtp)
    assert (way.host, way.security, way.user) == ("email-smtp.eu-west-1.amazonaws.com", "starttls", "AKIA")
    box.provider_secret = seal(json.dumps({"region": "eu-west-1", "topic": "t"}))
    assert transport_of(box).way == "outbox"


def test_whoever_is_copied_is_copied() -> None:
    mail = (
        b"From: H <h@x.example>\r\nTo: a@x.example\r\nCc: B <b@x.example>\r\nSubject: =?utf-8?q?Zo=C3=AB?=\r\n"
        b"Message-ID: <1@x>\r\nDKIM-Signature: v=1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n"
    )
    built = api.rebuilt(mail, ["a@x.example", "b@x.example"], "token")
    assert (built.to, built.cc, built.subject, built.body) == (["a@x.example"], ["b@x.example"], "Zoë", "Hello\r\n")
    assert built.extra_headers == {"Message-ID": "<1@x>"}
    alone = api.rebuilt(mail, ["b@x.example"], "token")
    assert (alone.to, alone.cc) == (["b@x.example"], [])
    assert message_from_bytes(mail)["Subject"]
