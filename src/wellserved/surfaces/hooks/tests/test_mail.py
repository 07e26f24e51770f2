"""Providers call: what they bring is taken in once, and nobody calls in their name."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from django.test import Client

from tests.world import World
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff
from wellserved.ground.safety import outbound
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.providers import sns
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import plus, token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:django-anymail has dropped")]
USER = "hello@linden.example"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:mail"
LATIN = "Stra\u00dfe".encode("latin-1")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def served_by(box: Mailbox, provider: str, **keys: str) -> str:
    """The address that this provider calls for the mailbox, whose password is "hook"."""
    box.provider, box.provider_secret = provider, seal(json.dumps({"hook": "hook", **keys}))
    box.save()
    return f"/hooks/mail/{provider}/{box.id}/"


def basic(password: str = "hook", user: str = "wellserved") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def texts() -> list[str]:
    return list(Message.objects.filter(direction="inbound").order_by("id").values_list("text", flat=True))


@pytest.fixture
def said(world: World, at: datetime, run_jobs: Any) -> Callable[[str], Message]:
    """Ines answered Alice, and it went by this provider."""

    def answered(provider: str) -> Message:
        Mailbox.objects.filter(id=world.hello.id).update(provider="")  # into the outbox
        mail = actions.receive(world.hello, letter(id="asked@example.org"), via="smtp", at=at)
        assert mail.message
        message = conversations.say(mail.message.conversation, "Of course.", by=staff(world.ines.id), at=at)
        run_jobs(at + timedelta(minutes=1))
        Mailbox.objects.filter(id=world.hello.id).update(provider=provider)
        return message

    return answered


def state_of(message: Message) -> str:
    return Outgoing.objects.get(message=message).state


# Postmark


def postmark_mail(raw: str | None, **more: Any) -> dict[str, Any]:
    full = {"Email": "alice@example.org", "Name": "Alice", "MailboxHash": ""}
    to = {"Email": USER, "Name": "", "MailboxHash": ""}
    return {
        "FromName": "Alice", "From": "alice@example.org", "FromFull": full, "To": USER, "ToFull": [to], "CcFull": [],
        "BccFull": [], "OriginalRecipient": USER, "Subject": "A pillow", "MessageID": "22c74902", "ReplyTo": "",
        "MailboxHash": "", "Date": "Wed, 18 Nov 2026 10:00:00 +0000", "TextBody": "May I have another pillow?",
        "HtmlBody": "<p>May I have another <b>pillow</b>?</p>", "StrippedTextReply": "", "Tag": "",
        "Headers": [
            {"Name": "Return-Path", "Value": "<alice@example.org>"},
            {"Name": "Message-ID", "Value": "<asked@example.org>"},
        ],
        "Attachments": [
            {"Name": "room.txt", "Content": base64.b64encode(b"204").decode(), "ContentType": "text/plain",
             "ContentLength": 3}
        ],
        **({"RawEmail": raw} if raw is not None else {}), **more,
    }  # fmt: skip


def test_postmark_brings_the_mail_as_it_was_sent(world: World, client: Client) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    payload = postmark_mail(letter("Ein Kissen für Zoë").decode())
    for _ in range(2):
        assert client.post(path, payload, "application/json", headers=basic()).status_code == 200
    assert texts() == ["Ein Kissen für Zoë"]
    mail = RawMail.objects.get()
    assert mail.via == "hook"
    assert mail.content.startswith(b"Return-Path: <alice@example.org>\r\nDelivered-To: hello@linden.example\r\n")


def test_postmarks_fields_make_the_same_mail_each_time(world: World, client: Client) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    for _ in range(3):
        assert client.post(path, postmark_mail(None), "application/json", headers=basic()).status_code == 200
    assert texts() == ["May I have another pillow?"]
    message = Message.objects.get(direction="inbound")
    assert [file.name for file in message.attachments.all()] == ["room.txt"]
    assert RawMail.objects.get().header_id == "asked@example.org"


@pytest.mark.parametrize("headers", [{}, basic("wrong"), basic(user="x"), {"Authorization": "Basic ###"}])
def test_nobody_calls_in_postmarks_name(world: World, client: Client, headers: dict[str, str]) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    answer = client.post(path, postmark_mail(None), "application/json", headers=headers)
    assert answer.status_code == 403
    assert not RawMail.objects.exists()


def test_another_mailboxs_password_opens_nothing(world: World, client: Client) -> None:
    quay = world.mailboxes["linden-quay"]
    served_by(quay, "postmark", server_token="t")
    quay.provider_secret = seal(json.dumps({"hook": "theirs"}))
    quay.save()
    path = served_by(world.hello, "postmark", server_token="t")
    headers = basic("theirs")
    assert client.post(path, postmark_mail(None), "application/json", headers=headers).status_code == 403
    assert not RawMail.objects.exists()


def test_one_address_serves_several_mailboxes_of_a_provider(world: World, client: Client) -> None:
    quay, pantry = world.mailboxes["linden-quay"], world.mailboxes["linden-pantry"]
    served_by(quay, "postmark", server_token="t")
    path = served_by(world.hello, "postmark", server_token="t")
    for box in (quay, pantry):
        payload = postmark_mail(letter(to=box.address).decode(), OriginalRecipient=box.address)
        assert client.post(path, payload, "application/json", headers=basic()).status_code == 200
    assert set(RawMail.objects.values_list("mailbox__address", flat=True)) == {quay.address, USER}


@pytest.mark.parametrize(
    ("record", "more", "state"),
    [
        ("Delivery", {"Recipient": "alice@example.org", "DeliveredAt": "2026-11-18T10:02:00Z"}, "delivered"),
        (
            "Bounce",
            {"Type": "HardBounce", "Email": "alice@example.org", "Details": "550 5.1.1 no such user"},
            "failed",
        ),
        ("Bounce", {"Type": "Transient", "Email": "alice@example.org", "Details": "451 4.2.0 later"}, "sent"),
        ("SpamComplaint", {"Type": "SpamComplaint", "Email": "alice@example.org"}, "sent"),
        ("Open", {"Recipient": "alice@example.org"}, "sent"),
    ],
)
def test_postmark_tells_what_became_of_ours(
    world: World, client: Client, said: Any, record: str, more: dict[str, str], state: str
) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    message = said("postmark")
    event = {"RecordType": record, "MessageID": "pm-1", "Metadata": {"wellserved": token_of(message.id)}, **more}
    for _ in range(2):
        assert client.post(path, event, "application/json", headers=basic()).status_code == 200
    assert state_of(message) == state
    if record != "Open":
        assert Outgoing.objects.get(message=message).provider_id == "pm-1"
    if state == "failed":
        assert Identity.objects.get(value="alice@example.org").unreachable_since


def test_what_is_no_token_of_ours_changes_nothing(world: World, client: Client, said: Any) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    message = said("postmark")
    event = {
        "RecordType": "Bounce", "Type": "HardBounce", "MessageID": "x", "Email": "alice@example.org",
        "Metadata": {"wellserved": f"{token_of(message.id)[:-1]}7"},
    }  # fmt: skip
    assert client.post(path, event, "application/json", headers=basic()).status_code == 200
    assert state_of(message) == "sent"


@pytest.mark.parametrize(
    "body", ["[]", "{", '{"FromFull": 1}', '{"RecordType": "Bounce", "Metadata": 5}', "null", ""]
)
def test_what_nobody_understands_is_told_to_both_sides(world: World, client: Client, body: str) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    answer = client.post(path, body, "application/json", headers=basic())
    assert answer.status_code == 422
    assert "Postmark called, and was not understood" in Mailbox.objects.get(id=world.hello.id).fetch_error


# Mailgun


def mailgun_signed(key: str = "signing", token: str = "a" * 50) -> dict[str, str]:
    stamp = "1795000000"
    digest = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {"timestamp": stamp, "token": token, "signature": digest}


@pytest.fixture
def mailgun(world: World) -> str:
    return served_by(world.hello, "mailgun", api_key="k", signing_key="signing", domain="linden.example")


@pytest.mark.parametrize("is_form", [True, False])
def test_mailgun_brings_every_byte(mailgun: str, client: Client, is_form: bool) -> None:
    raw = letter("Straße").replace("Straße".encode(), LATIN).replace(b"utf-8", b"latin-1")
    for token in ("a", "b"):  # each time it is told anew
        fields: dict[str, Any] = {"recipient": USER, "sender": "alice@example.org", **mailgun_signed(token=token)}
        if is_form:
            body = urlencode({**fields, "body-mime": raw}).encode()
            answer = client.post(f"{mailgun}mime", body, "application/x-www-form-urlencoded")
        else:
            boundary = b"--x\r\nContent-Disposition: form-data; name="
            parts = [boundary + f'"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
            body = b"".join([*parts, boundary + b'"body-mime"\r\n\r\n' + raw + b"\r\n--x--\r\n"])
            answer = client.post(f"{mailgun}mime", body, "multipart/form-data; boundary=x")
        assert answer.status_code == 200
    assert RawMail.objects.get().content.endswith(raw)
    assert texts() == ["Straße"]


def test_mailguns_fields_make_a_mail_too(mailgun: str, client: Client) -> None:
    for token in ("a", "b"):
        fields = {
            "recipient": USER, "sender": "alice@example.org", "body-plain": "Zoë asks", "attachment-count": "0",
            "message-headers": json.dumps([["From", "alice@example.org"], ["To", USER], ["Subject", "Hello"]]),
            **mailgun_signed(token=token),
        }  # fmt: skip
        assert client.post(mailgun, fields).status_code == 200
    assert texts() == ["Zoë asks"]


@pytest.mark.parametrize("wrong", [{"signature": "0" * 64}, {"timestamp": "1"}, mailgun_signed("other"), None])
def test_nobody_calls_in_mailguns_name(mailgun: str, client: Client, wrong: dict[str, str] | None) -> None:
    signed = {} if wrong is None else {**mailgun_signed(), **wrong}
    assert client.post(mailgun, {"body-mime": "x", "recipient": USER, **signed}).status_code == 403
    event = {"signature": signed, "event-data": {"event": "delivered"}}
    assert client.post(mailgun, event, "application/json").status_code == 403
    assert not RawMail.objects.exists()


@pytest.mark.parametrize(
    ("event", "more", "state"),
    [
        ("delivered", {}, "delivered"),
        ("failed", {"severity": "permanent", "delivery-status": {"code": 550, "message": "5.1.1 no"}}, "failed"),
        ("failed", {"severity": "temporary", "delivery-status": {"code": 451, "message": "busy"}}, "sent"),
        ("complained", {}, "sent"),
    ],
)
def test_mailgun_tells_what_became_of_ours(
    mailgun: str, client: Client, said: Any, event: str, more: dict[str, Any], state: str
) -> None:
    message = said("mailgun")
    data = {
        "event": event, "timestamp": 1795000000.5, "id": "e", "recipient": "alice@example.org",
        "message": {"headers": {"message-id": "abc@linden.example"}},
        "user-variables": {"wellserved": token_of(message.id)}, **more,
    }  # fmt: skip
    payload = {"signature": mailgun_signed(), "event-data": data}
    assert client.post(mailgun, payload, "application/json").status_code == 200
    assert state_of(message) == state


# SendGrid


def test_sendgrid_brings_the_mail_as_it_was_sent(world: World, client: Client) -> None:
    path = served_by(world.hello, "sendgrid", api_key="k")
    envelope = json.dumps({"from": "alice@example.org", "to": [USER]})
    for _ in range(2):
        form = {"email": letter("by SendGrid").decode(), "envelope": envelope, "spam_score": "0.1"}
        assert client.post(path, form, headers=basic()).status_code == 200
    assert client.post(path, form).status_code == 403
    assert texts() == ["by SendGrid"]


def test_sendgrid_signs_its_events(world: World, client: Client, said: Any) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    path = served_by(world.hello, "sendgrid", api_key="k", event_key=base64.b64encode(public).decode())
    message = said("sendgrid")
    event = {
        "email": "alice@example.org", "event": "bounce", "timestamp": 1795000000, "sg_event_id": "1",
        "reason": "550 5.1.1 no such user", "type": "bounce", "wellserved": token_of(message.id), "anymail_id": "u",
    }  # fmt: skip
    body = json.dumps([event, {**event, "event": "open"}])

    def signed(stamp: str, body: str) -> dict[str, str]:
        signature = private.sign(f"{stamp}{body}".encode(), ec.ECDSA(hashes.SHA256()))
        return {
            "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(signature).decode(),
            "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        }

    for forged in (
        {},
        signed("1", "[]"),
        {**signed("1", body), "X-Twilio-Email-Event-Webhook-Timestamp": "2"},
        basic(),
    ):
        assert client.post(path, body, "application/json", headers=forged).status_code == 403
    assert state_of(message) == "sent"
    assert client.post(path, body, "application/json", headers=signed("1", body)).status_code == 200
    assert state_of(message) == "failed"


# Amazon SES


class Amazon:
    """Signs as SNS does, with a certificate of its own."""

    url = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-abc123.pem"

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
        now = datetime.now(UTC)
        built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        built = built.serial_number(1).not_valid_before(now - timedelta(days=1))
        self.certificate = built.not_valid_after(now + timedelta(days=1)).sign(self.key, hashes.SHA256())
        self.pem = self.certificate.public_bytes(serialization.Encoding.PEM)

    def message(self, said: Any, kind: str = "Notification", version: str = "2", **more: str) -> dict[str, str]:
        message = {
            "Type": kind, "MessageId": "m-1", "TopicArn": TOPIC, "Timestamp": "2026-11-18T10:02:00.000Z",
            "Message": said if isinstance(said, str) else json.dumps(said), "SignatureVersion": version,
            "SigningCertURL": self.url, **more,
        }  # fmt: skip
        words = "".join(f"{name}\n{message[name]}\n" for name in sns.SIGNED[kind] if name in message)
        algorithm = sns.HASHES[version]
        message["Signature"] = base64.b64encode(self.key.sign(words.encode(), padding.PKCS1v15(), algorithm)).decode()
        return message


@pytest.fixture(scope="module")
def amazon() -> Amazon:
    return Amazon()


@pytest.fixture
def ses(world: World, amazon: Amazon, monkeypatch: pytest.MonkeyPatch) -> str:
    sns._certificate.cache_clear()
    monkeypatch.setattr(sns, "certificate_at", lambda url: amazon.pem)
    return served_by(world.hello, "amazon_ses", region="eu-west-1", topic=TOPIC)


def ses_mail(raw: bytes, **action: str) -> dict[str, Any]:
    content = base64.b64encode(raw).decode() if action.get("encoding") == "BASE64" else raw.decode()
    return {
        "notificationType": "Received",
        "mail": {"source": "alice@example.org", "messageId": "s-1", "timestamp": "2026-11-18T10:02:00.000Z"},
        "receipt": {"recipients": [USER], "action": {"type": "SNS", "topicArn": TOPIC, **action}},
        "content": content,
    }


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("encoding", ["BASE64", "UTF8"])
def test_ses_brings_the_mail_as_it_was_sent(
    ses: str, amazon: Amazon, client: Client, version: str, encoding: str
) -> None:
    message = amazon.message(ses_mail(letter("by SES"), encoding=encoding), version=version)
    for _ in range(2):
        assert client.post(ses, message, "application/json").status_code == 200
    assert texts() == ["by SES"]


@pytest.mark.parametrize("wrong", ["signature", "message", "topic", "certificate", "type", "version", "nothing"])
def test_nobody_calls_in_amazons_name(ses: str, amazon: Amazon, client: Client, wrong: str) -> None:
    message = amazon.message(ses_mail(letter()))
    if wrong == "signature":
        message["Signature"] = base64.b64encode(b"x" * 256).decode()
    elif wrong == "message":
        message["Message"] = json.dumps(ses_mail(letter("something else")))
    elif wrong == "topic":
        message = amazon.message(ses_mail(letter()), TopicArn="arn:aws:sns:eu-west-1:666:mine")
    elif wrong == "certificate":
        message = amazon.message(
            ses_mail(letter()), SigningCertURL="https://sns.eu-west-1.amazonaws.com.thief.example/x.pem"
        )
    elif wrong == "type":
        message["Type"] = "Other"
    elif wrong == "version":
        message["SignatureVersion"] = "3"
    else:
        message = {}
    assert client.post(ses, message, "application/json").status_code == 403
    assert not RawMail.objects.exists()


def test_a_subscription_is_confirmed_only_at_amazon(
    ses: str, amazon: Amazon, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(outbound, "get", lambda url, **rest: asked.append(url))
    good = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=t"
    for url, status in ((good, 200), ("https://thief.example/?Action=ConfirmSubscription&x", 403)):
        message = amazon.message("You chose", "SubscriptionConfirmation", Token="t", SubscribeURL=url)
        assert client.post(ses, message, "application/json").status_code == status
    assert asked == [good]


@pytest.mark.parametrize(
    ("kind", "part", "state"),
    [
        ("Delivery", {"recipients": ["alice@example.org"], "smtpResponse": "250 ok"}, "delivered"),
        (
            "Bounce",
            {
                "bounceType": "Permanent",
                "bounceSubType": "General",
                "bouncedRecipients": [{"emailAddress": "alice@example.org", "diagnosticCode": "smtp; 550 5.1.1 no"}],
            },
            "failed",
        ),
        (
            "Bounce",
            {
                "bounceType": "Transient",
                "bounceSubType": "MailboxFull",
                "bouncedRecipients": [{"emailAddress": "alice@example.org"}],
            },
            "sent",
        ),
        ("Complaint", {"complainedRecipients": [{"emailAddress": "alice@example.org"}]}, "sent"),
    ],
)
def test_ses_tells_what_became_of_ours(
    ses: str, amazon: Amazon, client: Client, said: Any, kind: str, part: dict[str, Any], state: str
) -> None:
    message = said("amazon_ses")
    source = plus(USER, token_of(message.id))
    told = {
        "notificationType": kind, kind.lower(): part,
        "mail": {"messageId": "ses-1", "source": source, "destination": ["alice@example.org"]},
    }  # fmt: skip
    assert client.post(ses, amazon.message(told), "application/json").status_code == 200
    assert state_of(message) == state


# All of them


@pytest.mark.parametrize("provider", ["postmark", "mailgun", "sendgrid", "amazon_ses"])
def test_a_gigantic_body_is_refused_unread(world: World, client: Client, settings: Any, provider: str) -> None:
    path = served_by(world.hello, provider, topic=TOPIC, signing_key="k")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post(path, "x" * 2000, "application/json", headers=basic())
    assert answer.status_code == 413


def test_only_its_own_provider_calls_for_a_mailbox(world: World, client: Client) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    for other in (
        path.replace("postmark", "sendgrid"),
        path.replace("postmark", "nobody"),
        "/hooks/mail/postmark/9/",
    ):
        assert client.post(other, {}, headers=basic()).status_code == 404
    assert client.head(path).status_code == 200
    assert client.get(path).status_code == 405
    Mailbox.objects.update(is_active=False)
    assert client.post(path, {}, headers=basic()).status_code == 404
    empty = world.mailboxes["linden-quay"]
    assert client.post(f"/hooks/mail//{empty.id}/", {}).status_code == 404


def test_what_could_not_be_stored_stays_with_the_provider(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: Any, **more: Any) -> None:
        raise OSError("the disk is full")

    from wellserved.serving.channels.email.actions import hooks

    monkeypatch.setattr(hooks, "receive", full)
    path = served_by(world.hello, "postmark", server_token="t")
    assert client.post(path, postmark_mail(None), "application/json", headers=basic()).status_code == 500
