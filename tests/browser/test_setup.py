"""An empty house is set up by the person who started it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground.accounts.models import House, Site
from wellserved.ground.hours.reads import written_of
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.standards.models import Standard

SECRET = "open-sesame"


@pytest.fixture
def empty_house(live: Live) -> Iterator[None]:
    """Nobody has founded anything yet, and nothing is intended."""
    path = Path(settings.DATA) / "keys" / "setup"
    path.write_text(SECRET)
    House.objects.all().delete()
    Standard.objects.all().delete()
    yield
    path.unlink(missing_ok=True)


@pytest.mark.usefixtures("empty_house")
def test_four_steps_lead_to_the_inbox(
    live: Live, page_for: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    live.forgives("422")  # nonsense is answered as such
    page = page_for()
    page.goto(f"/setup/{SECRET}/")
    zone = page.get_by_label("Your time zone")
    expect(zone).to_have_value("Europe/London")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Please fill this in.")).to_be_visible()
    page.get_by_label("What is your business called?").fill("The Mill")
    look(page, "setup-house")
    page.get_by_role("button", name="Go on").click()

    page.get_by_label("What is your first site called?").fill("Mill House")
    monday = page.locator("[data-pairs=mon]")
    monday.get_by_label("Monday: closes").fill("12:00")
    monday.get_by_role("button", name="Hours", exact=True).click()
    monday.get_by_label("Monday: opens").nth(1).fill("13:00")
    page.get_by_role("button", name="Monday's hours for Tuesday to Friday").click()
    page.locator("[data-pairs=fri]").get_by_role("button", name="Remove these hours").nth(1).click()
    page.locator("[data-pairs=sat]").get_by_role("button", name="Hours", exact=True).click()
    page.locator("[data-pairs=sat]").get_by_label("Saturday: closes").fill("")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Saturday: give an opening and a closing time, or clear both.")).to_be_visible()
    expect(page.get_by_label("What is your first site called?")).to_have_value("Mill House")
    page.get_by_label("Saturday: closes").fill("02:00")
    look(page, "setup-site")
    page.get_by_role("button", name="Go on").click()

    page.get_by_label("Which address do customers write to?").fill("hello@mill.example")
    look(page, "setup-mailbox")
    page.get_by_role("button", name="Go on").click()

    page.get_by_label("Your name").fill("Olive Marsh")
    page.get_by_label("Your e-mail").fill("olive@mill.example")
    page.get_by_label("A password").fill("short")
    page.get_by_role("button", name="Open the house").click()
    expect(page.get_by_text("too short")).to_be_visible()
    look(page, "setup-you")
    page.get_by_label("A password").fill("garden linden seven")
    page.get_by_role("button", name="Open the house").click()
    expect(page).to_have_url(re.compile("/desk/"))
    look(page, "setup-done")

    site = Site.objects.get(name="Mill House")
    day = [["09:00", "12:00"], ["13:00", "17:30"]]
    assert written_of(site.id)[0].weekly == {
        **dict.fromkeys(("mon", "tue", "wed", "thu"), day),
        "fri": [["09:00", "12:00"]],
        "sat": [["09:00", "02:00"]],
    }
    assert Mailbox.objects.get(address="hello@mill.example").site == site
