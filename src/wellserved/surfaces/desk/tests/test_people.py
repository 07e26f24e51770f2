"""Who takes part, at the desk."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import customer, staff
from wellserved.serving.conversations import actions, people
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.conversations.rules import Incoming

CAROL = {"address": "Carol@Carter.example", "name": "Carol Carter"}


@pytest.fixture
def here(matter: Conversation) -> str:
    return f"/desk/conversations/{matter.id}/"


def present(matter: Conversation) -> list[str]:
    return [one.address for one in people.present(matter)]


def test_somebody_is_added_and_taken_out(ines: Client, here: str, matter: Conversation) -> None:
    ines.post(f"{here}people/", CAROL)
    assert present(matter) == ["carol@carter.example"]
    assert b"Carol Carter" in ines.get(here).content
    ines.post(f"{here}people/{people.present(matter)[0].id}/", {"_method": "DELETE"})
    assert present(matter) == []
    assert b"took out Carol Carter" in ines.get(here).content


@pytest.mark.parametrize("address", ["carol", "", "hello@linden.example", "hello+x@linden.example", "a@b.c, d@e.f"])
def test_who_cannot_be_written_to_is_refused_with_a_reason(
    address: str, ines: Client, here: str, matter: Conversation
) -> None:
    page = ines.post(f"{here}people/", {"address": address}, follow=True).content.decode()
    assert "Write an e-mail address" in page or "mailbox of ours" in page
    assert present(matter) == []


@pytest.mark.parametrize(("to", "copies"), [("all", ["carol@carter.example"]), ("customer", []), ("", [])])
def test_each_reply_is_for_all_or_for_the_customer(
    to: str, copies: list[str], ines: Client, here: str, matter: Conversation
) -> None:
    ines.post(f"{here}people/", CAROL)
    seen = matter.messages.latest("id").id
    form = {"text": "Yes.", "seen": seen, "submission": "one", "then": "wait", "to": to}
    ines.post(f"{here}messages/", form)
    assert Message.objects.get(direction="outbound").copies == copies


def test_what_was_let_go_wrong_keeps_to_whom_it_goes(ines: Client, here: str, matter: Conversation) -> None:
    ines.post(f"{here}people/", CAROL)
    seen = matter.messages.latest("id").id
    page = ines.post(f"{here}messages/", {"text": "", "seen": seen, "to": "customer"})
    assert page.status_code == 422
    assert 'value="customer" checked' in page.content.decode()


def test_who_was_taken_out_is_let_in_again_with_one_click(
    ines: Client, here: str, matter: Conversation, world: World, at: datetime
) -> None:
    ines.post(f"{here}people/", CAROL)
    actions.remove_participant(people.present(matter)[0], by=staff(world.ines.id), at=at)
    carol = recognise(Identity.EMAIL, "carol@carter.example", name="Carol Carter", at=at)
    incoming = Incoming("email", "carol@carter.example", "And me?", "Re: Late arrival")
    hers, _ = actions.open(incoming, customer=carol, site=world.house, at=at, perhaps_belongs_to=matter)
    assert b"Let them in again" in ines.get(f"/desk/conversations/{hers.id}/").content
    ines.post(f"/desk/conversations/{hers.id}/join/", {"_method": "PUT", "into": matter.id})
    assert present(matter) == ["carol@carter.example"]


def test_customers_are_suggested_while_one_types(ines: Client, here: str, world: World) -> None:
    options = ines.get(f"{here}people/?address=alic", headers={"HX-Request": "true"}).content.decode()
    assert f'<option value="{world.email_of(world.alice)}">{world.alice.name}</option>' in options


def test_it_is_somebody_elses_matter_until_it_is_undone(
    ines: Client, here: str, matter: Conversation, world: World
) -> None:
    ines.post(f"{here}whose/", {"_method": "PUT", **CAROL})
    page = ines.get(here).content.decode()
    assert "said that this is from Carol Carter" in page
    matter.refresh_from_db()
    assert matter.customer.name == "Carol Carter"
    ines.post(f"{here}whose/", {"_method": "DELETE"})
    matter.refresh_from_db()
    assert matter.customer == world.alice


def test_the_thread_that_asks_for_itself_again_brings_the_people(
    ines: Client, here: str, matter: Conversation, world: World, at: datetime
) -> None:
    incoming = Incoming(
        "email", world.email_of(world.alice), "My wife reads along.", copied=((CAROL["address"], ""),)
    )
    actions.receive(matter, incoming, by=customer(world.alice.id), at=at + timedelta(minutes=1))
    part = ines.get(f"{here}messages/", headers={"HX-Request": "true"}).content.decode()
    assert 'id="chips" hx-swap-oob="true"' in part
    assert CAROL["address"] in part


@pytest.mark.parametrize("path", ["people/", "whose/"])
def test_others_conversations_are_not_there(
    path: str, here: str, matter: Conversation, world: World, as_staff: Any
) -> None:
    form = {"_method": "PUT" if path == "whose/" else "POST", **CAROL}
    assert as_staff(world.sander).post(f"{here}{path}", form).status_code == 404
    assert present(matter) == []
