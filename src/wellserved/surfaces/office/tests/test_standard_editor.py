"""A standard is written under Settings: its fields follow its kind, and what it would have meant stands beside it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import reads as standards
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.packs import names, pack
from wellserved.serving.standards.preview import supposed
from wellserved.serving.standards.writing import faults
from wellserved.surfaces.office.standards.draft import Draft

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PATH = "/office/settings/standards/"
STANDARD = {
    "statement": "A guest at the door is greeted.",
    "kind": "first reply",
    "within": "30 min",
    "hours": "always",
    "target": "95",
    "weight": "1",
    "dimension": "empathy",
    "serves": "customers",
    "asked_by": "customers",
    "save": "1",
}


def in_force(statement: str = STANDARD["statement"]) -> Standard:
    return next(s for s in standards.standards(clock.now()) if s.statement == statement)


def test_a_standard_is_added_changed_and_ended(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.maren)
    assert client.get(f"{PATH}new/").status_code == 200
    assert client.post(f"{PATH}new/", STANDARD).status_code == 302
    kept = in_force()
    assert (kept.rule["within"], kept.target, kept.dimension) == ("30 min", 0.95, "empathy")

    page = client.get(f"{PATH}{kept.id}/").content.decode()
    assert 'value="30 min"' in page
    assert client.post(f"{PATH}{kept.id}/", STANDARD | {"within": "20 min"}).status_code == 302
    changed = in_force()
    assert (changed.rule["within"], changed.id != kept.id, changed.key) == ("20 min", True, kept.key)
    assert 'value="20 min"' in client.get(f"{PATH}{kept.id}/").content.decode(), "an old link leads to the newest"

    assert client.post(f"{PATH}{changed.id}/end/").status_code == 302
    assert not [s for s in standards.standards(clock.now()) if s.key == kept.key]
    assert client.get(f"{PATH}{changed.id}/").status_code == 404


def test_a_change_is_planned_and_taken_back(world: World, as_staff: AsStaff) -> None:
    client, soon = as_staff(world.maren), clock.now() + timedelta(days=40)
    client.post(f"{PATH}new/", STANDARD)
    kept, begins = in_force(), f"{soon:%Y-%m-%dT08:00}"
    for wrong, said in (
        ({"begins": "soon"}, "A day and a time"),
        ({"begins": begins, "ends": "2020-01-01"}, "before it"),
    ):
        refused = client.post(f"{PATH}{kept.id}/", STANDARD | wrong)
        assert (refused.status_code, said in refused.content.decode()) == (422, True)

    planned = client.post(f"{PATH}{kept.id}/", STANDARD | {"within": "20 min", "begins": begins}, follow=True)
    assert "It is planned; until then nothing changes." in planned.content.decode()
    assert "To come" in planned.content.decode()
    assert in_force().rule["within"] == "30 min"
    assert "changes: " in client.get(f"{PATH}{kept.id}/").content.decode()
    again = client.post(f"{PATH}{kept.id}/", STANDARD | {"within": "10 min"})
    assert "Take that back first" in again.content.decode()
    assert "30 min" in client.get(f"/office/standards/{kept.key}/").content.decode(), "figures tell what is in force"

    assert as_staff(world.ines).post(f"{PATH}{kept.id}/plan/").status_code == 403
    assert client.post(f"{PATH}{kept.id}/plan/").status_code == 302
    assert client.post(f"{PATH}{kept.id}/", STANDARD | {"within": "10 min"}).status_code == 302
    assert in_force().rule["within"] == "10 min"


def test_of_two_who_change_it_at_once_the_second_sees_what_the_first_meant(world: World, as_staff: AsStaff) -> None:
    tobias, maren = as_staff(world.tobias), as_staff(world.maren)
    said = STANDARD | {"sites": [world.house.id]}
    tobias.post(f"{PATH}new/", said)
    before = in_force()
    maren.post(f"{PATH}{before.id}/", said | {"within": "20 min"})
    refused = tobias.post(f"{PATH}{before.id}/", said | {"target": "80"})
    page, hers = refused.content.decode(), in_force()
    assert (refused.status_code, hers.rule["within"], hers.target) == (422, "20 min", 0.95)
    assert "within 20 min" in page
    assert 'value="80"' in page, "what was typed is not lost"
    assert f'action="{PATH}{hers.id}/"' in page
    assert tobias.post(f"{PATH}{before.id}/end/").headers["Location"] == f"{PATH}{hers.id}/"
    assert in_force().id == hers.id, "nobody ends what they have not seen"
    assert tobias.post(f"{PATH}{hers.id}/", said | {"target": "80"}).status_code == 302
    assert in_force().target == 0.8


def test_only_those_who_set_up_write_standards(world: World, as_staff: AsStaff) -> None:
    assert as_staff(world.ines).get(f"{PATH}new/").status_code == 403
    for place in ("new/", "new/look/", "new/rule/"):
        assert as_staff(world.ines).post(f"{PATH}{place}", STANDARD).status_code == 403


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("within", ""),
        ("within", "soon"),
        ("target", "200"),
        ("target", "most"),
        ("weight", "0"),
        ("kind", "fame"),
        ("statement", ""),
        ("dimension", "speed"),
        ("on_miss", "shout"),
        ("warn", "80, 50"),
    ],
)
def test_what_makes_no_sense_stays_and_is_told_at_its_field(
    world: World, as_staff: AsStaff, field: str, typed: str
) -> None:
    answer = as_staff(world.maren).post(f"{PATH}new/", STANDARD | {field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    if field != "statement":
        assert STANDARD["statement"] in page
    assert f'id="{field}-error"' in page


def test_the_form_shows_the_fields_of_the_kind(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.maren)
    shown = {
        "first reply": {"within", "hours", "warn"},
        "at most": {"total", "count", "limit", "until"},
        "quoted": {"to", "late", "early"},
        "observed": {"observers", "says", "never_says"},
        "share of": {"of", "per", "within"},
    }
    for kind, fields in shown.items():
        part = client.post(f"{PATH}new/rule/", STANDARD | {"kind": kind}).content.decode()
        without_scripts = {name: said for name, said in STANDARD.items() if name != "save"}
        whole = client.post(f"{PATH}new/", without_scripts | {"kind": kind, "show": "1"})
        for page in (part, whole.content.decode()):
            found = set(re.findall(r'name="([a-z_]+)"', page))
            assert fields <= found, (kind, fields - found)
        assert not {"within", "late", "says"} & set(re.findall(r'name="([a-z_]+)"', part)) - fields


@pytest.mark.parametrize("name", names())
def test_every_standard_of_every_pack_can_be_written_here(name: str) -> None:
    for told in pack(name).standards:
        written = Standard(**told)
        sent = QueryDict(mutable=True)
        for field, texts in Draft.of(written).said.items():
            sent.setlist(field, texts)
        again = Draft.typed(sent).told(written.key)
        assert not faults(again), (written.key, faults(again))
        assert meant_by(again) == meant_by(told), written.key


def meant_by(told: Any) -> Any:
    return supposed(told), told["target"], told["weight"], list(told["on_warning"]), list(told["on_miss"])


def test_one_sees_what_it_would_have_meant(world: World, as_staff: AsStaff) -> None:
    at = clock.now() - timedelta(days=5)
    rule = {"kind": "first reply", "within": "1 h", "hours": "always"}
    kept = add_standard("soon", statement="Soon.", rule=rule, by=SYSTEM, at=at - timedelta(days=1))
    letter = Incoming(channel="email", sender="alice@mail.example", text="Tea?", subject="Is there tea")
    matter, _ = conversations.open(letter, customer=world.alice, site=world.house, at=at)
    conversations.say(matter, "Yes.", by=staff(world.ines.id), at=at + timedelta(minutes=40))
    client = as_staff(world.maren)
    page = client.post(f"{PATH}{kept.id}/look/", STANDARD).content.decode()
    assert "0 of 1" in page
    assert "1 case differs" in page
    assert f"/desk/conversations/{matter.id}/" in page
    assert "Followed again: 1 conversation where" in client.post(f"{PATH}new/look/", STANDARD).content.decode()
    unclear = client.post(f"{PATH}new/look/", STANDARD | {"within": "soon"}).content.decode()
    assert "whole" in unclear
    assert "soon" in unclear
    empty = client.post(f"{PATH}new/look/", STANDARD | {"within": ""}).content.decode()
    assert "errors" not in empty, "it teaches"
    assert "Say within what time" in empty
    without_scripts = {name: said for name, said in STANDARD.items() if name != "save"}
    assert "1 case differs" in client.post(f"{PATH}{kept.id}/", without_scripts).content.decode()
