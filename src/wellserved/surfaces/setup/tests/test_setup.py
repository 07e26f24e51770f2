"""Whoever started the program sets the house up; nobody else can, and nobody twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client

from tests.world import World
from wellserved.ground.accounts import reads
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Role
from wellserved.ground.hours.models import OpeningHours
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.standards.models import Standard
from wellserved.surfaces.hours_editor import Editor
from wellserved.surfaces.page import known_house

pytestmark = pytest.mark.django_db
SECRET = "open-sesame"
YOU = {"name": "Olive Marsh", "email": "olive@linden.example", "password": "garden linden seven"}


@pytest.fixture(autouse=True)
def secret() -> Iterator[None]:
    """The file that `wellserved run --empty` makes."""
    path = Path(settings.DATA) / "keys" / "setup"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SECRET)
    known_house.forget()
    yield
    path.unlink(missing_ok=True)
    known_house.forget()


def step(client: Client, step: str, /, **answers: Any) -> Any:
    return client.post(f"/setup/{SECRET}/{step}/", answers)


def test_four_answers_make_a_house_and_sign_its_owner_in(client: Client) -> None:
    assert client.get(f"/setup/{SECRET}/").url == f"/setup/{SECRET}/house/"  # type: ignore[attr-defined]
    assert step(client, "house", name="Linden Group", time_zone="Europe/London").url == f"/setup/{SECRET}/site/"
    hours = {
        "mon_opens": ["09:00", "13:00"],
        "mon_closes": ["12:00", "18:00"],
        "sat_opens": "22:00",
        "sat_closes": "02:00",
    }
    assert step(client, "site", name="Linden House", **hours).url == f"/setup/{SECRET}/mailbox/"
    mailbox = {"address": "Hello@Linden.example", "imap_host": "mail.linden.example", "imap_password": "s3cret"}
    assert step(client, "mailbox", **mailbox).url == f"/setup/{SECRET}/you/"
    assert "s3cret" not in str(dict(client.session))
    assert step(client, "you", **YOU).url == "/desk/"

    house = reads.house()
    assert house is not None
    assert (house.name, house.time_zone) == ("Linden Group", "Europe/London")
    owner = Staff.objects.get()
    assert (owner.role, owner.email) == (Role.OWNER, YOU["email"])
    assert owner.check_password(YOU["password"])
    assert client.session["_auth_user_id"] == str(owner.id)
    assert OpeningHours.objects.get().weekly == {
        "mon": [["09:00", "12:00"], ["13:00", "18:00"]],
        "sat": [["22:00", "02:00"]],
    }
    kept = Mailbox.objects.get()
    assert (kept.address, kept.name, kept.imap_user) == (
        "hello@linden.example",
        "Linden House",
        "Hello@Linden.example",
    )
    assert open_sealed(kept.imap_secret) == "s3cret"
    assert Standard.objects.count() == 4
    assert "setup" not in client.session
    assert client.get(f"/setup/{SECRET}/").status_code == 404


def test_a_mailbox_may_come_later(client: Client) -> None:
    step(client, "house", name="Linden Group", time_zone="UTC")
    step(client, "site", name="Linden House")
    assert step(client, "mailbox", later="yes").url == f"/setup/{SECRET}/you/"
    assert step(client, "you", **YOU).status_code == 302
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize(
    ("name", "answers", "said"),
    [
        ("house", {"name": "", "time_zone": "Mars/Crater"}, "Please fill this in."),
        ("site", {"name": "House", "tue_opens": "09:00", "tue_closes": ""}, "Tuesday: give an opening and a closing"),
        (
            "site",
            {"name": "House", "tue_opens": "9 sharp", "tue_closes": "18:00"},
            "Tuesday: &#39;9 sharp&#39; is not a",
        ),
        ("mailbox", {"address": "hello@"}, "This is not a whole e-mail address"),
        ("you", YOU | {"password": "short"}, "too short"),
    ],
)
def test_nonsense_is_told_and_what_was_typed_stays(
    client: Client, name: str, answers: dict[str, str], said: str
) -> None:
    step(client, "house", name="Linden Group", time_zone="Europe/London")
    step(client, "site", name="Linden House")
    step(client, "mailbox", later="yes")
    answer = step(client, name, **answers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    for field, typed in answers.items():
        if typed and field not in ("password", "time_zone"):
            assert f'value="{typed}"' in page
    assert reads.house() is None


def test_steps_follow_each_other(client: Client) -> None:
    assert client.get(f"/setup/{SECRET}/you/").url == f"/setup/{SECRET}/house/"  # type: ignore[attr-defined]


@pytest.mark.parametrize("wrong", ["wrong", "open-sesame2", "öffne-dich"])
def test_without_the_secret_there_is_nothing(client: Client, wrong: str) -> None:
    assert client.get(f"/setup/{wrong}/house/").status_code == 404
    assert client.post(f"/setup/{wrong}/house/", {"name": "Mine", "time_zone": "UTC"}).status_code == 404


def test_a_house_that_stands_is_not_set_up_again(client: Client, world: World) -> None:
    assert client.get(f"/setup/{SECRET}/house/").status_code == 404
    assert client.post(f"/setup/{SECRET}/you/", YOU).status_code == 404
    assert Site.objects.count() == 6


def test_special_days_are_read_row_by_row() -> None:
    typed = QueryDict(
        "special_date=2026-12-25&special_date=&special_date=2026-12-31&special2_opens=09:00&special2_closes=12:00"
    )
    editor = Editor.typed(typed)
    assert editor.holidays == {"2026-12-25": [], "2026-12-31": [["09:00", "12:00"]]}
    assert editor.fault("Europe/London") == ""
    assert Editor.of(editor.weekly, editor.holidays) == editor
