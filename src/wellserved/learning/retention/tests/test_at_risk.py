"""Who is on the list, for whom, and how somebody comes off it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.world import World
from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given
from wellserved.learning.retention.actions import let_go, spoke, take_back
from wellserved.learning.retention.reads import at_risk, cared_for
from wellserved.learning.retention.rules import LEFT_IN_PEACE, Why
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def writes(customer: Customer, site: Site, at: datetime) -> Conversation:
    mail = Incoming("email", "guest@mail.example", "Hello", "A question")
    return conversations.open(mail, customer=customer, site=site, at=at)[0]


def served(world: World, customer: Customer, at: datetime, *, after: timedelta = HOUR) -> Conversation:
    matter = writes(customer, world.house, at)
    conversations.say(matter, "Of course.", by=staff(world.ines.id), at=at + after)
    conversations.close(matter, by=staff(world.ines.id), at=at + after + HOUR)
    return matter


def says(matter: Conversation, comparison: int, at: datetime) -> None:
    invitation = invite(matter, closure_seq=matter.id, by=SYSTEM, at=at)
    assert invitation is not None
    answer(invitation, Given(comparison=comparison), at=at + HOUR)


@pytest.fixture
def leaving(world: World, at: datetime) -> Customer:
    """Alice, who was answered far too late and found it far below what she expected."""
    says(served(world, world.alice, at - 10 * DAY, after=3 * DAY), -2, at - 6 * DAY)
    return world.alice


def test_whoever_was_let_down_is_listed_with_why(world: World, leaving: Customer, at: datetime) -> None:
    served(world, world.bob, at - 9 * DAY)
    [one] = at_risk(world.tobias, at=at)
    assert (one.customer, one.site, one.name, one.matters) == (leaving, world.house, leaving.name, 1)
    assert {reason.why for reason in one.reasons} == {Why.MISSED, Why.BELOW}
    assert one.points == 2


def test_whoever_stays_away_longer_than_usual_is_listed(world: World, at: datetime) -> None:
    for days in (150, 130, 110):
        served(world, world.bob, at - days * DAY)
    [one] = at_risk(world.tobias, at=at)
    assert [reason.why for reason in one.reasons] == [Why.SILENT]
    assert one.rhythm == 20 * DAY
    assert at_risk(world.tobias, at=at - 80 * DAY) == []


def test_whoever_waits_for_us_is_listed(world: World, at: datetime) -> None:
    writes(world.bob, world.house, at - 4 * DAY)
    assert Why.UNANSWERED in {reason.why for reason in at_risk(world.tobias, at=at)[0].reasons}


def test_nobody_is_listed_whom_nobody_could_reach(world: World, at: datetime) -> None:
    writes(recognise("visitor", "somebody", at=at), world.house, at - 4 * DAY)
    assert at_risk(world.tobias, at=at) == []


def test_others_customers_are_not_listed(world: World, leaving: Customer, at: datetime) -> None:
    assert at_risk(world.sander, at=at) == []
    assert at_risk(world.maren, at=at, site_id=world.quay.id) == []
    with pytest.raises(PermissionDenied):
        at_risk(world.callum, at=at)


def test_whoever_was_spoken_with_is_left_in_peace(world: World, leaving: Customer, at: datetime) -> None:
    spoken = spoke(leaving, world.house, by=staff(world.tobias.id), at=at)
    assert at_risk(world.tobias, at=at) == []
    assert cared_for(world.tobias, at=at) == [spoken]
    assert cared_for(world.sander, at=at) == []
    assert len(at_risk(world.tobias, at=at + LEFT_IN_PEACE)) == 1


def test_what_was_done_can_be_taken_back_once(world: World, leaving: Customer, at: datetime) -> None:
    caring = let_go(leaving, world.house, by=staff(world.tobias.id), at=at)
    assert take_back(caring, by=staff(world.ines.id), at=at + HOUR)
    assert not take_back(caring, by=staff(world.ines.id), at=at + HOUR)
    assert len(at_risk(world.tobias, at=at + 2 * HOUR)) == 1
    caring.refresh_from_db()
    assert caring.withdrawn_by_id == world.ines.id


def test_the_newest_word_counts(world: World, leaving: Customer, at: datetime) -> None:
    spoke(leaving, world.house, by=staff(world.tobias.id), at=at)
    gone = let_go(leaving, world.house, by=staff(world.tobias.id), at=at + HOUR)
    assert cared_for(world.tobias, at=at + 2 * HOUR) == [gone]


def test_whoever_was_let_go_and_comes_back_may_be_listed_again(world: World, leaving: Customer, at: datetime) -> None:
    let_go(leaving, world.house, by=staff(world.tobias.id), at=at)
    assert at_risk(world.tobias, at=at + 30 * DAY) == []
    writes(leaving, world.house, at + DAY)
    assert len(at_risk(world.tobias, at=at + 5 * DAY)) == 1
