"""A miss is excused at the desk or in the office: with a reason, for all to see, and it can be taken back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Excuse, Measurement

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
STORM = {"reason": "The storm had cut the line."}


@pytest.fixture
def late(world: World) -> Conversation:
    """A mail to Linden House that was answered too late."""
    at = clock.now() - timedelta(days=2)
    rule = {"kind": "first reply", "within": "1 h", "hours": "always"}
    add_standard("soon", statement="Answered soon.", rule=rule, by=SYSTEM, at=at - timedelta(days=1))
    letter = Incoming(channel="email", sender="alice@mail.example", text="Tea?", subject="Is there tea")
    matter, _ = conversations.open(letter, customer=world.alice, site=world.house, at=at)
    conversations.say(matter, "Yes.", by=staff(world.yuki.id), at=at + timedelta(hours=3))
    return matter


def miss(matter: Conversation) -> Measurement:
    return Measurement.objects.get(conversation_id=matter.id, standard__key="soon")


def test_a_lead_excuses_a_miss_and_takes_it_back(world: World, as_staff: AsStaff, late: Conversation) -> None:
    client, desk = as_staff(world.ines), f"/desk/conversations/{late.id}/"
    assert "Excuse this" in client.get(desk).content.decode()
    answer = client.post(f"/office/measurements/{miss(late).id}/excuse/", STORM | {"next": desk})
    assert (answer.status_code, answer["Location"]) == (302, desk)
    assert miss(late).verdict == "excused"
    for colleague, path in ((world.yuki, desk), (world.ines, "/office/standards/soon/")):
        page = as_staff(colleague).get(path).content.decode()
        assert STORM["reason"] in page
        assert world.ines.name in page
    assert "Take it back" not in as_staff(world.yuki).get(desk).content.decode()
    client.post(f"/office/excuses/{Excuse.objects.get().id}/withdraw/")
    assert miss(late).verdict == "missed"
    assert STORM["reason"] not in client.get(desk).content.decode()


def test_an_excuse_needs_a_reason(world: World, as_staff: AsStaff, late: Conversation) -> None:
    as_staff(world.ines).post(f"/office/measurements/{miss(late).id}/excuse/", {"reason": " "})
    assert miss(late).verdict == "missed"


def test_agents_and_leads_of_other_sites_excuse_nothing(world: World, as_staff: AsStaff, late: Conversation) -> None:
    path = f"/office/measurements/{miss(late).id}/excuse/"
    assert as_staff(world.yuki).post(path, STORM).status_code == 403
    assert as_staff(world.sander).post(path, STORM).status_code == 404
    as_staff(world.ines).post(path, STORM)
    back = f"/office/excuses/{Excuse.objects.get().id}/withdraw/"
    assert as_staff(world.yuki).post(back).status_code == 403
    assert as_staff(world.sander).post(back).status_code == 404
    assert miss(late).verdict == "excused"
    assert "Excuse this" not in as_staff(world.yuki).get(f"/desk/conversations/{late.id}/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_one_comes_back_to_a_page_of_ours(
    world: World, as_staff: AsStaff, late: Conversation, elsewhere: str
) -> None:
    told = STORM | {"next": elsewhere}
    answer = as_staff(world.ines).post(f"/office/measurements/{miss(late).id}/excuse/", told)
    assert answer["Location"] == f"/desk/conversations/{late.id}/"
