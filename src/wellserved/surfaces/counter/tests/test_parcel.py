"""Files too large for a mail wait behind its link, for thirty days."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock, files
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions as email
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tests.test_sending import outbox
from wellserved.serving.conversations import actions, links
from wellserved.serving.conversations.models import Attachment, Message
from wellserved.serving.conversations.rules import NewFile

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def said(world: World, settings: Any, tmp_path: Any, run_jobs: Any) -> Message:
    """Ines sends two pictures of 6 MB, by their word for it."""
    settings.OUTBOX = tmp_path
    at = clock.now()
    mail = email.receive(world.hello, letter(), via="smtp", at=at)
    assert mail.message
    kept = [NewFile(name, "image/png", 6_000_000, files.keep(name.encode())) for name in ("a.png", "b <i>.png")]
    by = staff(world.ines.id)
    said = actions.say(mail.message.conversation, "Look.", html="<p>Look.</p>", files=kept, by=by, at=at)
    run_jobs(at + MINUTE)
    return Message.objects.get(id=said.id)


def test_the_mail_carries_a_link_that_leads_to_the_files(said: Message, settings: Any, client: Client) -> None:
    mail = outbox(settings)[-1]
    plain, formatted = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain
    assert formatted
    assert list(mail.iter_attachments()) == []
    assert "- b <i>.png (6.0 MB)" in plain.get_content()
    assert "b &lt;i&gt;.png" in formatted.get_content()
    link = re.search(r"/parcel/\S+", plain.get_content())
    assert link
    page = client.get(link[0])
    assert page.headers["Cache-Control"] == "private, no-store"
    addresses = re.findall(r'class="file" href="([^"]+)"', page.content.decode())
    assert len(addresses) == 2
    file = Client().get(addresses[0])
    assert b"".join(file) == b"a.png"
    assert "attachment" in file.headers["Content-Disposition"]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert not file.cookies


def test_small_files_travel_in_the_mail(said: Message, settings: Any, run_jobs: Any, world: World) -> None:
    at = said.at + 2 * MINUTE
    kept = [NewFile("a.png", "image/png", 4, files.keep(b"tiny"))]
    actions.say(said.conversation, "And this.", files=kept, by=staff(world.ines.id), at=at)
    run_jobs(at + MINUTE)
    assert [one.get_content() for one in outbox(settings)[-1].iter_attachments()] == [b"tiny"]


def test_after_thirty_days_it_is_a_sentence(said: Message, client: Client) -> None:
    path = f"/parcel/{links.parcel_token(said.id)}/"
    Message.objects.filter(id=said.id).update(at=said.at - timedelta(days=31))
    page = client.get(path)
    assert page.status_code == 410
    assert "we send them again" in page.content.decode()


@pytest.mark.parametrize("token", ["1.x", "x", "999.abc"])
def test_a_forged_link_leads_nowhere(world: World, client: Client, token: str) -> None:
    assert client.get(f"/parcel/{token}/").status_code == 404


def test_what_the_scanner_found_something_in_is_never_sent(
    said: Message, settings: Any, run_jobs: Any, world: World, client: Client
) -> None:
    """It was clean, or nobody had looked, when the answer was written."""
    at = said.at + 2 * MINUTE
    kept = [NewFile("bill.exe", "application/pdf", 4, files.keep(b"evil"))]
    worse = actions.say(said.conversation, "The bill.", files=kept, by=staff(world.ines.id), at=at)
    Attachment.objects.exclude(name="a.png").update(scan=Attachment.INFECTED, finding="Eicar-Test")
    before = len(outbox(settings))
    run_jobs(at + MINUTE)
    worse.refresh_from_db()
    assert (worse.delivery, len(outbox(settings))) == ("failed", before)
    assert "harmful (Eicar-Test)" in worse.outgoing.error
    page = client.get(f"/parcel/{links.parcel_token(said.id)}/").content.decode()
    assert ("a.png" in page, "b &lt;i&gt;.png" in page) == (True, False)


def test_what_is_held_has_no_parcel_yet(world: World, said: Message, client: Client, at: datetime) -> None:
    Message.objects.filter(id=said.id).update(delivery=Message.HELD)
    assert client.get(f"/parcel/{links.parcel_token(said.id)}/").status_code == 404
