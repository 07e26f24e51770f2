"""Managers write how their site speaks, and see what customers get as they type."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.voice.reads import speech_of

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
HOUSE = "/office/settings/house/voice/"


def place(world: World) -> str:
    return f"/office/settings/sites/{world.house.id}/voice/"


def test_words_are_kept_and_spoken(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    assert "thank you for your message." in client.get(place(world)).content.decode()
    form = {"language": "de", "tone": "friendly", "frames": "yes", "closing": "Bis bald\r\n{colleague}"}
    assert client.post(place(world), form).status_code == 302
    speech = speech_of(world.house)
    assert (speech.language, speech.frames, speech.words.closing) == ("de", True, "Bis bald\n{colleague}")
    assert speech_of(world.quay).language == "en"


def test_a_name_that_there_is_not_is_told_and_nothing_kept(world: World, as_staff: AsStaff) -> None:
    page = as_staff(world.tobias).post(place(world), {"received": "Dear {custmer}", "greeting": "Ahoy {site}"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "There is no {custmer}." in text
    assert "Ahoy {site}" in text
    assert speech_of(world.house).words.received.startswith("thank you")


def test_what_is_typed_is_shown_as_customers_get_it(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    page = client.post(
        f"{place(world)}preview/", {"received": "Got it, {first_name}! <b>{reference}"}
    ).content.decode()
    assert "Got it, Ana! &lt;b&gt;K7QD3WN" in page
    assert "There is no {x}." in client.post(f"{place(world)}preview/", {"survey": "{x}"}).content.decode()
    assert "\0" not in client.post(f"{place(world)}preview/", {"language": "xx", "tone": "yy"}).content.decode()


def test_a_sample_of_each_goes_to_oneself(world: World, as_staff: AsStaff, settings: Any, tmp_path: Path) -> None:
    settings.OUTBOX = tmp_path
    as_staff(world.tobias).post(f"{place(world)}sample/")
    sent = list(tmp_path.glob("*.eml"))
    assert len(sent) == 3
    assert all(f"To: {world.tobias.email}".encode() in mail.read_bytes() for mail in sent)
    assert all(b"Auto-Submitted: auto-generated" in mail.read_bytes() for mail in sent)
    assert not any(b"~secret~" in mail.read_bytes() for mail in sent)
    Mailbox.objects.update(is_active=False)
    page = as_staff(world.tobias).post(f"{place(world)}sample/", follow=True)
    assert "There is no mailbox to send it by" in page.content.decode()


def test_each_writes_for_their_own_sites_and_the_owner_for_the_house(world: World, as_staff: AsStaff) -> None:
    assert as_staff(world.maren).get(HOUSE).status_code == 200
    assert as_staff(world.maren).post(HOUSE, {"tone": "friendly"}).status_code == 302
    assert speech_of(world.quay).words.greeting == "Hi {first_name},"
    for path in (HOUSE, f"{HOUSE}preview/", f"{HOUSE}sample/"):
        assert as_staff(world.tobias).post(path, {}).status_code == 403
    assert as_staff(world.priya).get(place(world)).status_code == 404
    assert as_staff(world.ines).get(place(world)).status_code == 403
