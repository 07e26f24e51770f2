"""Staff come in; what everybody sees first is looked at."""

import re
from collections.abc import Callable

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import clock
from wellserved.ground.accounts import actions

Looks = Callable[[Page, str], None]
Windows = Callable[..., Page]


def test_a_printed_link_signs_in_by_one_click(live: Live, page_for: Windows) -> None:
    secret = actions.sign_in_link(live.world.ines, at=clock.now())
    page = page_for()
    page.goto(f"/sign-in/{secret}/")
    expect(page).to_have_url(re.compile("/desk/"))
    expect(page.get_by_text("Ines Duarte").first).to_be_attached()

    live.forgives("410")
    other = page_for()
    other.goto(f"/sign-in/{secret}/")
    expect(other.get_by_role("heading", name="This link is used up")).to_be_visible()


def test_a_link_works_without_scripts_too(live: Live, page_for: Windows) -> None:
    secret = actions.sign_in_link(live.world.ines, at=clock.now())
    page = page_for(java_script_enabled=False)
    page.goto(f"/sign-in/{secret}/")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/desk/"))


def test_password_theme_and_leaving(live: Live, page_for: Windows, look: Looks) -> None:
    # The house runs with its own, slower hashes, not those of the tests.
    live.world.ines.password = PBKDF2PasswordHasher().encode("garden linden seven", "salt", iterations=10)
    live.world.ines.save(update_fields=["password"])
    page = page_for()
    page.goto("/desk/")
    look(page, "sign-in")
    page.get_by_label("Email").fill("ines.duarte@linden.example")
    page.get_by_label("Password").fill("something else")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("not correct")).to_be_visible()
    page.get_by_label("Password").fill("garden linden seven")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/desk/"))

    expect(page.locator("html")).to_have_attribute("data-live", "live")  # its scripts are there
    page.get_by_title("Ines Duarte").or_(page.locator("summary.nav-item")).first.click()
    page.get_by_role("button", name="Light or dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("summary.nav-item").click()
    live.forgives("401 GET")  # the list may ask for itself while one leaves
    page.get_by_role("button", name="Sign out").click()
    expect(page).not_to_have_url(re.compile("/desk/"))


def test_what_is_not_there_says_so(live: Live, page_for: Windows, look: Looks) -> None:
    live.forgives("404")
    page = page_for()
    page.goto("/nowhere/at/all/")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    look(page, "nothing-here")
