"""A manager's pages in a real browser: quality and settings."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import clock
from wellserved.ground.hours.reads import written_of
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.reads import standards
from wellserved.serving.standards.starter import add_starter

Looks = Callable[[Page, str], None]
Windows = Callable[..., Page]


def test_a_figure_opens_down_to_the_conversation(live: Live, page_for: Windows, look: Looks) -> None:
    world, at = live.world, clock.now() - timedelta(days=2)
    if not standards(clock.now()):
        add_starter(by=staff(world.maren.id), at=at - timedelta(days=30))
    letter = Incoming("email", world.email_of(world.alice), "Is there a late check-out?", "Late check-out")
    matter, _ = conversations.open(letter, customer=world.alice, site=world.house, at=at)
    conversations.say(matter, "Until one, with pleasure.", by=staff(world.ines.id), at=at + timedelta(minutes=20))

    page = page_for(world.tobias)
    page.goto("/office/quality/")
    expect(page.locator("[data-sentence]")).to_contain_text("No customer has told us yet")
    look(page, "quality")
    page.get_by_label("Site", exact=True).select_option("Linden House")
    expect(page.get_by_label("Site", exact=True)).to_have_value(str(world.house.id))
    page.get_by_role("link", name="1 met").first.click()
    look(page, "quality-behind")
    page.get_by_role("link", name="Late check-out").click()
    expect(page.get_by_text("Is there a late check-out?").first).to_be_visible()


def test_an_empty_quality_page_teaches(live: Live, page_for: Windows, look: Looks) -> None:
    page = page_for(live.world.priya)
    page.goto("/office/quality/")
    expect(page.get_by_role("heading", name="Nothing was measured in this period")).to_be_visible()
    look(page, "quality-empty")


def test_hours_and_a_special_day_are_saved(live: Live, page_for: Windows, look: Looks) -> None:
    page = page_for(live.world.tobias)
    page.goto("/office/settings/")
    look(page, "settings-sites")
    page.get_by_role("link", name="Linden House").click()
    page.get_by_role("button", name="Special day").click()
    page.get_by_label("Date").fill("2026-12-31")
    row = page.locator("[data-special]").last
    row.get_by_role("button", name="Hours", exact=True).click()
    row.get_by_label("closes").fill("13:00")
    look(page, "settings-site")
    page.get_by_role("button", name="Save the hours").click()
    expect(page.get_by_text("The opening hours are saved")).to_be_visible()
    assert written_of(live.world.house.id)[0].holidays["2026-12-31"] == [["09:00", "13:00"]]


def test_an_invitation_reaches_a_new_colleague(live: Live, page_for: Windows, look: Looks) -> None:
    page = page_for(live.world.tobias)
    page.goto("/office/settings/colleagues/")
    look(page, "settings-colleagues")
    page.get_by_text("Invite a colleague").click()
    page.get_by_label("Name", exact=True).fill("Noor Haan")
    page.get_by_label("E-mail").fill("noor@linden.example")
    page.get_by_role("button", name="Make an invitation").click()
    link = page.get_by_label("The link").input_value()
    look(page, "settings-invited")
    theirs = page_for()
    theirs.goto(link)
    expect(theirs.get_by_role("heading", name="Choose a password")).to_be_visible()
    theirs.get_by_role("link", name="Later").click()
    expect(theirs.get_by_text("Noor Haan").first).to_be_attached()


@pytest.mark.parametrize("part", ["mailboxes", "standards"])
def test_other_settings_are_looked_at(live: Live, page_for: Windows, look: Looks, part: str) -> None:
    page = page_for(live.world.maren)
    page.goto(f"/office/settings/{part}/")
    look(page, f"settings-{part}")
    page.locator("[data-row]").first.click()
    page.wait_for_load_state()
    look(page, f"settings-{part}-one")


def test_a_standard_is_previewed_while_one_types(live: Live, page_for: Windows, look: Looks) -> None:
    world, at = live.world, clock.now() - timedelta(days=2)
    letter = Incoming("email", world.email_of(world.alice), "Is there tea?", "Tea")
    matter, _ = conversations.open(letter, customer=world.alice, site=world.house, at=at)
    conversations.say(matter, "There is.", by=staff(world.ines.id), at=at + timedelta(minutes=20))

    page = page_for(world.tobias)
    page.goto("/office/settings/standards/new/")
    page.get_by_label("What is measured?").select_option("at most")
    expect(page.get_by_label("Not more than")).to_be_visible()
    page.get_by_label("What is measured?").select_option("first reply")
    page.get_by_label("Which time counts?").select_option("always")
    page.get_by_label("Within").fill("10 min")
    expect(page.locator("#standard-preview")).to_contain_text("too few to speak for all")
    expect(page.get_by_role("link", name="Tea").first).to_be_visible()
    look(page, "settings-standard-preview")
    page.get_by_label("What do you intend?").fill("Answered in ten minutes.")
    page.get_by_role("button", name="Put it in force").click()
    expect(page.get_by_text("Answered in ten minutes.")).to_be_visible()


def test_every_component_is_shown(live: Live, page_for: Windows, look: Looks) -> None:
    page = page_for(live.world.maren)
    page.goto("/office/style/")
    look(page, "style")


def test_a_fault_of_a_pack_leads_to_its_line(live: Live, page_for: Windows, look: Looks) -> None:
    page = page_for(live.world.maren)
    page.goto("/office/settings/standards/packs/write/")
    file = page.get_by_label("The file")
    file.fill(file.input_value().replace('"60 s"', '"soon"'))
    page.get_by_role("button", name="Line 21").click()
    chosen = "area => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert file.evaluate(chosen) == 'within = "soon"'
    look(page, "settings-pack-written")
