"""A pack is adopted, grows up with its versions beside what the house made of it, and is retired."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.standards import reads
from wellserved.serving.standards.actions import WrongStandard, add_standard, adopt, change_standard, retire
from wellserved.serving.standards.models import Standard, Standards
from wellserved.serving.standards.pack import USUAL, Pack

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def written(key: str, within: str = "60 s", **about: Any) -> dict[str, Any]:
    rule = {"kind": "time to", "from": "arrived", "to": ["greeted", "attended"], "within": within}
    said = {"key": key, "statement": f"{key}, in {within}.", "dimension": "responsiveness", "rule": rule}
    return {**USUAL, **said, **about}


def pack(*standards: Mapping[str, Any], version: str = "1.0", name: str = "inn") -> Pack:
    return Pack(name, version, "Inn", "For inns.", "en", (), standards)


INN = pack(written("greeted"), written("seated", "5 min"), written("paid", "10 min", weight=2.5, topics=["bill"]))


def in_force(at: datetime) -> dict[str, tuple[str, str, list[int]]]:
    rows = reads.adopted_from("inn", at)
    return {one.key: (one.rule["within"], one.pack, one.sites) for one in rows}


def test_a_pack_is_adopted_at_a_site(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    done = adopt(INN, sites=[world.house], by=maren, at=at)
    assert (done.added, done.changed, done.unchanged, done.skipped) == (("greeted", "seated", "paid"), (), (), {})
    here = [world.house.id]
    assert in_force(at) == {
        "greeted": ("60 s", "inn 1.0", here),
        "paid": ("10 min", "inn 1.0", here),
        "seated": ("5 min", "inn 1.0", here),
    }
    paid = Standard.objects.get(key="paid")
    assert (paid.weight, paid.topics, paid.rule["to"]) == (2.5, ["bill"], ["greeted", "attended"])
    assert Entry.objects.filter(kind="StandardSet", at=at).count() == 3


def test_adopting_again_changes_nothing(world: World, at: datetime) -> None:
    adopt(INN, by=staff(world.maren.id), at=at)
    before = Standard.objects.count()
    done = adopt(INN, by=staff(world.maren.id), at=at + DAY)
    assert (done.added, done.changed, len(done.unchanged)) == ((), (), 3)
    assert Standard.objects.count() == before


def test_a_new_version_changes_what_the_house_has_not_made_its_own(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    adopt(INN, sites=[world.house], by=maren, at=at)
    own = Standard.objects.get(key="seated")
    change_standard(own, target=0.7, by=maren, at=at + DAY)
    newer = pack(written("greeted", "45 s"), written("seated", "4 min"), written("told"), version="1.10")
    done = adopt(newer, by=maren, at=at + 2 * DAY)
    assert (done.added, done.changed, done.unchanged) == (("told",), ("greeted",), ())
    assert done.skipped == {
        "seated": "the house has changed it since it came from inn 1.0",
        "paid": "inn 1.10 has it no more; it stays in force until you end it",
    }
    here = [world.house.id]
    assert in_force(at + 2 * DAY) == {
        "greeted": ("45 s", "inn 1.10", here),  # where it held before
        "seated": ("5 min", "inn 1.0", here),
        "paid": ("10 min", "inn 1.0", here),
        "told": ("60 s", "inn 1.10", []),
    }
    older = adopt(pack(written("greeted"), version="1.9"), by=maren, at=at + 3 * DAY)
    assert older.skipped["greeted"] == "a newer version is in force, from inn 1.10"
    assert not Standard.objects.in_force(at + 3 * DAY).exclude(key="greeted").filter(valid_from__gt=at + 2 * DAY)


def test_what_stayed_the_same_over_a_version_may_change_with_the_next(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    for version, within in (("1.0", "60 s"), ("1.1", "60 s"), ("2", "30 s")):
        at += DAY
        adopt(pack(written("greeted", within), version=version), by=maren, at=at)
    assert in_force(at) == {"greeted": ("30 s", "inn 2", [])}
    assert Standard.objects.filter(key="greeted").count() == 2


def test_one_more_site(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    adopt(INN, keys=["greeted"], sites=[world.house], by=maren, at=at)
    done = adopt(INN, keys=["greeted"], sites=[world.quay.id], by=maren, at=at + DAY)
    assert done.changed == ("greeted",)
    assert in_force(at + DAY)["greeted"][2] == sorted([world.house.id, world.quay.id])
    assert adopt(INN, keys=["greeted"], sites=[world.quay], by=maren, at=at + 2 * DAY).unchanged == ("greeted",)


def test_what_is_not_of_the_pack_is_left_alone(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    add_standard(
        "greeted", statement="Hello.", dimension="empathy", rule=dict(INN.standards[0]["rule"]), by=maren, at=at
    )
    adopt(pack(written("seated"), name="tavern"), by=maren, at=at)
    adopt(replace(INN, standards=INN.standards[2:]), by=maren, at=at)
    done = adopt(pack(*INN.standards[:2], written("paid", "1 min")), by=maren, at=at + DAY)
    assert done.added == ()
    assert done.skipped == {
        "greeted": "the house has a standard of its own with this key",
        "seated": "it came from tavern 1.0",
        "paid": "it reads differently in inn 1.0, which is in force; give the pack another version",
    }


def test_a_key_that_the_pack_has_not_changes_nothing(world: World, at: datetime) -> None:
    with pytest.raises(WrongStandard, match=r"has no standard 'greted'\. Did you mean \"greeted\""):
        adopt(INN, keys=["seated", "greted"], by=staff(world.maren.id), at=at)
    assert in_force(at) == {}


def test_all_or_nothing(world: World, at: datetime) -> None:
    bad = pack(written("greeted"), written("seated", "soon"))
    with pytest.raises(WrongStandard, match="seated: 'soon' is not a length of time"):
        adopt(bad, by=staff(world.maren.id), at=at)
    assert in_force(at) == {}
    assert not Entry.objects.filter(kind="StandardSet", at=at).exists()


def test_two_at_the_same_moment(world: World, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second, and has not seen yet what the first began, changes nothing."""
    maren = staff(world.maren.id)
    adopt(pack(written("seated")), by=maren, at=at - DAY)
    before = in_force(at)
    with monkeypatch.context() as blind:
        blind.setattr(Standards, "lasting", lambda standards, _at: standards.none())
        with pytest.raises(WrongStandard, match="at the same moment"):
            adopt(INN, by=maren, at=at)
    assert in_force(at) == before


def test_what_is_planned_is_not_overtaken(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    adopt(pack(written("seated")), by=maren, at=at + DAY)
    with pytest.raises(WrongStandard, match="already"):
        adopt(INN, by=maren, at=at)
    assert in_force(at) == {}


def test_a_pack_is_retired_and_may_come_back(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    adopt(INN, by=maren, at=at)
    change_standard(Standard.objects.get(key="paid"), target=0.5, by=maren, at=at + DAY)
    assert retire("inn", by=maren, at=at + 2 * DAY) == ["greeted", "paid", "seated"]
    assert in_force(at + 2 * DAY) == {}
    assert retire("inn", by=maren, at=at + 3 * DAY) == []
    assert len(adopt(INN, by=maren, at=at + 4 * DAY).added) == 3
    assert len({one.key for one in reads.standards(at + 4 * DAY)}) == len(reads.standards(at + 4 * DAY))
