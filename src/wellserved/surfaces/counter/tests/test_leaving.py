"""One press in the mail program, and nobody is asked any more; one press on the page, and they are again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.learning.feedback import reads
from wellserved.serving.conversations import links

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_opening_it_changes_nothing_and_a_press_does(world: World, client: Client) -> None:
    path = f"/u/{links.leaving_token(world.alice.id)}/"
    page = client.get(path)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert not reads.has_refused(world.alice.id)
    assert client.post(path).status_code == 303
    assert reads.has_refused(world.alice.id)
    assert "Ask me after all" in client.get(path).content.decode()
    client.post(path, {"allow": "1"})
    assert not reads.has_refused(world.alice.id)


def test_a_mail_program_is_answered_without_being_sent_elsewhere(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    path = f"/u/{links.leaving_token(world.alice.id)}/"
    for _ in range(2):
        assert client.post(path, ONE_CLICK).status_code == 200
    assert reads.has_refused(world.alice.id)
    assert not reads.has_refused(world.bob.id)


@pytest.mark.parametrize("token", ["1.x", "x", "999999999999.abc", "1"])
def test_a_forged_one_is_nobodys(world: World, client: Client, token: str) -> None:
    assert client.post(f"/u/{token}/", ONE_CLICK).status_code == 404


def test_of_a_customer_who_is_gone_it_is_a_sentence(world: World, client: Client) -> None:
    assert client.post(f"/u/{links.leaving_token(10**9)}/", ONE_CLICK).status_code == 404


def test_its_link_stands_in_surveys_and_notices_only(
    world: World, at: datetime, run_jobs: Any, settings: Any, tmp_path: Any
) -> None:
    from wellserved.ground.journal.actor import rule, staff
    from wellserved.serving.channels.email import actions as email
    from wellserved.serving.channels.email.tests.letters import letter
    from wellserved.serving.channels.email.tests.test_sending import outbox
    from wellserved.serving.conversations import actions
    from wellserved.serving.conversations.models import Purpose

    settings.OUTBOX, settings.PUBLIC_URL = tmp_path, "https://desk.linden.example"
    mail = email.receive(world.hello, letter(), via="smtp", at=at)
    assert mail.message
    matter = mail.message.conversation
    actions.say(matter, "Of course.", by=staff(world.ines.id), at=at)
    actions.say(matter, "How was it?", purpose=Purpose.SURVEY, waiting=False, by=rule(), at=at)
    run_jobs(at + timedelta(minutes=1))
    sent = {str(one["Subject"]) + str(one["Auto-Submitted"]): one for one in outbox(settings)}
    assert len(sent) >= 2
    token = links.leaving_token(matter.customer_id)
    for one in sent.values():
        unasked = one["Auto-Submitted"] == "auto-generated"
        assert one["List-Unsubscribe"] == (f"<https://desk.linden.example/u/{token}/>" if unasked else None)
        assert one["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if unasked else None)
        assert one["X-Auto-Response-Suppress"] == ("All" if unasked else None)
