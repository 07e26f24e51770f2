"""An outage is declared at a site, ended and taken back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.hours.reads import outages_of

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]


def path_of(site: Any) -> str:
    return f"/office/settings/sites/{site.id}/"


def test_an_outage_is_declared_in_the_site_s_own_time(world: World, as_staff: AsStaff) -> None:
    world.house.time_zone = "Europe/Amsterdam"
    world.house.save(update_fields=["time_zone"])
    client = as_staff(world.tobias)
    told = {"starts": "2026-07-01T14:30", "ends": "2026-07-01T16:00", "reason": "The power was cut."}
    assert client.post(f"{path_of(world.house)}outages/", told).status_code == 302
    [outage] = outages_of(world.house.id)
    assert outage.starts_at == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    assert outage.ends_at == datetime(2026, 7, 1, 14, 0, tzinfo=UTC)
    assert outage.by_staff_id == world.tobias.id
    assert "The power was cut." in client.get(path_of(world.house)).content.decode()


def test_an_open_outage_begins_now_and_is_ended(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    client.post(f"{path_of(world.house)}outages/", {"reason": "The line is dead."})
    [outage] = outages_of(world.house.id)
    assert outage.ends_at is None
    assert clock.now() - outage.starts_at < timedelta(minutes=5)
    assert "goes on" in client.get(path_of(world.house)).content.decode()
    client.post(f"{path_of(world.house)}outages/{outage.id}/end/")
    assert outages_of(world.house.id)[0].ends_at is not None


def test_it_is_taken_back(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    client.post(f"{path_of(world.house)}outages/", {"reason": "The line is dead."})
    client.post(f"{path_of(world.house)}outages/{outages_of(world.house.id)[0].id}/withdraw/")
    assert outages_of(world.house.id)[0].withdrawn_at is not None
    assert "taken back" in client.get(path_of(world.house)).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"starts": "soon"},
        {"starts": "0001-01-01T00:00:00+14:00"},
        {"starts": "2026-07-01T14:30", "ends": "2026-07-01T13:00"},
    ],
)
def test_what_makes_no_sense_declares_nothing(world: World, as_staff: AsStaff, wrong: dict[str, str]) -> None:
    as_staff(world.tobias).post(f"{path_of(world.house)}outages/", {"reason": "Flood.", **wrong})
    assert not outages_of(world.house.id)


def test_another_site_s_outages_are_not_there(world: World, as_staff: AsStaff) -> None:
    as_staff(world.tobias).post(f"{path_of(world.house)}outages/", {"reason": "Flood."})
    [outage] = outages_of(world.house.id)
    elsie = as_staff(world.elsie)
    for path in (path_of(world.house) + "outages/", f"{path_of(world.pantry)}outages/{outage.id}/end/"):
        assert elsie.post(path, {"reason": "Mine."}).status_code == 404
    assert as_staff(world.ines).post(f"{path_of(world.house)}outages/", {"reason": "Mine."}).status_code == 403
