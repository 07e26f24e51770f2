"""When the hall empties, everybody answers at once: none is lost, none counts twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection

from tests.world import World, found
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import actions
from wellserved.learning.feedback.events import ResponseGiven
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Response

pytestmark = pytest.mark.django_db(transaction=True)
GUESTS, THREADS = 30, 6


@pytest.fixture
def world(transactional_db: None) -> World:
    return found()


def test_answers_at_once_are_each_kept_once(world: World, at: datetime) -> None:
    survey = actions.make("everyday", name="Hall", site=None, by=SYSTEM, at=at)
    actions.switch_on(survey, starts_at=at, by=SYSTEM, at=at)
    door = actions.open_door(survey, world.quay, way="qr", label="", by=SYSTEM, at=at)

    def guest(n: int) -> None:
        """Each presses twice, as people do."""
        try:
            actions.answer_at(door, Given(comparison=n % 5 - 2), told_as=f"guest-{n // 2:04}", at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(guest, range(2 * GUESTS)))
    assert Response.objects.count() == GUESTS
    assert Entry.objects.of_kinds(ResponseGiven).count() == GUESTS
