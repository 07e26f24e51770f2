"""Two jobs, two clicks, two presses of Send: at the same moment, in threads of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from django.db import connection

from tests.world import World
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import rule
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.events import ResponseChanged, ResponseGiven
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.feedback.tests.matters import answered_and_closed, invited
from wellserved.learning.feedback.tests.test_pace import own
from wellserved.learning.feedback.tests.test_surveys import asked_after_closing, pace
from wellserved.serving.channels.form.actions import submit
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message, Purpose

T = TypeVar("T")
pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], T]) -> list[T]:
    def run(call: Callable[[], T]) -> T:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def world(transactional_db: None) -> World:
    from tests.world import found

    return found()


def test_two_workers_that_run_the_same_job_ask_once(world: World, at: datetime) -> None:
    conversation = answered_and_closed(world, at)
    together(*[lambda: invite(conversation, closure_seq=7, by=rule(), at=at)] * 4)
    assert Invitation.objects.count() == 1
    assert Message.objects.filter(purpose=Purpose.SURVEY).count() == 1


def test_two_matters_closed_at_once_ask_once(world: World, at: datetime) -> None:
    first, second = answered_and_closed(world, at), answered_and_closed(world, at)
    together(
        lambda: invite(first, closure_seq=7, by=rule(), at=at),
        lambda: invite(second, closure_seq=8, by=rule(), at=at),
    )
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("whose", ["the house's", "the survey's own"])
def test_the_last_of_a_quota_is_asked_once(world: World, at: datetime, whose: str) -> None:
    if whose == "the house's":
        pace(at, site_quota=1)
    else:
        survey = asked_after_closing(world, "nps", at)
        own(survey, at, site_quota=1)
    matters = []
    for name in ("Nora", "Otto", "Pia", "Quinn"):
        address = f"{name.lower()}@example.com"
        matter = submit(world.house, name=name, email=address, subject="Hi", text="Hello", key=name, at=at)
        conversations.close(matter, by=rule(), at=at)
        matters.append(matter)

    def asks(number: int) -> Callable[[], Invitation | None]:
        return lambda: invite(matters[number], closure_seq=number + 1, by=rule(), at=at)

    asked = together(*(asks(number) for number in range(4)))
    assert len([invitation for invitation in asked if invitation]) == Invitation.objects.count() == 1


def test_a_scanner_that_follows_all_links_at_once_says_nothing(world: World, at: datetime) -> None:
    invitation = invited(world, at)

    def follow(comparison: int) -> Callable[[], object]:
        moment = at + timedelta(milliseconds=10 * comparison)
        return lambda: answer(invitation, Given(comparison=comparison), confirmed=False, at=moment)

    together(*(follow(comparison) for comparison in (-2, -1, 0, 1, 2)))
    assert Response.objects.get().comparison is None
    told = list(Entry.objects.of_kinds(ResponseGiven, ResponseChanged).order_by("id"))
    assert [entry.kind for entry in told].count("ResponseGiven") == 1
    assert told[-1].measures["comparison"] is None


def test_two_presses_of_send_are_one_conversation(world: World, at: datetime) -> None:
    def send() -> Conversation:
        return submit(world.house, name="Nina", email="nina@example.com", subject="Hi", text="Hello", key="k1", at=at)

    sent = together(*[send] * 4)
    assert len({conversation.id for conversation in sent}) == 1
    assert Conversation.objects.count() == 1
    assert Customer.objects.filter(identities__value="nina@example.com").count() == 1
