"""Winning customers back, as pages show it: at the desk in the conversation, and as a worklist."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import staff
from wellserved.learning.recovery import actions
from wellserved.learning.recovery.models import Recovery
from wellserved.learning.recovery.tests.unhappy import says, unhappy

LIST = "/office/recovery/"


@pytest.fixture
def recovery(world: World) -> Recovery:
    return unhappy(world, clock.now())


def test_the_desk_says_what_is_to_be_made_right(
    recovery: Recovery, world: World, as_staff: Callable[[Staff], Client]
) -> None:
    lotte, here = as_staff(world.lotte), f"/desk/conversations/{recovery.conversation_id}/"
    page = lotte.get(here).content.decode()
    assert "far below what they expected" in page
    assert f'href="#recovery-{recovery.id}"' in page
    assert "“Nobody cared.”" in page
    assert "for Sander de Wit, not taken yet" in page or "for Sander" in page
    lotte.post(f"{LIST}{recovery.id}/taking/", {"after": ""})
    page = lotte.get(here).content.decode()
    assert f"{world.lotte.name} sees to it" in page
    part = lotte.get(f"{here}messages/", headers={"HX-Request": "true"}).content.decode()
    assert f'id="recovery-standing-{recovery.id}" hx-swap-oob="true"' in part
    again = as_staff(world.amir).post(f"{LIST}{recovery.id}/taking/", {"after": ""}, follow=True)
    assert "Somebody else was quicker" in again.content.decode()


def test_it_is_given_to_a_colleague_who_serves_there(
    recovery: Recovery, world: World, as_staff: Callable[[Staff], Client]
) -> None:
    sander, here = as_staff(world.sander), f"{LIST}{recovery.id}/owner/"
    assert "Give it to a colleague" in sander.get(f"/desk/conversations/{recovery.conversation_id}/").content.decode()
    seen = {"owner": world.sander.id, "next": LIST}
    assert sander.post(here, {**seen, "to": world.ines.id}).status_code == 404
    page = sander.post(here, {**seen, "to": world.amir.id}, follow=True).content.decode()
    assert f"{world.amir.name} (not taken yet)" in page
    late = as_staff(world.lotte).post(here, {**seen, "to": world.lotte.id}, follow=True)
    assert "Somebody else was quicker" in late.content.decode()


def test_who_comes_too_late_since_they_changed_their_mind_is_told_so(
    recovery: Recovery, world: World, as_staff: Callable[[Staff], Client]
) -> None:
    invitation = recovery.response.invitation
    assert invitation
    says(invitation, 1, clock.now())
    page = as_staff(world.lotte).post(f"{LIST}{recovery.id}/taking/", {"after": ""}, follow=True).content.decode()
    assert "The customer changed their answer meanwhile" in page


def test_the_outcome_is_recorded_and_may_be_taken_back(
    recovery: Recovery, world: World, as_staff: Callable[[Staff], Client]
) -> None:
    sander = as_staff(world.sander)
    sander.post(f"{LIST}{recovery.id}/contact/")
    page = sander.post(f"{LIST}{recovery.id}/outcome/", {"outcome": "recovered", "done": ""}, follow=True)
    assert "what was done" in page.content.decode()
    told = {"outcome": "recovered", "done": "A night for free."}
    page = sander.post(f"{LIST}{recovery.id}/outcome/", told, follow=True)
    assert "A night for free." in page.content.decode()
    assert "made right, we think" in sander.get(f"{LIST}?state=settled").content.decode()
    assert "Nobody waits" in sander.get(LIST).content.decode()
    sander.post(f"{LIST}{recovery.id}/reopening/", {"next": LIST})
    assert Recovery.objects.get().is_open


def test_the_worklist_is_for_those_who_serve_there(
    recovery: Recovery, world: World, as_staff: Callable[[Staff], Client]
) -> None:
    for viewer, sees in ((world.lotte, True), (world.maren, True), (world.ines, False), (world.stranger, False)):
        assert ("Nobody cared." in as_staff(viewer).get(LIST).content.decode()) is sees
    ines = as_staff(world.ines)
    for step in ("taking", "return", "contact", "outcome", "reopening"):
        assert ines.post(f"{LIST}{recovery.id}/{step}/").status_code == 404
    assert ines.get(f"{LIST}?site={world.quay.id}").status_code == 404
    assert Client().get(LIST).status_code == 302
    assert "Nobody cared." not in as_staff(world.lotte).get(f"{LIST}?whose=mine").content.decode()
    assert "Nobody cared." in as_staff(world.sander).get(f"{LIST}?whose=mine").content.decode()


def test_how_well_it_goes_is_for_those_who_see_quality(
    recovery: Recovery, world: World, as_staff: Callable[[Staff], Client], at: datetime
) -> None:
    actions.contact(recovery, by=staff(world.sander.id), at=recovery.opened_at)
    assert "Heard from us in time" in as_staff(world.sander).get(LIST).content.decode()
    assert "Heard from us in time" not in as_staff(world.lotte).get(LIST).content.decode()


def test_a_manager_sets_how_soon(world: World, as_staff: Callable[[Staff], Client]) -> None:
    terms = f"{LIST}sites/{world.quay.id}/terms/"
    tobias = as_staff(world.tobias)
    wrong = tobias.post(terms, {"contact_hours": "9", "outcome_hours": "x"}, follow=True)
    assert "whole hours" in wrong.content.decode()
    tobias.post(terms, {"contact_hours": "2", "outcome_hours": "8"})
    assert 'name="contact_hours" min="1" max="400" value="2"' in tobias.get(LIST).content.decode()
    assert as_staff(world.sander).post(terms, {}).status_code == 403
    assert as_staff(world.priya).post(terms, {}).status_code == 404
