"""Postmark calls: what it brings is taken in once, and nobody calls in its name."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.customers.models import Identity
from wellserved.ground.safety.vault import seal
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.conversations.models import Message
from wellserved.surfaces.hooks.tests.calling import USER, basic, postmark_mail, served_by, state_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:django-anymail has dropped")]


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


def test_words_that_no_database_takes_do_not_bring_the_call_back(world: World, client: Client, said: Any) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    message = said("postmark")
    event = {
        "RecordType": "Bounce", "Type": "HardBounce", "MessageID": "pm\0\ud800", "Email": "alice@example.org",
        "Details": "550 5.1.1 no\0such\ud800 user", "Metadata": {"wellserved": token_of(message.id)},
    }  # fmt: skip
    assert client.post(path, event, "application/json", headers=basic()).status_code == 200
    assert Outgoing.objects.get(message=message).error == "550 5.1.1 nosuch user"


def test_what_is_no_token_of_ours_changes_nothing(world: World, client: Client, said: Any) -> None:
    path = served_by(world.hello, "postmark", server_token="t")
    message = said("postmark")
    token = token_of(message.id)
    event = {
        "RecordType": "Bounce", "Type": "HardBounce", "MessageID": "x", "Email": "alice@example.org",
        "Metadata": {"wellserved": token[:-1] + ("6" if token.endswith("7") else "7")},
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
