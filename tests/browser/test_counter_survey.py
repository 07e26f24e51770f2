"""A guest is asked how it was, and answers from the mail; a machine that looks at the mail does not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Live
from wellserved.ground import clock
from wellserved.learning.feedback.actions import answer
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.feedback.tests.matters import invited, survey_mail
from wellserved.serving.conversations import links

Look = Callable[[Page, str], None]


@pytest.fixture
def invitation(live: Live) -> Invitation:
    return invited(live.world, clock.now() - timedelta(hours=1))


@pytest.fixture
def address(invitation: Invitation) -> str:
    return f"/survey/{links.secret_of(survey_mail(invitation.conversation).id)}/"


def test_one_click_in_the_mail_is_an_answer(page_for: Callable[..., Page], address: str, look: Look) -> None:
    page = page_for()
    page.goto(f"{address}?answer=4")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Response.objects.get().comparison == 1
    assert "?" not in page.url
    look(page, "survey-thanks")


def test_the_rest_is_saved_as_it_is_given(page_for: Callable[..., Page], address: str) -> None:
    page = page_for(viewport=NARROW)
    page.goto(f"{address}?answer=5")
    reliability = page.get_by_role("group", name="Reliability").get_by_role("radio", name="Above", exact=True)
    reliability.check()
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    page.get_by_label("In your own words").fill("Ines thought of everything")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    page.goto(address)
    expect(page.get_by_label("In your own words")).to_have_value("Ines thought of everything")
    expect(
        page.get_by_role("group", name="Reliability").get_by_role("radio", name="Above", exact=True)
    ).to_be_checked()
    page.get_by_text("Change my answer").click()
    page.get_by_label("As I expected").check()
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Your answer is with us: as I expected")).to_be_visible()
    assert Response.objects.get().comparison == 0


def test_a_scanner_with_a_browser_of_its_own_says_nothing(page_for: Callable[..., Page], address: str) -> None:
    page = page_for()
    for n in range(1, 6):
        page.goto(f"{address}?answer={n}", wait_until="networkidle")
    assert Response.objects.get().comparison is None
    expect(page.get_by_role("button", name="Send my answer")).to_be_visible()
    page.get_by_label("Above what I expected", exact=True).check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Response.objects.get().comparison == 1


def test_it_works_without_scripts(page_for: Callable[..., Page], address: str, look: Look) -> None:
    page = page_for(java_script_enabled=False)
    page.goto(f"{address}?answer=2")
    assert not Response.objects.exists()
    expect(page.get_by_label("Below what I expected", exact=True)).to_be_checked()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_label("In your own words").fill("The soup was cold")
    page.get_by_role("button", name="Save").click()
    response = Response.objects.get()
    assert (response.comparison, response.words) == (-1, "The soup was cold")


def test_it_works_by_keyboard(page_for: Callable[..., Page], address: str, look: Look) -> None:
    page = page_for()
    page.goto(address)
    look(page, "survey-question")
    page.get_by_label("Far below what I expected").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Response.objects.get().comparison == 1


def test_the_long_form(page_for: Callable[..., Page], invitation: Invitation, address: str, look: Look) -> None:
    Invitation.objects.update(form="long")
    answer(invitation, Given(1, {"tangibles": Rated(None, 8, 5, 7)}), at=clock.now())
    page = page_for()
    page.goto(address)
    look(page, "survey-long")
    page.locator("[name='empathy.perceived'][value='9']").check()
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    assert Response.objects.get().ratings.get(dimension="empathy").perceived == 9


def test_a_link_that_was_cut_and_one_that_has_ended(
    live: Live, page_for: Callable[..., Page], address: str, look: Look
) -> None:
    live.forgives("404|410")
    page = page_for()
    page.goto("/survey/half-a-secr/")
    expect(page.get_by_role("heading", name="This link is not complete")).to_be_visible()
    look(page, "survey-cut")
    Invitation.objects.update(expires_at=clock.now())
    page.goto(f"{address}?answer=5")
    expect(page.get_by_role("heading", name="This survey has ended")).to_be_visible()
