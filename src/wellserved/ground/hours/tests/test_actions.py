"""A site's hours change, and the past keeps its own."""

from datetime import UTC, datetime, timedelta

import pytest

from wellserved.ground.accounts.actions import add_site
from wellserved.ground.accounts.models import Site
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.hours.models import OpeningHours
from wellserved.ground.hours.notation import WrongHours
from wellserved.ground.hours.reads import hours_of
from wellserved.ground.hours.rules import is_open, never_closes
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.journal.models import Entry

pytestmark = pytest.mark.django_db

MONDAY_NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MORNINGS, AFTERNOONS = {"mon": [["08:00", "12:00"]]}, {"mon": [["12:00", "18:00"]]}


@pytest.fixture
def quay() -> Site:
    return add_site("Linden Quay", time_zone="UTC", at=MONDAY_NOON - timedelta(days=90))


def test_each_moment_has_the_hours_of_its_time(quay: Site) -> None:
    set_hours(quay, weekly=MORNINGS, holidays={}, by=SYSTEM, at=MONDAY_NOON - timedelta(days=60))
    set_hours(quay, weekly=AFTERNOONS, holidays={}, by=SYSTEM, at=MONDAY_NOON)
    last_week = MONDAY_NOON - timedelta(days=7)
    assert not is_open(hours_of(quay.id, last_week), last_week)
    assert is_open(hours_of(quay.id, MONDAY_NOON), MONDAY_NOON)


def test_a_site_that_told_no_hours_is_always_open(quay: Site) -> None:
    assert never_closes(hours_of(quay.id, MONDAY_NOON))


def test_the_journal_knows_the_hours(quay: Site) -> None:
    set_hours(quay, weekly=MORNINGS, holidays={"2026-12-25": []}, by=SYSTEM, at=MONDAY_NOON)
    entry = Entry.objects.get(kind="HoursChanged")
    assert entry.site_id == quay.id
    assert entry.measures == {"weekly": MORNINGS, "holidays": {"2026-12-25": []}}


def test_hours_that_cannot_be_read_are_not_kept(quay: Site) -> None:
    with pytest.raises(WrongHours, match="mon: 'nine' is not a time of day"):
        set_hours(quay, weekly={"mon": [["nine", "12:00"]]}, holidays={}, by=SYSTEM, at=MONDAY_NOON)
    assert not OpeningHours.objects.exists()
