"""Whoever calls: only so much, only for their own mailbox, and only once it is stored."""

from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.tokens import token_of
from wellserved.surfaces.hooks.tests.calling import TOPIC, basic, postmark_mail, served_by, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:django-anymail has dropped")]


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


@pytest.mark.parametrize(("token", "is_one_account"), [("t", True), ("another", False)])
def test_the_secret_of_a_mailbox_speaks_for_its_own_account_only(
    world: World, client: Client, said: Any, token: str, is_one_account: bool
) -> None:
    """The Quay has Postmark too, and its manager the password of its calls."""
    quay = world.mailboxes["linden-quay"]
    path = served_by(quay, "postmark", server_token=token)
    message = said("postmark")
    served_by(world.hello, "postmark", server_token="t")
    bounce = {
        "RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "ID": 1, "MessageID": "m",
        "Email": "alice@example.org", "BouncedAt": "2026-11-18T10:00:00Z",
        "Metadata": {"wellserved": token_of(message.id)},
    }  # fmt: skip
    assert client.post(path, bounce, "application/json", headers=basic()).status_code == 200
    assert client.post(path, postmark_mail(None), "application/json", headers=basic()).status_code == 200
    taken_by = Mailbox.objects.get(id=RawMail.objects.latest("id").mailbox_id)
    assert (state_of(message), taken_by) == (("failed", world.hello) if is_one_account else ("sent", quay))
