"""SendGrid calls: what it brings is taken in once, and nobody calls in its name."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from tests.world import World
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.surfaces.hooks.tests.calling import USER, basic, served_by, state_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:django-anymail has dropped")]


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
