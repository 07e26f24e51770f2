"""What holds for every page: its styles, its policy, its live events, and that it fails politely."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from tests.world import World
from wellserved import ui
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import events
from wellserved.surfaces import look
from wellserved.ui.stylesheet import FOLDER, stylesheet

PAGES = Path(ui.__file__).parent


def test_styles_are_one_file_that_may_be_kept_for_good(client: Client, db: None) -> None:
    text, fingerprint = stylesheet()
    answer = client.get(f"/look/{fingerprint}.css")
    assert answer.content == text
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"@import" not in text
    for file in FOLDER.rglob("*.css"):
        if file.name != "wellserved.css":
            assert file.read_bytes() in text, f"{file.name} is not imported by wellserved.css"


def test_no_page_runs_or_styles_anything_inline() -> None:
    """The policy would refuse it, and the reader would see a broken page."""
    for template in Path(look.__file__).parents[1].rglob("*.html"):
        if "mails" in template.parts or template.name == "written.html":
            continue  # mails going out, and those that came in, in a frame with a policy of its own
        text = template.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=|javascript:", text), template


def test_the_page_hears_of_every_event_of_a_conversation() -> None:
    source = (PAGES / "static" / "js" / "stream_source.js").read_text()
    heard = set(re.findall(r'"([A-Z]\w+)"', source.split("KINDS = [")[1].split("]")[0]))
    told = {name for name, each in vars(events).items() if isinstance(each, type) and issubclass(each, Event)}
    assert told - {"Event"} <= heard
    assert heard <= {kind.__name__ for kind in kinds(Event)}, "a page waits for what nobody announces"


def kinds(event: type[Event]) -> set[type[Event]]:
    return {event}.union(*(kinds(each) for each in event.__subclasses__()))


def test_a_page_carries_its_policy(world: World, as_staff: Callable[[Any], Client]) -> None:
    answer = as_staff(world.maren).get("/office/settings/sites/")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_names_are_never_markup(world: World, as_staff: Callable[[Any], Client]) -> None:
    world.house.name = '<script>alert("x")</script>'
    world.house.save(update_fields=["name"])
    page = as_staff(world.maren).get("/office/settings/sites/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_even_without_a_database_a_fault_is_told_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **words: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(look, "render", broken)
    answer = look.fault(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
