"""A pack is adopted under Settings: one sees what would change before it does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.standards import actions, packs, reads
from wellserved.serving.standards.models import Standard

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PATH = "/office/settings/standards/packs/"
NAME = "salon"


def first_keys(number: int) -> list[str]:
    return [one["key"] for one in packs.pack(NAME).standards][:number]


def in_force() -> list[Standard]:
    return reads.adopted_from(NAME, clock.now())


def test_all_packs_are_listed_with_what_is_in_force(world: World, as_staff: AsStaff) -> None:
    actions.adopt(packs.pack(NAME), keys=first_keys(2), by=SYSTEM, at=clock.now())
    page = as_staff(world.maren).get(PATH).content.decode()
    assert all(packs.pack(name).title in page for name in packs.names())
    assert "2 in force" in page


def test_what_would_change_is_told_before_it_does(world: World, as_staff: AsStaff) -> None:
    client, keys = as_staff(world.maren), first_keys(3)
    page = client.get(f"{PATH}{NAME}/").content.decode()
    assert f"{len(packs.pack(NAME).standards)} begin" in page
    part = client.post(f"{PATH}{NAME}/change/", {"keys": keys, "sites": [world.station.id]}).content.decode()
    assert "3 begin" in part
    assert "3 begin" in client.post(f"{PATH}{NAME}/", {"keys": keys}).content.decode(), "without scripts too"
    assert not in_force()
    told = {"keys": keys, "sites": [world.station.id], "save": "1"}
    assert client.post(f"{PATH}{NAME}/", told).status_code == 302
    assert {(one.key, tuple(one.sites)) for one in in_force()} == {(key, (world.station.id,)) for key in keys}
    assert "3 are in force" in client.post(f"{PATH}{NAME}/change/", {"keys": keys}).content.decode()


def test_an_older_version_is_brought_up_to_date(world: World, as_staff: AsStaff) -> None:
    [key] = first_keys(1)
    actions.adopt(packs.pack(NAME), keys=[key], by=SYSTEM, at=clock.now())
    Standard.objects.filter(key=key).update(pack=f"{NAME} 0.9", statement="As it was.")
    client = as_staff(world.maren)
    assert "new version" in client.get(PATH).content.decode()
    assert "1 change" in client.get(f"{PATH}{NAME}/").content.decode(), "what is in force is ticked at first"
    client.post(f"{PATH}{NAME}/", {"keys": [key], "save": "1"})
    assert [one.pack for one in in_force()] == [packs.pack(NAME).label]
    Standard.objects.filter(key=key).update(pack=f"{NAME} 0.9")
    assert "new version" not in client.get(PATH).content.decode(), "where it reads the same, there is nothing to do"


def test_a_pack_is_retired(world: World, as_staff: AsStaff) -> None:
    actions.adopt(packs.pack(NAME), keys=first_keys(2), by=SYSTEM, at=clock.now())
    as_staff(world.maren).post(f"{PATH}{NAME}/retire/")
    assert not in_force()


def test_who_may_not_set_up_sees_no_packs_and_unknown_ones_are_not_there(world: World, as_staff: AsStaff) -> None:
    assert as_staff(world.ines).get(PATH).status_code == 403
    assert as_staff(world.ines).post(f"{PATH}{NAME}/retire/").status_code == 403
    assert as_staff(world.maren).get(f"{PATH}no-such/").status_code == 404
