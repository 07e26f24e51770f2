"""A manager makes a survey, words a question, opens a place for it and reads what was answered."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Door, Survey

Look = Callable[[Page, str], None]
SPREAD = {"tangibles": 10, "reliability": 40, "responsiveness": 20, "assurance": 15, "empathy": 15}


def test_a_manager_asks_about_breakfast(live: Live, page_for: Callable[..., Page], look: Look) -> None:
    page = page_for(live.world.tobias)
    page.goto("/office/surveys/")
    look(page, "surveys-empty")
    page.get_by_role("link", name="New survey").click()
    look(page, "survey-new")
    page.get_by_label("Your own questions").check()
    page.get_by_label("Name optional").fill("Breakfast")
    page.get_by_label("Where", exact=True).select_option(label="Linden Quay")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="One of several answers").click()
    question = page.locator("#question-own1")
    question.get_by_label("What is asked English").fill("Where did you sit?")
    question.get_by_label("Answers, one a line English").fill("Inside\nOutside\nAt the bar")
    page.get_by_role("button", name="A few words").click()
    drink = page.locator("#question-own2")
    drink.get_by_label("What is asked English").fill("Which drink?")
    drink.get_by_text("Ask it only after certain answers").click()
    drink.get_by_label("If the answer to").select_option(label="Where did you sit?")
    drink.get_by_label("is one of").fill("at-the-bar")
    page.get_by_role("button", name="Save the questions").click()
    expect(page.get_by_text("These questions are asked from now on.")).to_be_visible()
    look(page, "survey-editor")
    page.get_by_role("button", name="Switch on").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Preview").click()
    seen = opened.value
    seen.get_by_role("link", name="Mail", exact=True).click()
    frame = seen.frame_locator("iframe.trial")
    expect(frame.get_by_text("Far above what I expected")).to_be_visible()
    look(seen, "survey-preview-mail")
    frame.get_by_role("link", name="As I expected").click()  # one click is an answer, here too
    expect(frame.get_by_role("heading", name="Thank you")).to_be_visible()
    frame.get_by_label("At the bar").check()
    expect(frame.get_by_label("Which drink?")).to_be_visible()
    frame.get_by_label("Which drink?").fill("Sherry")
    frame.get_by_label("Inside").check()
    expect(frame.get_by_label("Which drink?")).to_have_count(0)
    look(seen, "survey-preview")
    seen.get_by_role("link", name="Deutsch").click()
    expect(frame.get_by_text("Guten Tag")).to_be_visible()
    page.get_by_role("link", name="Links and codes").click()
    page.get_by_label("Called").fill("Table 4")
    page.get_by_role("button", name="Open it").click()
    look(page, "survey-places")
    with page.context.expect_page() as sheet:
        page.get_by_role("link", name="Print").click()
    expect(sheet.value.locator("img")).to_be_visible()
    look(sheet.value, "survey-print")
    assert Door.objects.get().survey.name == "Breakfast"


def test_the_gaps_of_a_year(live: Live, page_for: Callable[..., Page], look: Look) -> None:
    at = clock.now()
    survey = actions.make("servqual", name="Once a year", site=live.world.quay, by=SYSTEM, at=at)
    actions.switch_on(survey, starts_at=at, by=SYSTEM, at=at)
    door = actions.open_door(survey, live.world.quay, way=Door.LINK, label="", by=SYSTEM, at=at)
    items = [one for one in reads.newest_version(Survey.objects.get()).read() if one.kind == "gap"]
    for n in range(12):
        gaps = {
            one.key: {"expected": 5 + (n + place) % 3, "perceived": 4 + (n * place) % 3}
            for place, one in enumerate(items)
        }
        said = Given(n % 5 - 2, words=f"Said {n}", answers={**gaps, "points": SPREAD})
        actions.answer_at(door, said, told_as=f"guest-{n:04}", at=at)
    page = page_for(live.world.tobias)
    page.goto(f"/office/surveys/{survey.id}/results/")
    expect(page.get_by_text("Weighted by what matters to customers")).to_be_visible()
    look(page, "survey-results")
    page.goto("/office/surveys/")
    look(page, "surveys")
    guest = page_for()
    guest.goto(f"/ask/{door.token}/")
    guest.get_by_label("As I expected").check()
    guest.get_by_role("button", name="Send my answer").click()
    expect(guest.get_by_text("Equipment and rooms are up to date").first).to_be_visible()
    look(guest, "survey-servqual")
