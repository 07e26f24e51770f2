"""Managers set up what is theirs; nobody reaches above themselves or beyond their sites."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts import reads
from wellserved.ground.accounts.models import Site, Staff, Team
from wellserved.ground.accounts.rules import Role
from wellserved.ground.hours.reads import written_of
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.models import Mailbox
from wellserved.surfaces.page import known_house

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
SETTINGS = "/office/settings"


@pytest.mark.parametrize("part", ["sites", "mailboxes", "colleagues", "standards"])
def test_only_those_who_set_up_may_enter(world: World, as_staff: AsStaff, part: str) -> None:
    path = f"{SETTINGS}/{part}/"
    assert as_staff(world.maren).get(path).status_code == 200
    assert as_staff(world.tobias).get(path).status_code == 200
    assert as_staff(world.ines).get(path).status_code == 403
    assert as_staff(world.ines).post(path, {}).status_code == 403
    assert Client().get(path).status_code == 302


def test_hours_are_changed_from_now_on(world: World, as_staff: AsStaff) -> None:
    before = len(written_of(world.house.id))
    form = {
        "mon_opens": ["09:00", "14:00"],
        "mon_closes": ["12:00", "18:00"],
        "special_date": ["2026-12-25"],
    }
    path = f"{SETTINGS}/sites/{world.house.id}/"
    client = as_staff(world.tobias)
    assert client.post(path, form).status_code == 302
    versions = written_of(world.house.id)
    assert len(versions) == before + 1
    assert versions[0].weekly == {"mon": [["09:00", "12:00"], ["14:00", "18:00"]]}
    assert versions[0].holidays == {"2026-12-25": []}
    client.post(path, form)
    assert len(written_of(world.house.id)) == before + 1, "the same hours are no new version"

    wrong = client.post(path, {"tue_opens": "09:00", "tue_closes": "noon"})
    assert wrong.status_code == 422
    assert "Tuesday: &#39;noon&#39; is not a time of day" in wrong.content.decode()
    assert 'value="noon"' in wrong.content.decode()


def test_what_belongs_to_others_is_not_there(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.elsie)  # the shop's manager
    box = world.hello
    for path in (
        f"sites/{world.house.id}/",
        f"sites/{world.house.id}/teams/",
        f"mailboxes/{box.id}/",
        f"colleagues/{world.yuki.id}/",
        f"colleagues/{world.yuki.id}/activity/",
        f"colleagues/{world.yuki.id}/invitation/",
        "sites/999999/",
        "standards/999999/",
    ):
        assert client.post(f"{SETTINGS}/{path}", {"name": "mine"}).status_code == 404, path
    assert f">{world.hello.address}<" not in client.get(f"{SETTINGS}/mailboxes/").content.decode()


def test_only_an_owner_adds_a_site(world: World, as_staff: AsStaff) -> None:
    form = {"name": "Linden Mill", "line": "Hotels", "time_zone": "Europe/London"}
    as_staff(world.tobias).post(f"{SETTINGS}/sites/", form)
    assert not Site.objects.filter(name="Linden Mill").exists()
    assert as_staff(world.maren).post(f"{SETTINGS}/sites/", form).status_code == 302
    assert Site.objects.get(name="Linden Mill").slug == "linden-mill"


def test_a_team_is_added_once(world: World, as_staff: AsStaff) -> None:
    for _ in range(2):
        as_staff(world.tobias).post(f"{SETTINGS}/sites/{world.house.id}/teams/", {"name": "Garden"})
    assert Team.objects.filter(site=world.house, name="Garden").count() == 1


def test_a_mailbox_is_added_and_changed_without_showing_its_password(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    path = f"{SETTINGS}/mailboxes/"
    new = {
        "address": "Spa@linden.example",
        "place": world.house.id,
        "imap_host": "imap.linden.example",
        "imap_password": "tulip9",
    }
    assert client.post(path, new).status_code == 302
    box = Mailbox.objects.get(address="spa@linden.example")
    assert (box.name, box.imap_port, open_sealed(box.imap_secret)) == ("Linden House", 993, "tulip9")
    taken = client.post(path, new)
    assert taken.status_code == 422
    assert "a mailbox already" in taken.content.decode()

    page = client.get(f"{path}{box.id}/").content.decode()
    assert "tulip9" not in page
    assert box.imap_secret not in page
    change = {
        "name": "The spa",
        "place": world.house.id,
        "is_active": "on",
        "imap_host": "imap.linden.example",
        "smtp_host": "mail.linden.example",
        "smtp_password": "tulip9",
    }
    assert client.post(f"{path}{box.id}/", change).status_code == 302
    box.refresh_from_db()
    assert (box.name, box.smtp_host, box.smtp_user) == ("The spa", "mail.linden.example", "spa@linden.example")
    assert open_sealed(box.imap_secret) == "tulip9"

    elsewhere = client.post(f"{path}{box.id}/", change | {"imap_host": "imap.thief.example"})
    assert elsewhere.status_code == 422
    assert "Enter the password for this server" in elsewhere.content.decode()
    unsealed = client.post(f"{path}{box.id}/", change | {"imap_security": "none"})
    assert unsealed.status_code == 422
    box.refresh_from_db()
    assert (box.imap_host, box.imap_security) == ("imap.linden.example", "tls")
    moved = change | {"imap_host": "mail.linden.example", "imap_password": "daisy8"}
    assert client.post(f"{path}{box.id}/", moved).status_code == 302
    box.refresh_from_db()
    assert open_sealed(box.imap_secret) == "daisy8"


def test_a_mailbox_goes_to_no_strangers_site(world: World, as_staff: AsStaff) -> None:
    answer = as_staff(world.elsie).post(
        f"{SETTINGS}/mailboxes/", {"address": "x@linden.example", "place": world.house.id}
    )
    assert answer.status_code == 422
    assert not Mailbox.objects.filter(address="x@linden.example").exists()


def test_a_colleague_is_invited_by_a_link_that_signs_in_once(world: World, as_staff: AsStaff) -> None:
    form = {"name": "Noor Haan", "email": "noor@linden.example", "role": "agent", "sites": [world.house.id]}
    answer = as_staff(world.tobias).post(f"{SETTINGS}/colleagues/", form)
    page = answer.content.decode()
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    noor = Staff.objects.get(email="noor@linden.example")
    assert list(noor.sites.all()) == [world.house]
    link = re.search(r'value="[^"]*(/sign-in/[^"]+)"', page)
    assert link
    guest = Client()
    assert guest.post(link[1]).status_code == 302
    assert guest.session["_auth_user_id"] == str(noor.id)
    again = as_staff(world.tobias).post(f"{SETTINGS}/colleagues/", form)
    assert "has an account already" in again.content.decode()


def test_nobody_reaches_above_themselves(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    form = {"name": "Mal", "email": "mal@linden.example", "role": "owner", "sites": [world.house.id]}
    assert client.post(f"{SETTINGS}/colleagues/", form).status_code == 422
    assert not Staff.objects.filter(email="mal@linden.example").exists()
    for what in ("", "activity/", "invitation/"):
        assert client.post(f"{SETTINGS}/colleagues/{world.maren.id}/{what}", {"role": "agent"}).status_code == 404
    assert client.post(f"{SETTINGS}/colleagues/{world.tobias.id}/", {"role": "owner"}).status_code == 422
    assert Staff.objects.get(id=world.maren.id).is_active


def test_sites_out_of_reach_stay(world: World, as_staff: AsStaff) -> None:
    world.yuki.sites.add(world.pantry)
    client, path = as_staff(world.tobias), f"{SETTINGS}/colleagues/{world.yuki.id}/"
    assert client.post(path, {"role": "agent", "sites": [world.quay.id]}).status_code == 302
    yuki = Staff.objects.get(id=world.yuki.id)
    assert set(yuki.sites.all()) == {world.quay, world.pantry}
    assert client.post(path, {"role": "lead", "sites": [world.quay.id]}).status_code == 422, "a lead at the shop too"
    assert Staff.objects.get(id=world.yuki.id).role == Role.AGENT


def test_nobody_signs_in_to_other_sites_as_a_colleague(world: World, as_staff: AsStaff) -> None:
    world.yuki.sites.add(world.pantry)
    path = f"{SETTINGS}/colleagues/{world.yuki.id}"
    client = as_staff(world.tobias)
    assert "ask an owner" in client.get(f"{path}/").content.decode()
    assert client.post(f"{path}/invitation/").status_code == 404
    assert client.post(f"{path}/activity/", {"active": "no"}).status_code == 404
    assert as_staff(world.maren).post(f"{path}/invitation/").status_code == 200


def test_a_closed_account_signs_in_no_more(world: World, as_staff: AsStaff) -> None:
    theirs = as_staff(world.yuki)
    as_staff(world.tobias).post(f"{SETTINGS}/colleagues/{world.yuki.id}/activity/", {"active": "no"})
    assert theirs.get("/office/quality/").status_code == 302
    as_staff(world.tobias).post(f"{SETTINGS}/colleagues/{world.yuki.id}/activity/", {"active": "yes"})
    assert Staff.objects.get(id=world.yuki.id).is_active


def test_the_last_owner_stays(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.maren)
    client.post(f"{SETTINGS}/colleagues/{world.maren.id}/activity/", {"active": "no"})
    answer = client.post(f"{SETTINGS}/colleagues/{world.maren.id}/", {"role": "agent"})
    assert "last owner" in answer.content.decode()
    assert Staff.objects.get(id=world.maren.id).is_active


def test_the_owner_renames_the_house(world: World, as_staff: AsStaff) -> None:
    path, form = f"{SETTINGS}/house/", {"name": "Linden & Co", "time_zone": "Europe/Paris"}
    assert as_staff(world.tobias).post(path, form).status_code == 403
    client = as_staff(world.maren)
    assert client.post(path, form).status_code == 302
    house = reads.house()
    assert house is not None
    assert (house.name, house.time_zone) == ("Linden & Co", "Europe/Paris")
    assert "Linden &amp; Co" in client.get(path).content.decode()
    assert client.post(path, {"name": " ", "time_zone": "Nowhere"}).status_code == 422
    known_house.forget()


def test_a_site_has_a_name_and_a_signature(world: World, as_staff: AsStaff) -> None:
    path = f"{SETTINGS}/sites/{world.house.id}/description/"
    as_staff(world.tobias).post(
        path, {"name": "Linden House", "line": "Hotels", "signature": "Warmly, the front desk"}
    )
    assert Site.objects.get(id=world.house.id).signature == "Warmly, the front desk"
    as_staff(world.tobias).post(path, {"name": "", "signature": "x"})
    assert Site.objects.get(id=world.house.id).name == "Linden House"
    assert as_staff(world.elsie).post(path, {"name": "Mine"}).status_code == 404
