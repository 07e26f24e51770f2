"""Whoever calls: only so much, only for their own mailbox, and only once it is stored."""

from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.channels.email.models import Mailbox
from wellserved.surfaces.hooks.tests.calling import TOPIC, basic, postmark_mail, served_by

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
