"""Quarantine: decided at the desk by those who may, for their own sites."""

from datetime import datetime

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.channels.email.models import RawMail

MAIL = b"Subject: no sender\r\n\r\nWho am I?\r\n"


@pytest.fixture
def held(world: World, at: datetime) -> RawMail:
    mail = receive(world.hello, MAIL, via="pipe", at=at)
    mail.refresh_from_db()
    assert mail.state == RawMail.QUARANTINED
    return mail


def test_it_stands_there_with_its_reason(ines: Client, held: RawMail) -> None:
    page = ines.get("/desk/quarantine/").content.decode()
    assert held.reason in page
    assert "Who am I?" in ines.get(f"/desk/quarantine/{held.id}/").content.decode()


def test_let_in_it_is_a_conversation(ines: Client, held: RawMail) -> None:
    ines.post(f"/desk/quarantine/{held.id}/", {"_method": "PUT"})
    held.refresh_from_db()
    assert held.state == RawMail.TAKEN_IN


def test_thrown_away_it_is_gone(ines: Client, held: RawMail) -> None:
    ines.post(f"/desk/quarantine/{held.id}/", {"_method": "DELETE"})
    held.refresh_from_db()
    assert held.state == RawMail.DISCARDED


def test_other_sites_mails_do_not_exist(client: Client, world: World, held: RawMail) -> None:
    client.force_login(world.sander)
    assert f"mail-{held.id}" not in client.get("/desk/quarantine/").content.decode()
    for method in (client.get, client.put, client.delete):
        assert method(f"/desk/quarantine/{held.id}/").status_code == 404
