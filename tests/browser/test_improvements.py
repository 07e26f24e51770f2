"""A chart tells of a change, what happened is written beside it, and an improvement is tried and judged."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import clock
from wellserved.ground.journal.actor import staff
from wellserved.learning.improvement import actions
from wellserved.learning.improvement.tests.figures import weeks_of_answers, weeks_of_standard
from wellserved.learning.improvement.tests.trials import draft

OPEN = Callable[..., Page]
Look = Callable[[Page, str], None]
MET = [30, 33, 29, 32, 31, 34, 28, 31, 30, 33, 32, 29, 37, 36, 38, 35, 37, 36, 38, 37]
HOUSE = [34, 35, 33, 34, 36, 34, 33, 35, 34, 34, 33, 35, 36, 34, 34, 35, 33, 34, 35, 34]


@pytest.fixture
def lived(live: Live) -> Live:
    """Twenty weeks of the hotels; the Quay is better in the last eight."""
    today = clock.now().date()
    first = today - timedelta(days=today.weekday(), weeks=20)
    weeks_of_standard(live.world.quay, MET, of=40, first=first)
    weeks_of_standard(live.world.house, HOUSE, of=40, first=first)
    weeks_of_answers(live.world.quay, [(5, 3), (6, 2)] * 10, first=first)
    weeks_of_answers(live.world.quay, [(3, 4), (4, 3)] * 10, "responsiveness", first)
    weeks_of_answers(live.world.quay, [(5, 1), (6, 1)] * 10, "empathy", first)
    return live


def test_what_happened_is_written_beside_a_chart(lived: Live, page_for: OPEN, look: Look) -> None:
    page = page_for(lived.world.sander)
    page.goto("/office/quality/charts/")
    look(page, "charts")
    page.get_by_role("link", name="Whoever writes an e-mail has a first answer").click()
    expect(page.locator("[data-sentence]")).to_contain_text("Eight weeks in a row above the centre line since")
    page.get_by_label("What happened?").fill("the new rota")
    today = clock.now().date()
    friday = today - timedelta(days=today.weekday() + 3, weeks=8)
    page.get_by_label("On", exact=True).fill(friday.isoformat())
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("[data-sentence]")).to_contain_text("above the centre line since the new rota.")
    look(page, "chart")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-sentence]")).to_contain_text("since the new rota.")
    page.get_by_role("link", name="Nelson").click()
    expect(page.locator("[data-sentence]")).to_contain_text("Four of five weeks well above")  # Nelson asks for nine


def test_an_improvement_is_tried_and_judged(lived: Live, page_for: OPEN, look: Look) -> None:
    by, at = staff(lived.world.maren.id), clock.now() - timedelta(weeks=8, days=clock.now().weekday() + 4)
    quay, house = frozenset([lived.world.quay.id]), frozenset([lived.world.house.id])
    tried = actions.propose(draft(lived.world, design="sites", treated=quay, compared=house), by=by, at=at)
    actions.begin(tried, by=by, at=at)
    page = page_for(lived.world.maren)
    page.goto("/office/quality/improvements/")
    look(page, "improvements")
    page.get_by_role("link", name="Responsiveness: ").click()
    page.get_by_label("Title").fill("Answers before lunch")
    page.get_by_label("If we …").fill("answer what came at night before lunch")
    page.get_by_label("then …").fill("guests need not ask twice")
    page.get_by_label("because …").fill("they plan their day over breakfast")
    page.get_by_label("The smallest change worth having").fill("0.2")
    page.get_by_label("Linden Quay").first.check()
    look(page, "improvement_form")
    page.get_by_role("button", name="Propose it").click()
    page.get_by_role("button", name="Begin the trial").click()
    expect(page.locator("[data-sentence]")).to_contain_text("Nothing was measured since it began.")
    page.goto(f"/office/quality/improvements/{tried.id}/")
    expect(page.locator("[data-sentence]")).to_contain_text("It works")
    look(page, "improvement")
    page.get_by_label("Why").fill("Both stay.")
    page.get_by_role("button", name="Adopt it").click()
    expect(page.get_by_text("Both stay.")).to_be_visible()
