"""Answers are kept ready for a site or for all, and stand filled in beside the composer."""

from datetime import datetime

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.voice.models import Phrase

pytestmark = pytest.mark.django_db
PLACE = "/office/settings/phrases/"
PARKING = "Dear {first_name},\nthere is a place for you at {site}.\n{colleague}"


@pytest.fixture
def maren(client: Client, world: World) -> Client:
    """The owner's browser."""
    client.force_login(world.maren)
    return client


def test_a_ready_answer_stands_at_the_desk_of_its_site(maren: Client, world: World, at: datetime) -> None:
    told = {"name": "Parking", "site": str(world.house.id), "text": PARKING}
    assert maren.post(PLACE, told).status_code == 302
    assert maren.post(PLACE, told | {"name": "Shared", "site": "0", "text": "Thank you."}).status_code == 302
    mail = Incoming("email", "alice@rowan.example", "Where may I park?", "Parking")
    here, _ = actions.open(mail, customer=world.alice, site=world.house, at=at)
    away, _ = actions.open(mail, customer=world.alice, site=world.market_street, at=at)
    page = maren.get(f"/desk/conversations/{here.id}/").content.decode()
    first = world.alice.name.split()[0]
    filled = f"Dear {first},\nthere is a place for you at {world.house.name}.\n{world.maren.name}"
    assert f'data-phrase="{filled}"' in page
    elsewhere = maren.get(f"/desk/conversations/{away.id}/").content.decode()
    assert 'data-phrase="Thank you."' in elsewhere
    assert "there is a place" not in elsewhere


def test_it_is_changed_and_kept_no_longer(maren: Client, world: World) -> None:
    refused = maren.post(PLACE, {"name": "Parking", "site": "0", "text": "Dear {custmer}"})
    assert refused.status_code == 422
    assert "There is no {custmer}." in refused.content.decode()
    maren.post(PLACE, {"name": "Parking", "site": "0", "text": "Yes."})
    kept = Phrase.objects.get()
    maren.post(f"{PLACE}{kept.id}/", {"name": "Parking", "site": str(world.quay.id), "text": "Of course."})
    kept.refresh_from_db()
    assert (kept.site, kept.text) == (world.quay, "Of course.")
    assert maren.post(f"{PLACE}{kept.id}/end/").status_code == 302
    assert not Phrase.objects.exists()


def test_who_manages_one_line_leaves_the_answers_of_the_house_alone(maren: Client, world: World) -> None:
    maren.post(PLACE, {"name": "Shared", "site": "0", "text": "Thank you."})
    kept, priya = Phrase.objects.get(), Client()
    priya.force_login(world.priya)
    assert "Shared" in priya.get(PLACE).content.decode()
    assert priya.post(PLACE, {"name": "All", "site": "0", "text": "Mine."}).status_code == 422
    assert priya.get(f"{PLACE}{kept.id}/").status_code == 404
    assert priya.post(f"{PLACE}{kept.id}/end/").status_code == 404
