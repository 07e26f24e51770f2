"""Addresses and forms that no database could keep end in a sentence, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.learning.feedback.tests.matters import asks_for_late_check_out

AsStaff = Callable[[Any], Client]
BEYOND = 2**63


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"desk/conversations/{BEYOND}/messages/1/written/", 404),
        (f"desk/conversations/1/attachments/{BEYOND}/", 404),
        (f"api/v1/conversations/{BEYOND}/attachments/1", 404),
        ("desk/references/%00/", 404),
        ("desk/search/?q=is:%00", 400),
        ("office/quality/behind/?standard=%00", 400),
        ("office/quality/behind/?standard=x&start=9999-12-30&end=9999-12-31", 200),
        ("office/quality/?start=0001-01-01&end=0001-01-02", 422),
        (f"desk/new/?customer={'9' * 5000}", 400),
    ],
)
def test_what_no_table_holds_is_not_looked_for(world: World, as_staff: AsStaff, path: str, status: int) -> None:
    assert as_staff(world.maren).get(f"/{path}").status_code == status


def test_a_place_that_no_house_has_is_refused_in_a_form_too(world: World, as_staff: AsStaff) -> None:
    maren, note = as_staff(world.maren), {"day": "2026-11-02", "text": "A fair", "kind": "note"}
    for site, status in ((BEYOND, 404), (world.house.id + world.quay.id, 404), ("9" * 5000, 400)):
        assert maren.post("/office/quality/charts/annotations/", {**note, "site": site}).status_code == status


def test_a_nul_is_refused_before_anything_is_kept(world: World, as_staff: AsStaff, at: datetime) -> None:
    matter = asks_for_late_check_out(world, at)
    here = f"/desk/conversations/{matter.id}"
    client = as_staff(world.ines)
    assert client.post(f"{here}/notes/", {"text": "a\0b"}).status_code == 400
    assert client.post(f"{here}/messages/", {"text": "Yes", "submission": "\0"}).status_code == 400
    assert client.post(f"{here}/customer/", {"_method": "PUT", "name": "Al\0ice"}).status_code == 400
    assert matter.messages.count() == 1
