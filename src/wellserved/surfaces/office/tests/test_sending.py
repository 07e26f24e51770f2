"""An owner signs the domain's mail and sees what to publish."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.channels.email import reads
from wellserved.surfaces.office import sending

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PLACE = "/office/settings/mailboxes/sending/"
LINDEN = f"{PLACE}linden.example/"


def test_a_domain_gets_its_key_and_later_another(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.maren)
    assert "Not signed" in client.get(PLACE).content.decode()
    client.post(f"{LINDEN}keys/")
    (first,) = reads.signing_keys("linden.example")
    page = client.get(LINDEN).content.decode()
    assert f"{first.selector}._domainkey.linden.example" in page
    assert "v=DMARC1; p=none; rua=mailto:postmaster@linden.example" in page
    client.post(f"{LINDEN}keys/")
    waiting = reads.signing_keys("linden.example")[1]
    client.post(f"{LINDEN}keys/{waiting.selector}/", {"_method": "PUT"})
    client.post(f"{LINDEN}keys/{first.selector}/", {"_method": "DELETE"})
    assert [key.selector for key in reads.signing_keys("linden.example")] == [waiting.selector]


def test_the_records_are_looked_up_when_asked(
    world: World, as_staff: AsStaff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "lookup", lambda name, kind: ["v=DMARC1; p=reject"] if "_dmarc" in name else [])
    page = as_staff(world.maren).get(LINDEN, {"look": "yes"}).content.decode()
    assert "Forgeries: p=reject." in page
    assert "Missing" in page


def test_keys_are_the_owners(world: World, as_staff: AsStaff) -> None:
    manager = as_staff(world.tobias)
    assert manager.get(LINDEN).status_code == 200
    assert manager.post(f"{LINDEN}keys/").status_code == 403
    assert as_staff(world.ines).get(LINDEN).status_code == 403
    assert as_staff(world.maren).get(f"{PLACE}stranger.example/").status_code == 404
    assert as_staff(world.maren).post(f"{LINDEN}keys/ws2026/", {"_method": "PUT"}).status_code == 404
