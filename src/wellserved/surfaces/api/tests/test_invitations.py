"""A program asks how it was; whoever may not be asked is not."""

from datetime import timedelta

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.feedback import actions
from wellserved.learning.feedback.models import Invitation
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
