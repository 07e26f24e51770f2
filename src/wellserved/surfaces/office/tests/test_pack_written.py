"""A pack is written in the office: faults with their lines, and what it would mean, before it is adopted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import actions, reads
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.unpacking import read
from wellserved.surfaces.office.standards.beginning import BEGINNING

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PATH = "/office/settings/standards/packs/write/"
KEY = "answered-within-the-hour"
TEXT = BEGINNING.split("[[standard]]")[0] + (
    f'[[standard]]\r\nkey = "{KEY}"\r\nstatement = "Within the hour."\r\ndimension = "empathy"\r\n'
    'rule = { kind = "first reply", within = "1 h", hours = "always" }\r\n'
)


def ours() -> list[Standard]:
    return reads.adopted_from("ours", clock.now())


def test_a_file_with_faults_changes_nothing_and_tells_their_lines(world: World, as_staff: AsStaff) -> None:
    client, before = as_staff(world.maren), len(reads.standards(clock.now()))
    wrong = BEGINNING.replace('"60 s"', '"60 sec"').replace('"left"', '"gone"')
    for answer in (client.post(f"{PATH}told/", {"text": wrong}), client.post(PATH, {"text": wrong, "save": "1"})):
        page = answer.content.decode()
        assert "2 faults" in page
        for said in ("rule.within", "rule.fails", "60 sec"):
            assert said in page
        lines = BEGINNING.split("\n")
        number = next(at for at, line in enumerate(lines, 1) if line.startswith("within"))
        assert f'data-line="{number}"' in page
        assert "Adopt them" not in page
    assert "Line 1" in client.post(f"{PATH}told/", {"text": ""}).content.decode()
    assert len(reads.standards(clock.now())) == before


def test_a_change_is_looked_at_while_one_types_and_then_adopted(world: World, as_staff: AsStaff) -> None:
    at = clock.now() - timedelta(days=5)
    actions.adopt(read(TEXT.encode()), by=SYSTEM, at=at - timedelta(days=1))
    letter = Incoming(channel="email", sender="alice@mail.example", text="Tea?", subject="Is there tea")
    matter, _ = conversations.open(letter, customer=world.alice, site=world.house, at=at)
    conversations.say(matter, "Yes.", by=staff(world.ines.id), at=at + timedelta(minutes=40))

    client, newer = as_staff(world.maren), TEXT.replace('"1 h"', '"30 min"')
    assert "it reads differently in ours 1.0" in client.post(f"{PATH}told/", {"text": newer}).content.decode()
    newer = newer.replace('"1.0"', '"1.1"')
    part = client.post(f"{PATH}told/", {"text": newer}).content.decode()
    for said in ("1 change", "0 of 1", "1 case differs", f"/desk/conversations/{matter.id}/"):
        assert said in part
    assert client.post(PATH, {"text": newer, "save": "1"}).status_code == 302
    assert [(one.rule["within"], one.pack) for one in ours()] == [("30 min", "ours 1.1")]
    both = client.post(f"{PATH}told/", {"text": BEGINNING + TEXT[TEXT.index("[[standard]]") :], "look": "no-such"})
    assert both.status_code == 200


def test_it_begins_with_an_example_or_a_pack_and_ends_as_a_file(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.maren)
    assert "Adopt them" in client.get(PATH).content.decode()
    assert "name = &#34;salon&#34;" in client.get(f"{PATH}?from=salon").content.decode()
    assert client.get(f"{PATH}?from=no-such").status_code == 404
    assert as_staff(world.ines).get(PATH).status_code == 403
    kept = read(client.get("/office/settings/standards/packs/house.toml").content)
    assert {one["key"] for one in kept.standards} == {one.key for one in reads.standards(clock.now())}


def test_a_manager_adopts_it_for_their_sites(world: World, as_staff: AsStaff) -> None:
    elsie = as_staff(world.elsie)
    told = {"text": TEXT, "save": "1"}
    assert elsie.post(PATH, told).status_code == 422
    assert elsie.post(PATH, told | {"sites": [world.house.id]}).status_code == 404
    assert not ours()
    elsie.post(PATH, told | {"sites": [world.pantry.id]})
    assert [one.sites for one in ours()] == [[world.pantry.id]]
