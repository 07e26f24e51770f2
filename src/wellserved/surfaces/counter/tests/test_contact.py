from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.conversations.models import Attachment, Conversation, Message
from wellserved.surfaces.counter.contact_form import new_key

FORM = "/contact/linden-house/"


def filled_in(**changes: Any) -> dict[str, Any]:
    """As Alice would, half a minute after she opened the form."""
    key = new_key(clock.now() - timedelta(seconds=30))
    said = {
        "name": "Alice Marsh",
        "email": "alice@example.com",
        "subject": "A cot",
        "text": "Could we have a cot?",
        "key": key,
    }
    return {**said, **changes}


def test_what_is_typed_becomes_a_conversation(client: Client, world: World) -> None:
    page = client.post(FORM, filled_in(), follow=True)
    conversation = Conversation.objects.get()
    assert page.status_code == 200
    assert conversation.reference in page.content.decode()
    assert (conversation.site, conversation.channel, conversation.subject) == (world.house, "form", "A cot")
    assert conversation.messages.get().hints == ["typed address"]


def test_sending_twice_is_one_conversation(client: Client, world: World) -> None:
    form = filled_in()
    first, second = client.post(FORM, form), client.post(FORM, form)
    assert Conversation.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_going_back_and_writing_something_else_is_another(client: Client, world: World) -> None:
    form = filled_in()
    client.post(FORM, form)
    client.post(FORM, {**form, "text": "And a high chair?"})
    assert Conversation.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": "alice"}, "one looks like name@example.com"),
        ({"email": ""}, "so that we can answer"),
        ({"name": " "}, "tell us your name"),
        ({"text": ""}, "write what we can do for you"),
        ({"text": "x" * 20_001}, "20,000 characters"),
        ({"website": "https://casino.example"}, "press Send once more"),
        ({"key": "forged"}, "press Send once more"),
    ],
)
def test_a_mistake_keeps_what_was_typed(client: Client, world: World, changes: dict[str, str], says: str) -> None:
    typed = filled_in(subject="A cot & a chair", **changes)
    page = client.post(FORM, typed)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "A cot &amp; a chair" in page.content.decode()
    assert not Conversation.objects.exists()


def test_whoever_is_taken_for_a_robot_need_only_press_again(client: Client, world: World) -> None:
    page = client.post(FORM, filled_in(key=new_key(clock.now())))
    key = page.content.decode().split('name="key" value="')[1].split('"')[0]
    client.post(FORM, filled_in(key=key))
    assert Conversation.objects.count() == 1


def test_files_come_along_with_harmless_names(client: Client, world: World) -> None:
    file = SimpleUploadedFile("..\\..\\evil\u202egnp.exe", b"MZ", content_type='text/evil"; x')
    client.post(FORM, filled_in(files=[file, SimpleUploadedFile("cot.png", b"png", content_type="image/png")]))
    kept = {a.name: a.content_type for a in Attachment.objects.all()}
    assert kept == {"evilgnp.exe": "application/octet-stream", "cot.png": "image/png"}


def test_too_many_files_are_refused_in_words(client: Client, world: World) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(11)]
    page = client.post(FORM, filled_in(files=files))
    assert "at most 10 files; you chose 11" in page.content.decode()
    assert not Message.objects.exists()


def test_a_huge_body_is_not_even_read(client: Client, world: World) -> None:
    page = client.generic("POST", FORM, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH="22000000")
    assert page.status_code == 413


def test_another_sites_page_cannot_post_for_a_visitor(world: World) -> None:
    assert Client(enforce_csrf_checks=True).post(FORM, filled_in()).status_code == 403


def test_a_flood_from_one_address_is_paused(client: Client, world: World) -> None:
    for n in range(20):
        assert client.post(FORM, filled_in(text=f"{n}")).status_code == 302
    page = client.post(FORM, filled_in(text="21"))
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert client.post(FORM, filled_in(text="22"), REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_closed_house_says_when_it_is_back(client: Client, world: World) -> None:
    assert "We are here now." in client.get(FORM).content.decode()  # somebody is always at Linden House
    set_hours(world.pantry, weekly={}, holidays={}, by=SYSTEM, at=clock.now())
    assert "We are" not in client.get("/contact/linden-pantry/").content.decode()
    day = f"{clock.now() + timedelta(days=2):%a}".lower()
    set_hours(world.pantry, weekly={day: [["09:00", "17:00"]]}, holidays={}, by=SYSTEM, at=clock.now())
    assert "we are back" in client.get("/contact/linden-pantry/").content.decode()


def test_one_chooses_among_the_sites(client: Client, world: World) -> None:
    page = client.get("/contact/").content.decode()
    assert "Linden Quay" in page
    assert "/contact/linden-pantry/" in page
    assert client.get("/contact/no-such-place/").status_code == 404
