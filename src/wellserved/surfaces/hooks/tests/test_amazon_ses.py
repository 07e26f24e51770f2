"""Amazon calls: what it brings is taken in once, and nobody calls in its name."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from django.test import Client

from tests.world import World
from wellserved.ground.safety import outbound
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.providers import sns
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import plus, token_of
from wellserved.surfaces.hooks.tests.calling import TOPIC, USER, served_by, state_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:django-anymail has dropped")]


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
