"""The list is worked through: write, say what was done, take it back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.learning.retention.models import Caring
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PAGE = "/office/quality/at-risk/"


@pytest.fixture
def waiting(world: World) -> World:
    """Alice waits for Linden House since five days."""
    mail = Incoming("email", world.email_of(world.alice), "Hello?", "A question")
    conversations.open(mail, customer=world.alice, site=world.house, at=clock.now() - timedelta(days=5))
    return world


def care(client: Client, world: World, way: str) -> Any:
    place = world.house.id
    return client.post(f"{PAGE}caring/", {"customer": world.alice.id, "site": place, "way": way, "place": place})


def test_an_empty_page_says_who_would_be_listed(world: World, as_staff: AsStaff) -> None:
    assert "Nobody seems to be leaving" in as_staff(world.tobias).get(PAGE).content.decode()


def test_a_customer_is_listed_with_reasons_and_can_be_written_to(waiting: World, as_staff: AsStaff) -> None:
    client = as_staff(waiting.tobias)
    page = client.get(PAGE).content.decode()
    assert "They wait for our answer since 5 days." in page
    assert f"/desk/new/?customer={waiting.alice.id}&amp;site={waiting.house.slug}" in page
    letter = client.get(f"/desk/new/?customer={waiting.alice.id}&site={waiting.house.slug}").content.decode()
    assert f'value="{waiting.email_of(waiting.alice)}"' in letter


def test_who_was_spoken_with_is_off_the_list_until_it_is_undone(waiting: World, as_staff: AsStaff) -> None:
    client = as_staff(waiting.tobias)
    assert care(client, waiting, "spoken")["Location"] == f"{PAGE}?site={waiting.house.id}"
    page = client.get(PAGE).content.decode()
    assert "answer since 5 days" not in page
    assert "Left in peace" in page
    assert "1 customer came so far, and none of them again yet." in page
    client.post(f"{PAGE}caring/{Caring.objects.get().id}/withdrawal/")
    assert "answer since 5 days" in client.get(PAGE).content.decode()


def test_two_colleagues_at_once_leave_one_word(waiting: World, as_staff: AsStaff) -> None:
    """Maren looks at a page on which Tobias's word still stands, after she herself let Alice go elsewhere."""
    tobias, maren = as_staff(waiting.tobias), as_staff(waiting.maren)
    care(tobias, waiting, "spoken")
    first = Caring.objects.get()
    care(maren, waiting, "let-go")
    care(maren, waiting, "let-go")
    [standing] = Caring.objects.filter(withdrawn_at=None)
    assert (standing.kind, standing.by_staff_id) == (Caring.LET_GO, waiting.maren.id)
    page = tobias.post(f"{PAGE}caring/{first.id}/withdrawal/", follow=True).content.decode()
    assert "Somebody has changed that meanwhile" in page
    assert Caring.objects.filter(withdrawn_at=None).count() == 1


def test_the_list_can_be_taken_home(waiting: World, as_staff: AsStaff) -> None:
    rows = as_staff(waiting.tobias).get(f"{PAGE}?csv=1").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Customer,Company,Site,Points,Why,Matters,Last contact"
    assert rows[1].startswith(f"{waiting.alice.name},")


@pytest.mark.parametrize("who", ["sander", "stranger"])
def test_others_neither_see_them_nor_say_anything_about_them(waiting: World, as_staff: AsStaff, who: str) -> None:
    viewer: Staff = getattr(waiting, who)
    client = as_staff(viewer)
    assert waiting.alice.name not in client.get(PAGE).content.decode()
    assert care(client, waiting, "spoken").status_code in (403, 404)
    assert client.get(f"/desk/new/?customer={waiting.alice.id}").status_code == 404
    spoken = Caring.objects.create(
        customer=waiting.alice, site=waiting.house, kind=Caring.LET_GO, by_staff_id=waiting.tobias.id, at=clock.now()
    )
    assert client.post(f"{PAGE}caring/{spoken.id}/withdrawal/").status_code in (403, 404)
    assert Caring.objects.get().withdrawn_at is None


def test_what_no_page_offers_is_not_there(waiting: World, as_staff: AsStaff) -> None:
    assert care(as_staff(waiting.tobias), waiting, "shout").status_code == 404
