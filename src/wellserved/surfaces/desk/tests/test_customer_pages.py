"""What a person sees and may do on a customer's pages."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers import actions as customers
from wellserved.ground.customers.models import Customer, Erasure, Identity, Merge
from wellserved.ground.customers.reads import erasure_of
from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db
SignIn = Callable[[Staff], Client]
HOSTILE = '<b>Jürgen</b> "Groß" O’Hara'


@pytest.fixture
def guest(world: World, at: datetime) -> Customer:
    return _wrote(world, "j.gross@rowan.example", HOSTILE, at)


def _wrote(world: World, address: str, name: str, at: datetime, *, site: str = "house") -> Customer:
    customer = customers.recognise(Identity.EMAIL, address, name=name, at=at)
    mail = Incoming("email", address, "Is there a lift?", subject="A lift")
    conversations.open(mail, customer=customer, site=getattr(world, site), at=at)
    return customer


def at_desk(customer: Customer, what: str = "") -> str:
    return f"/desk/customers/{customer.id}/{what}"


def test_who_may_be_the_same_is_compared_merged_and_parted(
    world: World, guest: Customer, as_staff: SignIn, at: datetime
) -> None:
    other = _wrote(world, "juergen@rowan.example", HOSTILE, at)
    ines = as_staff(world.ines)
    page = ines.get(at_desk(guest)).content.decode()
    assert f"merging/?with={other.id}" in page
    assert "the same name, at the same domain" in page
    assert "<b>Jürgen" not in page
    side_by_side = ines.get(at_desk(guest, "merging/"), {"with": "juergen@rowan.example"}).content.decode()
    assert side_by_side.count("A lift") == 2
    ines.post(at_desk(guest, "merging/"), {"_method": "PUT", "with": str(other.id)})
    assert Conversation.objects.filter(customer=guest).count() == 2
    assert ines.get(at_desk(other)).url == at_desk(guest)  # type: ignore[attr-defined]
    one = Merge.objects.get()
    assert "Part them again" in ines.get(at_desk(guest)).content.decode()
    again = ines.post(at_desk(guest, "merging/"), {"_method": "PUT", "with": str(other.id)}, follow=True)
    assert "already" in again.content.decode()
    ines.post(at_desk(guest, "merging/"), {"_method": "DELETE", "merge": str(one.id)})
    assert Conversation.objects.get(customer=other)
    assert "they are two" not in ines.get(at_desk(other)).content.decode()


def test_who_serves_elsewhere_neither_sees_nor_merges_them(
    world: World, guest: Customer, as_staff: SignIn, at: datetime
) -> None:
    quay = _wrote(world, "jg@rowan.example", HOSTILE, at, site="quay")
    assert as_staff(world.sander).get(at_desk(guest)).status_code == 404
    ines = as_staff(world.ines)
    assert "jg@rowan" not in ines.get(at_desk(guest)).content.decode()
    refused = ines.post(at_desk(guest, "merging/"), {"_method": "PUT", "with": "jg@rowan.example"}, follow=True)
    assert "Nobody at your sites" in refused.content.decode()
    also = _wrote(world, "jg2@rowan.example", "Jo", at)
    _wrote(world, "jg2@rowan.example", "Jo", at, site="quay")
    refused = ines.post(at_desk(guest, "merging/"), {"_method": "PUT", "with": str(also.id)}, follow=True)
    assert "sites that are not yours" in refused.content.decode()
    assert not Merge.objects.exists()
    assert quay != guest


def test_a_manager_types_the_name_and_may_take_it_back(world: World, guest: Customer, as_staff: SignIn) -> None:
    maren = as_staff(world.maren)
    assert "Type “&lt;b&gt;Jürgen" in maren.get(at_desk(guest, "erasure/")).content.decode()
    given = {"_method": "PUT", "reason": "asked", "when": "later", "typed": "Jürgen"}
    assert maren.post(at_desk(guest, "erasure/"), given).status_code == 422
    assert erasure_of(guest.id) is None
    maren.post(at_desk(guest, "erasure/"), given | {"typed": HOSTILE.upper()})
    standing = erasure_of(guest.id)
    assert standing is not None
    assert (standing.due_at - standing.asked_at).days == 7
    assert "Do not erase them" in maren.get(at_desk(guest)).content.decode()
    maren.post(at_desk(guest, "erasure/"), {"_method": "DELETE"})
    assert erasure_of(guest.id) is None
    assert not customers.erase(standing.id, at=standing.due_at)
    guest.refresh_from_db()
    assert guest.name == HOSTILE


def test_only_who_manages_all_their_sites_may_erase_them(
    world: World, guest: Customer, as_staff: SignIn, at: datetime
) -> None:
    assert as_staff(world.ines).get(at_desk(guest, "erasure/")).status_code == 404
    _wrote(world, "j.gross@rowan.example", HOSTILE, at, site="pantry")
    page = as_staff(world.tobias).get(at_desk(guest, "erasure/"), follow=True).content.decode()
    assert "sites that are not yours" in page
    assert not Erasure.objects.exists()


def test_their_matters_say_that_they_were_erased(
    world: World, guest: Customer, as_staff: SignIn, at: datetime
) -> None:
    erasure = customers.ask_erasure(guest, Erasure.OVER, at_once=True, by=SYSTEM, at=at)
    assert customers.erase(erasure.id, at=at)
    matter = Conversation.objects.get(customer=guest)
    maren = as_staff(world.maren)
    page = maren.get(f"/desk/conversations/{matter.id}/").content.decode()
    assert "This customer was erased." in page
    assert 'name="text"' not in page.split('class="facts"')[0]
    assert "The disk is being swept" in maren.get(at_desk(guest)).content.decode()
    new = customers.recognise(Identity.EMAIL, "j.gross@rowan.example", at=at)
    assert new.id != guest.id
