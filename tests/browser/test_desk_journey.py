"""The core of the day at the desk, in a real browser: a mail comes in, is seen, answered and closed."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from time import monotonic

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Live
from wellserved.ground.journal.actor import customer, staff
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.voice.actions import keep_phrase

OPEN = Callable[..., Page]
Look = Callable[[Page, str], None]
ANSWER = ".said.outbound:not(.notice-message)"


def write(live: Live, subject: str, text: str) -> RawMail:
    """Alice's mail arrives at Linden House."""
    mail = EmailMessage()
    mail["From"] = f"{live.world.alice.name} <{live.world.email_of(live.world.alice)}>"
    mail["To"], mail["Subject"], mail["Message-ID"] = live.world.hello.address, subject, f"<{monotonic()}@alice>"
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    return receive(live.world.hello, mail.as_bytes(), via="pipe", at=datetime.now(UTC))


def test_a_mail_appears_is_answered_and_closed(live: Live, page_for: OPEN, look: Look) -> None:
    write(live, "Parking", "Is there a place for our car?")
    by = staff(live.world.maren.id)
    keep_phrase("Night", "Good night, {first_name}.", site=None, by=by, at=datetime.now(UTC))
    page = page_for(live.world.ines)
    page.goto("/desk/")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("data-live", "live")
    look(page, "desk-inbox")

    page.evaluate("window.stayed = true")
    write(live, "Late arrival", "We arrive at 23:00. Is that all right?\n\nWarm regards\nAlice")
    before = monotonic()
    expect(page.locator("#inbox").get_by_text("Late arrival")).to_be_visible()
    assert monotonic() - before < 2
    assert page.evaluate("window.stayed")

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Late arrival")).to_be_visible()
    expect(page.locator(".said.inbound")).to_contain_text("We arrive at 23:00.")
    look(page, "desk-conversation")

    page.get_by_text("As it was formatted").first.click()
    expect(page.frame_locator(".written iframe").first.get_by_text("We arrive at 23:00.")).to_be_visible()

    page.keyboard.press("r")
    expect(page.locator(".editor")).to_be_focused()  # else what is typed next were shortcuts
    page.keyboard.type("Of course, we keep ")
    page.get_by_role("button", name="Bold").click()
    page.locator(".editor").type("the door open.")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    expect(page.locator(".editor")).to_contain_text("Good night, Alice.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(ANSWER)).to_contain_text("Of course, we keep the door open.")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(ANSWER)).to_have_count(0)
    expect(page.locator(".editor")).to_contain_text("Of course, we keep the door open.")

    plan: FilePayload = {"name": "map.txt", "mimeType": "text/plain", "buffer": b"turn left"}
    page.locator("form.reply input[type=file]").set_input_files([plan])
    expect(page.locator("form.reply .chosen")).to_contain_text("map.txt")
    page.get_by_role("button", name="Send and close").click()
    expect(page.locator(f"{ANSWER} .file")).to_contain_text("map.txt")
    expect(page.locator(ANSWER)).to_contain_text("Of course, we keep the door open.")
    expect(page.locator(".held")).to_have_count(0, timeout=15_000)
    page.goto("/desk/?box=closed")
    expect(page.get_by_text("Late arrival")).to_be_visible()


def test_what_is_said_meanwhile_is_seen_before_sending(live: Live, page_for: OPEN) -> None:
    live.forgives("409 POST")
    write(live, "A cot", "Could we have a cot?")
    page = page_for(live.world.ines)
    page.goto("/desk/")
    page.locator("[data-row]").click()
    page.locator(".editor").type("Yes, a ")
    page.get_by_role("button", name="Bold").click()
    page.locator(".editor").type("cot")
    page.get_by_role("button", name="Bold").click()
    page.reload()  # what was typed is kept on this device
    expect(page.locator(".editor")).to_have_text("Yes, a cot")
    page.locator(".editor").press("End")
    page.locator(".editor").type(" is ready.")
    conversation = live.world.alice.conversations.get()
    incoming = Incoming("email", "alice@rowan.example", "No cot after all.")
    actions.receive(conversation, incoming, by=customer(live.world.alice.id), at=datetime.now(UTC))
    expect(page.locator("#thread").get_by_text("No cot after all.")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Something new was said while you wrote.")).to_be_visible()
    expect(page.locator(".editor")).to_contain_text("Yes, a cot is ready.")


def test_without_scripts_the_desk_still_serves(live: Live, page_for: OPEN) -> None:
    write(live, "Breakfast", "When is breakfast?")
    page = page_for(live.world.ines, java_script_enabled=False)
    page.goto("/desk/")
    page.locator("[data-row]").click()
    page.get_by_label("Your answer").fill("From seven.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(ANSWER)).to_contain_text("From seven.")


def test_the_pages_beside(live: Live, page_for: OPEN, look: Look) -> None:
    write(live, "Late arrival", "We arrive at 23:00.")
    receive(live.world.hello, b"Subject: no sender\r\n\r\nWho am I?\r\n", via="pipe", at=datetime.now(UTC))
    page = page_for(live.world.ines)
    page.goto("/desk/search/?q=arrive")
    expect(page.get_by_text("Late arrival")).to_be_visible()
    look(page, "desk-search")
    page.goto("/desk/search/")
    look(page, "desk-search-empty")
    page.goto("/desk/quarantine/")
    page.get_by_text("Look at its words").click()
    expect(page.get_by_text("Who am I?")).to_be_visible()
    look(page, "desk-quarantine")
    page.locator("[id^=mail-]").get_by_role("button", name="Throw away").click()
    expect(page.get_by_text("Nothing is held back")).to_be_visible()
