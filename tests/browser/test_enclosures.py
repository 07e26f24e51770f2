"""Invitations, harmful files and the mail as it arrived, as colleagues see them."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import files
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.rules import Incoming, NewFile
from wellserved.surfaces.desk.tests.test_invitations import CALENDAR

OPEN = Callable[..., Page]
Look = Callable[[Page, str], None]


def test_an_invitation_is_answered_with_one_click(live: Live, page_for: OPEN, look: Look) -> None:
    alice = live.world.email_of(live.world.alice)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Alice Carter <{alice}>", live.world.hello.address, "Tasting"
    mail.set_content("Will you come?")
    calendar = CALENDAR.format(method="REQUEST", sequence=0, organizer=alice).replace("<b>menus</b>", "the menus")
    mail.add_alternative(calendar, subtype="calendar", params={"method": "REQUEST"})
    message = receive(live.world.hello, mail.as_bytes(), via="pipe", at=datetime.now(UTC)).message
    assert message
    page = page_for(live.world.ines)
    page.goto(f"/desk/conversations/{message.conversation_id}/")
    card = page.locator(".invitation")
    expect(card).to_contain_text("Friday 27 November 2026, 14:00")
    look(page, "invitation")
    card.get_by_role("button", name="Accept").click()
    expect(page.locator(".said.outbound").get_by_text("Accepted: Tasting the menus")).to_be_visible()
    expect(page.locator(".invitation .badge")).to_contain_text("Accepted")
    look(page, "invitation-answered")
    page.get_by_role("link", name="As it arrived").click()
    expect(page.get_by_text("text/calendar").or_(page.get_by_text("multipart/alternative")).first).to_be_visible()
    look(page, "original")


def test_a_harmful_file_is_seen_and_not_fetched(live: Live, page_for: OPEN, look: Look) -> None:
    live.forgives("403 GET")
    data = b"harm"
    file = NewFile("invoice.pdf", "application/pdf", len(data), files.keep(data), "", "infected", "Win.Trojan.Agent")
    incoming = Incoming("email", "alice@rowan.example", "Please pay this.", "Invoice")
    conversation, _ = actions.open(
        incoming, customer=live.world.alice, site=live.world.house, at=datetime.now(UTC), files=[file]
    )
    page = page_for(live.world.callum)
    page.goto(f"/desk/conversations/{conversation.id}/")
    expect(page.get_by_text("It is harmful (Win.Trojan.Agent).")).to_be_visible()
    assert page.get_by_role("link", name="invoice.pdf").count() == 0
    look(page, "file-harmful")
    page.goto("/desk/infected/")
    expect(page.get_by_text("invoice.pdf")).to_be_visible()
    look(page, "files-harmful")
    manager = page_for(live.world.tobias)
    manager.goto(f"/desk/conversations/{conversation.id}/")
    manager.get_by_role("link", name="Fetch it all the same").click()
    expect(manager.get_by_text("Opening it can harm")).to_be_visible()
    look(manager, "file-harmful-asked")
    with manager.expect_download() as download:
        manager.get_by_role("button", name="I know what it is").click()
    assert download.value.suggested_filename == "invoice.pdf"
