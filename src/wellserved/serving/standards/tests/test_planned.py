"""What is intended from a day to come on: planned, taken back, and measured from that day."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import reads, rebuild
from wellserved.serving.standards.actions import (
    Lasts,
    WrongStandard,
    add_standard,
    adopt,
    change_standard,
    end_standard,
    retire,
    take_back,
)
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.packs import pack

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RULE = {"kind": "first reply", "hours": "always", "within": "30 min"}
SOONER = RULE | {"within": "10 min"}


@pytest.fixture
def door(world: World, at: datetime) -> Standard:
    return add_standard("door", statement="At the door.", rule=RULE, by=SYSTEM, at=at)


def minutes_left(world: World, at: datetime) -> float:
    """Until the reply is due to somebody who writes at that moment."""
    said = Incoming("email", "bob@mail.example", "The key turns and turns.", f"Key {at}")
    matter, _ = conversations.open(said, customer=world.bob, site=world.house, at=at)
    (due,) = [
        one.due_at
        for one in reads.clocks_of(world.ines, matter)
        if one.standard.key == "door" and one.due_at is not None
    ]
    return (due - at).total_seconds() / 60


def versions(at: datetime) -> list[str]:
    return [one.rule["within"] for one in reads.standards(at) if one.key == "door"]


def test_a_change_that_is_planned_holds_for_who_writes_from_then_on(
    world: World, door: Standard, at: datetime
) -> None:
    planned = change_standard(door, rule=SOONER, by=SYSTEM, at=at, lasts=Lasts(begins=at + 2 * DAY))
    assert planned
    assert [minutes_left(world, at + days * DAY) for days in (1, 2, 3)] == [30, 10, 10]
    assert [versions(at + days * DAY) for days in (0, 1, 2)] == [["30 min"], ["30 min"], ["10 min"]]
    assert not list(rebuild.differences())


def test_what_is_to_last_for_a_while_ends_by_itself(world: World, at: datetime) -> None:
    add_standard("door", statement="In the season.", rule=RULE, by=SYSTEM, at=at, lasts=Lasts(at + DAY, at + 3 * DAY))
    assert [versions(at + days * DAY) for days in (0, 1, 2, 3)] == [[], ["30 min"], ["30 min"], []]
    with pytest.raises(WrongStandard, match="already"):
        add_standard("door", statement="At the door.", rule=RULE, by=SYSTEM, at=at)
    assert add_standard("door", statement="At the door.", rule=RULE, by=SYSTEM, at=at + 3 * DAY)


def test_a_plan_is_taken_back_and_all_goes_on_as_it_was(door: Standard, at: datetime) -> None:
    assert change_standard(door, rule=SOONER, by=SYSTEM, at=at, lasts=Lasts(begins=at + DAY))
    door.refresh_from_db()
    assert change_standard(door, rule=RULE, by=SYSTEM, at=at) is None, "one plan at a time"
    assert not end_standard(door, by=SYSTEM, at=at)
    assert take_back("door", by=SYSTEM, at=at)
    assert not take_back("door", by=SYSTEM, at=at)
    assert versions(at + 9 * DAY) == ["30 min"]
    assert end_standard(door, by=SYSTEM, at=at, ends=at + DAY)
    assert [versions(at), versions(at + DAY)] == [["30 min"], []]
    assert take_back("door", by=SYSTEM, at=at)
    assert versions(at + DAY) == ["30 min"]


def test_what_would_end_before_it_begins_is_refused(door: Standard, at: datetime) -> None:
    with pytest.raises(WrongStandard, match="before it begins"):
        change_standard(door, by=SYSTEM, at=at, lasts=Lasts(at + 2 * DAY, at + DAY))
    door.refresh_from_db()
    assert door.valid_until is None, "and nothing has changed"


def test_a_pack_is_retired_with_what_was_planned_of_it(world: World, at: datetime) -> None:
    salon = pack("salon")
    key = adopt(salon, by=SYSTEM, at=at).added[0]
    kept = Standard.objects.in_force(at).get(key=key)
    assert change_standard(kept, target=0.5, by=SYSTEM, at=at, lasts=Lasts(begins=at + DAY))
    assert key in retire(salon.name, by=SYSTEM, at=at + timedelta(hours=1))
    assert not Standard.objects.lasting(at + DAY).filter(key=key)
