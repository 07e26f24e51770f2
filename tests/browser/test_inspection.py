"""A round with a phone, through a cellar without a network."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Live
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.inspections import actions, links
from wellserved.learning.inspections.models import Answer, Inspection, Photo
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Measurement, Standard

OPEN = Callable[..., Page]
Look = Callable[[Page, str], None]
RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "a-greeted": (
        "A guest is greeted within 60 seconds of coming in.",
        {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s"},
    ),
    "b-by-name": ("A guest whose name we know is greeted by name.", {"kind": "observed", "by": ["inspection"]}),
    "c-informed": (
        "Whoever waits is told unasked how it stands.",
        {"kind": "at least", "count": "informed", "limit": 1},
    ),
    "d-clean": ("The lobby is clean and tidy.", {"kind": "observed", "by": ["inspection"]}),
    "e-as-named": ("Lunch is served when we said.", {"kind": "quoted", "to": "served", "late": "5 min"}),
}


@pytest.fixture
def tobias(live: Live) -> Staff:
    for key, (statement, rule) in RULES.items():
        at = clock.now() - timedelta(days=1)
        add_standard(key, statement=statement, rule=rule, channels=["in_person"], by=SYSTEM, at=at)
    return live.world.tobias


def photo() -> dict[str, Any]:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "JPEG")
    return {"name": "lobby.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def line(page: Page, words: str) -> Any:
    return page.locator("[data-item]").filter(has_text=words)


def test_a_round_without_a_network(live: Live, page_for: OPEN, look: Look, tobias: Staff) -> None:
    live.forgives("ERR_INTERNET_DISCONNECTED")
    page = page_for(tobias, viewport=NARROW, has_touch=True, is_mobile=True)
    page.goto(f"/office/inspections/new/?site={live.world.quay.id}&channel=in_person")
    page.get_by_label("Title").fill("Breakfast on a Saturday")
    for statement, _ in RULES.values():
        page.get_by_label(statement).check()
    look(page, "inspection-new")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("body[data-offline=ready]")).to_have_count(1)
    look(page, "walk")
    line(page, "by name").get_by_label("Yes", exact=True).check()
    expect(page.get_by_text("All of it has arrived")).to_be_visible()

    page.context.set_offline(True)
    line(page, "60 seconds").get_by_label("Seconds").fill("75")
    line(page, "by name").get_by_label("No", exact=True).check()
    line(page, "lobby").get_by_label("Yes", exact=True).check()
    line(page, "Lunch").get_by_label("named").fill("23:58")
    line(page, "Lunch").get_by_label("When it was").fill("00:04")
    line(page, "lobby").get_by_text("Note and photos").click()
    line(page, "lobby").get_by_label("Note").fill("Fresh flowers.")
    line(page, "lobby").locator("input[type=file]").set_input_files(photo())
    expect(line(page, "lobby").locator("img")).to_have_count(1)
    expect(page.get_by_text("5 kept on this phone")).to_be_visible()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Some of it has not arrived yet")).to_be_visible()

    page.reload()
    expect(page.get_by_text("5 kept on this phone")).to_be_visible()
    expect(line(page, "60 seconds").get_by_label("Seconds")).to_have_value("75")
    expect(line(page, "Lunch").get_by_label("When it was")).to_have_value("00:04")
    expect(line(page, "by name").get_by_label("No", exact=True)).to_be_checked()
    expect(line(page, "lobby").locator("img")).to_have_count(1)
    expect(line(page, "lobby").get_by_label("Note")).to_have_value("Fresh flowers.")
    look(page, "walk-offline")

    page.context.set_offline(False)
    expect(page.get_by_text("All of it has arrived")).to_be_visible()
    assert Answer.objects.filter(item__standard__key="b-by-name").count() == 2, "both are kept"
    assert Photo.objects.count() == 1
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Breakfast on a Saturday")).to_be_visible()
    expect(page.get_by_text("met 1 of 4")).to_be_visible()
    expect(page.get_by_text("Fresh flowers.")).to_be_visible()
    look(page, "inspection")
    rows = Measurement.objects.filter(standard__key__in=RULES).order_by("standard__key")
    verdicts = [(row.standard.key, row.verdict, row.value) for row in rows]
    seen = [("a-greeted", "missed", 75), ("b-by-name", "missed", None), ("d-clean", "met", None)]
    assert verdicts == [*seen, ("e-as-named", "missed", 360)]
    page.goto("/office/inspections/")
    look(page, "inspections")


def test_the_stop_watch_runs_on_through_a_reload(live: Live, page_for: OPEN, tobias: Staff) -> None:
    visit = begun(live, tobias)
    page = page_for(tobias, viewport=NARROW)
    page.goto(f"/office/inspections/{visit.id}/walk/")
    line(page, "60 seconds").get_by_role("button", name="Start").click()
    page.reload()
    line(page, "60 seconds").get_by_role("button", name="Stop").click()
    expect(page.get_by_text("All of it has arrived")).to_be_visible()
    value = Answer.objects.get().value
    assert value is not None
    assert 0 < value < 60


def test_a_mystery_guest_walks_by_a_link_and_sees_nothing_else(
    live: Live, page_for: OPEN, look: Look, tobias: Staff
) -> None:
    visit = begun(live, tobias, for_guest=True, guest_name="Mrs Hill")
    page = page_for(None, viewport=NARROW)
    page.goto(f"/walk/{links.token_of(visit)}/")
    line(page, "by name").get_by_label("Yes", exact=True).check()
    expect(page.get_by_text("All of it has arrived")).to_be_visible()
    assert page.locator("a:not(.skip)").count() == 0
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("What you saw has arrived.")).to_be_visible()
    visit.refresh_from_db()
    assert visit.conversation is not None
    assert visit.conversation.customer.name == "Mrs Hill"


def begun(live: Live, by: Staff, **who: Any) -> Inspection:
    ids = list(Standard.objects.filter(key__in=RULES).values_list("id", flat=True))
    return actions.begin(
        live.world.quay,
        title="A night",
        channel="in_person",
        standard_ids=ids,
        by=staff(by.id),
        at=clock.now() - timedelta(hours=1),
        **who,
    )


def test_of_two_phones_the_later_answer_stands(live: Live, page_for: OPEN, tobias: Staff) -> None:
    live.forgives("ERR_INTERNET_DISCONNECTED")
    visit = begun(live, tobias)
    first, second = (page_for(who, viewport=NARROW) for who in (tobias, live.world.sander))
    for page in (first, second):
        page.goto(f"/office/inspections/{visit.id}/walk/")
        expect(page.locator("body[data-offline=ready]")).to_have_count(1)
    first.context.set_offline(True)
    line(first, "by name").get_by_label("No", exact=True).check()
    expect(first.get_by_text("1 kept on this phone")).to_be_visible()
    line(second, "by name").get_by_label("Yes", exact=True).check()
    expect(second.get_by_text("All of it has arrived")).to_be_visible()
    first.context.set_offline(False)
    expect(first.get_by_text("All of it has arrived")).to_be_visible()
    answers = Answer.objects.filter(item__standard__key="b-by-name").order_by("given_at")
    assert list(answers.values_list("outcome", "by_staff_id")) == [
        ("no", tobias.id),
        ("yes", live.world.sander.id),
    ], "what came last was said first"
