"""An answer goes between the site's greeting and closing, as the composer shows it, and once."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.voice.actions import speak


@pytest.fixture(autouse=True)
def _friendly(world: World, at: datetime) -> None:
    speak(world.house, {}, tone="friendly", frames=True, by=staff(world.maren.id), at=at)


def answer(client: Client, matter: Conversation, text: str, html: str = "") -> Message:
    form = {"text": text, "html": html, "seen": "999999", "submission": uuid4().hex}
    assert client.post(f"/desk/conversations/{matter.id}/messages/", form).status_code == 302
    return Message.objects.filter(conversation=matter, direction="outbound").latest("id")


def test_what_the_composer_shows_is_what_goes(world: World, matter: Conversation, ines: Client) -> None:
    first = world.alice.name.split()[0]
    page = ines.get(f"/desk/conversations/{matter.id}/").content.decode()
    assert f">Hi {first},</p>" in page
    assert "All the best" in page
    said = answer(ines, matter, "Of course.", "<p>Of course.</p>")
    assert said.text == f"Hi {first},\n\nOf course.\n\nAll the best\n{world.ines.name}"
    assert said.html.startswith(f"<p>Hi {first},</p><p>Of course.</p><p>All the best<br>")


def test_what_was_written_by_hand_or_taken_back_is_not_said_twice(
    world: World, matter: Conversation, ines: Client
) -> None:
    assert answer(ines, matter, "Dear Alice,\nof course.\nInes").text == "Dear Alice,\nof course.\nInes"
    said = answer(ines, matter, "Of course.")
    assert answer(ines, matter, said.text).text == said.text


def test_another_site_and_an_empty_answer_stay_as_they_are(world: World, matter: Conversation, ines: Client) -> None:
    form = {"text": " ", "seen": "999999", "submission": uuid4().hex}
    assert ines.post(f"/desk/conversations/{matter.id}/messages/", form).status_code == 422
    matter.site = world.quay
    matter.save(update_fields=["site"])
    client = Client()
    client.force_login(world.sander)
    assert answer(client, matter, "Of course.").text == "Of course."
