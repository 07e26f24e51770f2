"""Somebody is won back, a suggestion is supported and answered, and what many speak of is named."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import clock
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.actor import staff
from wellserved.learning.recovery.tests.unhappy import unhappy
from wellserved.learning.suggestions import actions as suggestions
from wellserved.learning.themes.actions import regroup
from wellserved.learning.themes.tests.test_themes import letters_arrive

OPEN = Callable[..., Page]
Look = Callable[[Page, str], None]


def test_a_guest_is_won_back(live: Live, page_for: OPEN, look: Look) -> None:
    recovery = unhappy(live.world, clock.now())
    lead, lotte = page_for(live.world.sander), page_for(live.world.lotte)
    lead.goto("/office/recovery/")
    look(lead, "recovery")
    lead.get_by_role("link", name="Bob Nakamura").click()
    card = lead.get_by_role("region", name="Recovery")
    card.get_by_text("Give it to a colleague").click()
    look(lead, "recovery_card")
    card.get_by_label("Colleague").select_option(label=live.world.lotte.name)
    card.get_by_role("button", name="Give it to them").click()
    expect(card).to_contain_text(f"for {live.world.lotte.name}, not taken yet")

    lotte.goto(f"/desk/conversations/{recovery.conversation_id}/")
    card = lotte.get_by_role("region", name="Recovery")
    card.get_by_role("button", name="Take it", exact=True).click()
    expect(lead.get_by_role("region", name="Recovery")).to_contain_text(f"{live.world.lotte.name} sees to it")
    card.get_by_role("button", name="I spoke with them").click()
    card.get_by_label("What was done?").fill("A night in a warm room, for free.")
    card.get_by_label("It is made right, I think.").check()
    card.get_by_role("button", name="Record it").click()
    expect(card).to_contain_text("They are asked how it is now, a day after it was settled.")


def test_a_guest_supports_a_suggestion_and_hears_of_it(live: Live, page_for: OPEN, look: Look) -> None:
    bikes = suggestions.suggest(live.world.quay, "Bikes, please!", at=clock.now())
    told = {"title": "Bicycles for guests", "answer": "Six come in May."}
    suggestions.decide(bikes, state="planned", tell=True, **told, by=staff(live.world.sander.id), at=clock.now())
    guest, sander = page_for(), page_for(live.world.sander)
    guest.goto("/suggestions/linden-quay/")
    guest.get_by_role("button", name="I want that too").click()
    expect(guest.get_by_text("yours counts")).to_be_visible()
    guest.get_by_text("Hear what becomes of it").click()
    look(guest, "you_said_we_did")
    guest.get_by_label("Your e-mail").fill("ann.lee@post.example")
    guest.get_by_label("Your e-mail").press("Enter")
    expect(guest.get_by_role("heading", name="one click is missing")).to_be_visible()
    wish = Job.objects.get(kind="suggestions.confirm").payload["wish"]  # as it stands in the mail
    guest.goto(f"/hear/{wish}/")
    expect(guest.get_by_role("heading", name="You hear of it")).to_be_visible()
    look(guest, "hears")
    guest.get_by_role("button", name="Rather not tell me").click()
    guest.get_by_role("button", name="Tell me after all").click()

    sander.goto(f"/office/suggestions/{bikes.id}/")
    expect(sander.get_by_text("it is mailed to 1 supporter")).to_be_visible()
    look(sander, "suggestion")
    sander.get_by_role("link", name="Try it").click()
    expect(sander.get_by_label("because …")).to_have_value("Customers ask for it: 2 voices.")


def test_what_many_speak_of_is_named(live: Live, page_for: OPEN, look: Look) -> None:
    letters_arrive(live.world, 60)
    regroup()
    page = page_for(live.world.ines)
    page.goto("/office/themes/")
    theme = page.locator("section.card[id^=theme-]").first
    look(page, "themes")
    theme.get_by_text("Name it, pin it").click()
    theme.get_by_label("Name", exact=True).fill("Nights by the lift")
    theme.get_by_role("button", name="Name it").click()
    expect(page.get_by_role("heading", name="Nights by the lift")).to_be_visible()
    page.get_by_role("link", name="Improve it: Nights by the lift").click()
    expect(page.get_by_label("Title")).to_have_value("Nights by the lift")
    look(page, "improvement_from_theme")
