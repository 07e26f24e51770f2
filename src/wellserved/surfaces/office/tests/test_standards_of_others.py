"""A manager sets standards for their sites; what holds for the whole house, or elsewhere too, they read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.insight.reads import quality
from wellserved.serving.standards import actions, packs, reads
from wellserved.serving.standards.models import Standard
from wellserved.surfaces.office.tests.test_standard_editor import PATH, STANDARD, in_force

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
SALON = packs.pack("salon")
KEYS = [str(one["key"]) for one in SALON.standards]


def kept_at(*sites: Any) -> Standard:
    rule = {"kind": "first reply", "within": "1 h"}
    about: dict[str, Any] = {"statement": "Soon.", "rule": rule, "sites": sites}
    return actions.add_standard("soon", **about, by=SYSTEM, at=clock.now() - timedelta(days=1))


def listed(viewer: Staff, site_id: int | None = None) -> set[str]:
    """The standards of which the quality page tells."""
    today = clock.now().date()
    return {one.key for one in quality(viewer, start=today, end=today, site_id=site_id).standards}


def from_salon() -> dict[str, list[int]]:
    return {one.key: one.sites for one in reads.adopted_from(SALON.name, clock.now())}


def test_a_new_one_holds_at_their_sites_and_never_at_others(world: World, as_staff: AsStaff) -> None:
    elsie = as_staff(world.elsie)
    assert f'value="{world.pantry.id}" checked' in elsie.get(f"{PATH}new/").content.decode()
    refused = elsie.post(f"{PATH}new/", STANDARD)
    assert (refused.status_code, "Tick at least one of your sites" in refused.content.decode()) == (422, True)
    assert "Maren" in refused.content.decode()
    assert elsie.post(f"{PATH}new/", STANDARD | {"sites": [world.house.id]}).status_code == 404
    told = STANDARD | {"sites": [world.pantry.id, world.house.id], "teams": [world.front_desk.id]}
    assert elsie.post(f"{PATH}new/", told).status_code == 302
    assert (in_force().sites, in_force().teams) == ([world.pantry.id], [])
    nowhere = elsie.post(f"{PATH}{in_force().id}/", STANDARD)
    assert (nowhere.status_code, in_force().sites) == (422, [world.pantry.id]), "nor does a change reach further"


def test_what_holds_for_the_whole_house_is_read_and_followed_by_ones_own(world: World, as_staff: AsStaff) -> None:
    elsie, kept = as_staff(world.elsie), kept_at()
    path = f"{PATH}{kept.id}/"
    shown = elsie.get(path).content.decode()
    assert "holds for the whole house" in shown
    assert "Maren" in shown
    assert f'action="{path}' not in shown
    for place in (path, f"{path}end/"):
        assert elsie.post(place, STANDARD | {"sites": [world.pantry.id]}).status_code == 403
    assert f"{PATH}{kept.id}/" not in elsie.get(f"/office/standards/{kept.key}/").content.decode(), "no “Change it”"

    like = elsie.get(f"{PATH}new/?like={kept.id}").content.decode()
    assert 'value="1 h"' in like
    told = STANDARD | {"statement": "Soon.", "sites": [world.pantry.id], "within": "30 min"}
    assert elsie.post(f"{PATH}new/", told).status_code == 302
    assert {(one.key, tuple(one.sites)) for one in reads.standards(clock.now()) if one.statement == "Soon."} == {
        ("soon", ()),
        ("soon-2", (world.pantry.id,)),
    }


def test_of_other_sites_nothing_is_known_and_what_reaches_there_too_is_read(world: World, as_staff: AsStaff) -> None:
    kept = kept_at(world.house)
    elsie, path = as_staff(world.elsie), f"{PATH}{kept.id}/"
    assert path not in elsie.get(PATH).content.decode()
    for place in (path, f"{path}end/", f"{path}look/", f"{path}plan/"):
        assert elsie.post(place, STANDARD).status_code == 404
    assert elsie.get(path).status_code == 404
    assert elsie.get(f"{PATH}new/?like={kept.id}").status_code == 404
    assert elsie.get(f"/office/standards/{kept.key}/").status_code == 404
    assert kept.key not in listed(world.elsie)
    assert kept.key in listed(world.tobias)
    assert kept.key not in listed(world.tobias, world.quay.id), "it does not hold there"
    assert as_staff(world.tobias).get(path).status_code == 200

    kept.sites = [world.house.id, world.pantry.id]
    kept.save(update_fields=["sites"])
    shown = elsie.get(path).content.decode()
    assert "sites that are not yours" in shown
    assert "Linden House" not in shown
    assert elsie.post(f"{path}end/").status_code == 403


def test_a_plan_that_reaches_further_is_not_theirs_to_take_back(world: World, as_staff: AsStaff) -> None:
    kept, soon = kept_at(world.pantry), clock.now() + timedelta(days=9)
    changes: dict[str, Any] = {"by": SYSTEM, "at": clock.now(), "lasts": actions.Lasts(soon)}
    actions.change_standard(kept, sites=[], **changes)
    elsie, plan = as_staff(world.elsie), f"{PATH}{kept.id}/plan/"
    assert elsie.post(plan).status_code == 403
    assert plan not in elsie.get(f"{PATH}{kept.id}/").content.decode()
    assert as_staff(world.maren).post(plan).status_code == 302
    kept.refresh_from_db()
    actions.change_standard(kept, weight=2.0, **changes)
    assert elsie.post(plan).status_code == 302
    assert not reads.standards_to_come(clock.now())


def test_a_pack_is_adopted_for_their_sites_and_retired_there(world: World, as_staff: AsStaff) -> None:
    whole, elsewhere, free = KEYS[:3]
    actions.adopt(SALON, keys=[whole], by=SYSTEM, at=clock.now())
    actions.adopt(SALON, keys=[elsewhere], sites=[world.house], by=SYSTEM, at=clock.now())
    elsie, path = as_staff(world.elsie), f"{PATH}packs/{SALON.name}/"
    told = {"keys": KEYS[:3], "save": "1"}
    refused = elsie.post(path, told)
    assert (refused.status_code, "Tick at least one of your sites" in refused.content.decode()) == (422, True)
    assert elsie.post(path, told | {"sites": [world.house.id]}).status_code == 404
    elsie.post(path, told | {"sites": [world.pantry.id, world.house.id]})
    assert from_salon() == {whole: [], elsewhere: [world.house.id], free: [world.pantry.id]}
    elsie.post(f"{path}retire/")
    assert from_salon() == {whole: [], elsewhere: [world.house.id]}


def test_the_list_asks_no_more_of_more_standards(
    world: World, as_staff: AsStaff, django_assert_num_queries: Any
) -> None:
    elsie = as_staff(world.elsie)
    elsie.get(PATH)
    with CaptureQueriesContext(connection) as before:
        elsie.get(PATH)
    actions.adopt(SALON, sites=[world.pantry], by=SYSTEM, at=clock.now())
    with django_assert_num_queries(len(before)):
        assert elsie.get(PATH).status_code == 200
