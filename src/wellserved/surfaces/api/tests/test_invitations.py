"""A program asks how it was; whoever may not be asked is not."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.feedback import actions
from wellserved.learning.feedback.models import Invitation
from wellserved.learning.recovery.models import Recovery
from wellserved.serving.conversations.models import Conversation
from wellserved.surfaces.api.tests.conftest import Program


def test_a_program_asks_once(ines: Program, matter: Conversation) -> None:
    path = f"/conversations/{matter.id}/invitations"
    assert ines.post(path, {}).status_code == 422, "it is not over yet"
    ines.ask("PUT", f"/conversations/{matter.id}/closure")
    answers = [ines.post(path, {}, key="till-7") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert ines.post(path, {}).status_code == 422, "they were asked lately"
    assert Invitation.objects.get().closure_seq is None


def test_it_may_ask_another_survey_that_is_on_there(world: World, ines: Program, matter: Conversation) -> None:
    at = clock.now() - timedelta(hours=1)
    ines.ask("PUT", f"/conversations/{matter.id}/closure")
    path = f"/conversations/{matter.id}/invitations"
    house = actions.make("nps", name="Would they", site=world.house, by=SYSTEM, at=at)
    quay = actions.make("nps", name="Would they", site=world.quay, by=SYSTEM, at=at)
    assert ines.post(path, {"survey": house.id}).status_code == 422, "it is off"
    assert ines.post(path, {"survey": quay.id}).status_code == 404, "it is another's"
    actions.switch_on(house, starts_at=at, by=SYSTEM, at=at)
    assert ines.post(path, {"survey": house.id}).status_code == 201
    version = Invitation.objects.get().version
    assert version
    assert version.survey == house


def test_others_matters_are_not_there(world: World, program: object, matter: Conversation) -> None:
    stranger = program(world.sander)  # type: ignore[operator]
    assert stranger.post(f"/conversations/{matter.id}/invitations", {}).status_code == 404


ALICE = {"email": "alice.carter@post.example", "name": "Alice Carter"}


def test_after_a_call_the_matter_may_be_open(ines: Program, matter: Conversation) -> None:
    asked = ines.post(f"/conversations/{matter.id}/invitations", {"after": "call"})
    assert (asked.status_code, asked.json()["conversation"]) == (201, matter.id)
    assert Invitation.objects.get().after == "call"
    matter.refresh_from_db()
    assert not matter.is_closed


def test_who_has_no_conversation_is_asked_about_a_visit(
    world: World, ines: Program, run_jobs: Callable[[datetime], int], settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path
    told = {"site": "linden-house", "customer": {"email": "nina@post.example", "name": "Nina Berg"}, "after": "visit"}
    answers = [ines.post("/invitations", told, key="till-8") for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201], answers[0].content
    visit = Conversation.objects.get()
    assert (visit.channel, visit.status, visit.customer.name) == ("in_person", "closed", "Nina Berg")
    assert ines.post("/invitations", told).status_code == 422, "she was asked lately"
    assert Conversation.objects.count() == 1
    run_jobs(clock.now())
    (mail,) = tmp_path.rglob("*.eml")
    text = message_from_bytes(mail.read_bytes(), policy=default).get_body(("plain",))
    assert text
    found = re.search(r"/survey/([\w-]{40,})/", text.get_content())
    assert found
    Client().post(f"/survey/{found[1]}/answers/", {"answer": "1"})
    assert Recovery.objects.get().conversation == visit, "what she says is somebody's to make right"


def test_who_refused_is_not_asked_and_leaves_no_trace(world: World, ines: Program) -> None:
    actions.refuse(world.alice.id, at=clock.now())
    for person in (ALICE, {**ALICE, "email": "nobody"}):
        answer = ines.post("/invitations", {"site": world.house.id, "customer": person, "after": "call"})
        assert answer.status_code == 422
    assert not Conversation.objects.exists()
    assert not Customer.objects.filter(identities__value="nobody").exists()


def test_a_program_asks_for_its_own_sites_only(world: World, ines: Program) -> None:
    for wrong in ({"site": world.pantry.id}, {"after": "closing"}, {"survey": 0}, {"survey": 2**63}, {"by": "me"}):
        told = {"site": world.house.id, "customer": ALICE, "after": "call", **wrong}
        assert ines.post("/invitations", told).status_code == 422, wrong
    assert not Conversation.objects.exists()
