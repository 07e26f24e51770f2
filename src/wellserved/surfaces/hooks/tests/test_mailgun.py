"""Mailgun calls: what it brings is taken in once, and nobody calls in its name."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.surfaces.hooks.tests.calling import LATIN, USER, served_by, state_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:django-anymail has dropped")]


def mailgun_signed(key: str = "signing", token: str = "a" * 50, age: timedelta = timedelta(0)) -> dict[str, str]:
    stamp = str(int((clock.now() - age).timestamp()))
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


@pytest.mark.parametrize("age", [timedelta(hours=13), timedelta(hours=-1)])
def test_a_proof_of_another_time_is_none(mailgun: str, client: Client, age: timedelta) -> None:
    fields = {"recipient": USER, "body-mime": letter("late"), **mailgun_signed(age=age)}
    assert client.post(f"{mailgun}mime", fields).status_code == 403
    assert not RawMail.objects.exists()


def test_who_overheard_a_call_says_nothing_else_with_its_proof(world: World, mailgun: str, client: Client) -> None:
    """Mailgun signs a time and a token, not what it says."""
    proof = mailgun_signed()
    heard = urlencode({"recipient": USER, "body-mime": letter("heard"), **proof})
    forged = urlencode({"recipient": USER, "body-mime": letter("forged"), **proof})
    neighbour = world.mailboxes["linden-quay"]
    other = served_by(neighbour, "mailgun", api_key="k", signing_key="signing", domain="linden.example")
    form = "application/x-www-form-urlencoded"
    statuses = [
        client.post(f"{to}mime", body, form).status_code for to in (mailgun, other) for body in (heard, forged)
    ]
    event = {"signature": proof, "event-data": {"event": "delivered", "recipient": USER}}
    statuses += [client.post(mailgun, event, "application/json").status_code]
    assert (statuses, texts()) == ([200, 403, 200, 403, 403], ["heard"])


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
