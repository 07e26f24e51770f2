"""Programs see who takes part, let people in and take them out, as far as their colleague may."""

from collections.abc import Callable
from datetime import datetime

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import customer
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.surfaces.api.tests.conftest import Program

CAROL = {"email": "Carol@Carter.example", "name": "Carol Carter"}


def test_somebody_is_let_in_and_taken_out(ines: Program, matter: Conversation) -> None:
    here = f"/conversations/{matter.id}/participants"
    made = ines.post(here, CAROL)
    assert made.status_code == 201
    [carol] = made.json()["participants"]
    assert (carol["address"], carol["name"]) == ("carol@carter.example", "Carol Carter")
    assert ines.post(here, CAROL).json()["participants"] == [carol] == ines.get(here).json()
    for _ in range(2):
        gone = ines.ask("DELETE", f"{here}/{carol['id']}")
        assert (gone.status_code, gone.json()["participants"]) == (200, [])


def test_a_reply_is_copied_unless_it_is_for_the_customer(ines: Program, matter: Conversation) -> None:
    ines.post(f"/conversations/{matter.id}/participants", CAROL)
    replies = [
        ines.post(f"/conversations/{matter.id}/messages", {"text": "At seven.", "to": to})
        for to in ("all", "customer")
    ]
    assert [reply.json()["copies"] for reply in replies] == [["carol@carter.example"], []]


def test_who_wrote_is_told_by_their_own_name(ines: Program, matter: Conversation, world: World, at: datetime) -> None:
    carol = recognise(Identity.EMAIL, "carol@carter.example", name="Carol Carter", at=at)
    incoming = Incoming("email", "carol@carter.example", "And a bath.")
    actions.receive(matter, incoming, by=customer(carol.id), at=at)
    told = ines.get(f"/conversations/{matter.id}").json()
    assert told["customer"]["name"] == world.alice.name
    assert [message["sender"]["name"] for message in told["messages"]] == [world.alice.name, "Carol Carter"]


def test_what_cannot_be_is_said(ines: Program, matter: Conversation, world: World) -> None:
    here = f"/conversations/{matter.id}/participants"
    for email in ("carol", world.hello.address, world.email_of(world.alice)):
        refused = ines.post(here, {"email": email})
        assert refused.status_code in (409, 422), email
        assert refused.headers["Content-Type"] == "application/problem+json"


def test_others_people_are_not_there(
    ines: Program, program: Callable[[Staff], Program], matter: Conversation, world: World
) -> None:
    here = f"/conversations/{matter.id}/participants"
    [carol] = ines.post(here, CAROL).json()["participants"]
    sander = program(world.sander)
    asked = [sander.get(here), sander.post(here, CAROL), sander.ask("DELETE", f"{here}/{carol['id']}")]
    assert {answer.status_code for answer in asked} == {404}
