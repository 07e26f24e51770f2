"""A guest scans a code, taps a smiley at the door, and is asked in a shop's own page."""

import http.server
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Live
from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.feedback import actions
from wellserved.learning.feedback.models import Answer, Door, Response
from wellserved.learning.feedback.questions import ONE, Branch, Option, Question

Look = Callable[[Page, str], None]
OPEN = Callable[..., Page]


def door(site: Site, way: str, kind: str = "everyday") -> Door:
    at = clock.now() - timedelta(hours=1)
    survey = actions.make(kind, name="At the Quay", site=None, by=SYSTEM, at=at)
    actions.switch_on(survey, starts_at=at, by=SYSTEM, at=at)
    return actions.open_door(survey, site, way=way, label="Reception", by=SYSTEM, at=at)


def test_a_guest_scans_the_code_at_the_quay(live: Live, page_for: OPEN, look: Look) -> None:
    quay = door(live.world.quay, Door.QR, "nps")
    page = page_for(viewport=NARROW, has_touch=True, is_mobile=True)
    page.goto(f"/ask/{quay.token}/")
    look(page, "survey-ask")
    page.locator("[name=answer][value='4']").check(force=True)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.get_by_label("What would have had to be different?")).to_be_visible()
    page.get_by_label("In your own words").fill("Nobody at the desk")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    look(page, "survey-ask-thanks")
    page.get_by_text("Change my answer").click()
    page.locator("[name=answer][value='9']").check(force=True)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Your answer is with us: 9")).to_be_visible()
    expect(page.get_by_label("What would have had to be different?")).to_have_count(0)
    page.goto(f"/ask/{quay.token}/")
    page.get_by_text("You have answered already").click()
    expect(page.get_by_label("In your own words")).to_have_value("Nobody at the desk")
    assert Response.objects.get().way == "qr"
    assert Answer.objects.get().value == 9


def test_a_question_comes_when_its_answer_is_given(live: Live, page_for: OPEN) -> None:
    tea = (Option("tea", {"en": "Tea"}), Option("coffee", {"en": "Coffee"}))
    drink = Question("drink", ONE, {"en": "What did you drink?"}, options=tea)
    which = Question("which", "short", {"en": "Which tea?"}, shown_if=Branch("drink", ("tea",)))
    first = Question("overall", "comparison", {"en": "How was it?"}, dimension="overall")
    at = clock.now() - timedelta(hours=1)
    survey = actions.make("own", name="Tea", site=None, by=SYSTEM, at=at)
    actions.ask_otherwise(survey, [first, drink, which], by=SYSTEM, at=at)
    actions.switch_on(survey, starts_at=at, by=SYSTEM, at=at)
    link = actions.open_door(survey, live.world.quay, way="link", label="", by=SYSTEM, at=at)
    page = page_for()
    page.goto(f"/ask/{link.token}/")
    page.get_by_label("As I expected").check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_label("Which tea?")).to_have_count(0)
    page.get_by_label("Tea", exact=True).check()
    expect(page.get_by_label("Which tea?")).to_be_visible()
    page.get_by_label("Which tea?").fill("Assam")
    page.get_by_label("Which tea?").blur()
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    page.get_by_label("Coffee").check()
    expect(page.get_by_label("Which tea?")).to_have_count(0)
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    assert {one.question: one.value for one in Answer.objects.all()} == {"drink": "coffee"}


def test_a_kiosk_keeps_answers_while_there_is_no_network(live: Live, page_for: OPEN, look: Look) -> None:
    live.forgives("ERR_INTERNET_DISCONNECTED")
    kiosk = door(live.world.quay, Door.KIOSK)
    page = page_for(viewport={"width": 1024, "height": 768}, has_touch=True)
    page.goto(f"/kiosk/{kiosk.token}/")
    expect(page.locator("body[data-offline=ready]")).to_have_count(1)
    look(page, "kiosk")
    page.get_by_role("button", name="Far above what I expected").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.get_by_role("button", name="As I expected")).to_be_visible()  # back at the start by itself
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="Below what I expected", exact=True).click()
    expect(page.get_by_text("1 kept here")).to_be_visible()
    assert Response.objects.count() == 1
    page.context.set_offline(False)
    expect(page.get_by_text("1 kept here")).to_have_count(0)
    assert set(Response.objects.values_list("comparison", flat=True)) == {-1, 2}
    assert Response.objects.count() == 2


class _Shop(http.server.BaseHTTPRequestHandler):
    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page if self.path == "/" else b"")

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def shop() -> Iterator[str]:
    """A page of another origin."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_a_shop_asks_in_its_own_page(live: Live, page_for: OPEN, look: Look, shop: str) -> None:
    widget = door(live.world.pantry, Door.WIDGET, "csat")
    _Shop.page = (
        f'<!doctype html><link rel="icon" href="data:,"><h1>Jam</h1>'
        f'<script async src="{live.url}/widget/{widget.token}.js"></script>'
    ).encode()
    page = page_for()
    page.goto(shop)
    frame = page.frame_locator("iframe")
    frame.locator("[name=answer][value='4']").check(force=True)
    look(page, "survey-widget")
    frame.get_by_role("button", name="Send my answer").click()
    expect(frame.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().value == 4
    assert page.context.cookies() == []
    with page.context.expect_page() as opened:
        frame.get_by_text("Would you tell us a little more?").click()
    opened.value.get_by_label("In your own words").fill("Good jam")
    expect(opened.value.locator("[data-saved]")).to_have_text("Saved")
    assert Response.objects.get().words == "Good jam"
