"""Several people in one conversation, at the desk: seen, added, answered, taken out; and whose matter it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Live
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.conversations import people
from wellserved.serving.conversations.models import Conversation, Message

OPEN = Callable[..., Page]
Look = Callable[[Page, str], None]
ANSWER = ".said.outbound:not(.notice-message)"


@pytest.fixture
def matter(live: Live) -> Conversation:
    """Alice's mail to Linden House, with Carol in copy."""
    mail = EmailMessage()
    mail["From"] = f"{live.world.alice.name} <{live.world.email_of(live.world.alice)}>"
    mail["To"], mail["Cc"] = live.world.hello.address, "Carol Carter <carol@carter.example>"
    mail["Subject"], mail["Message-ID"] = "A cot", "<cot@alice>"
    mail.set_content("May we have a cot? My wife reads along.")
    message = receive(live.world.hello, mail.as_bytes(), via="pipe", at=datetime.now(UTC)).message
    assert message
    return message.conversation


def test_people_are_seen_added_answered_and_taken_out(
    live: Live, page_for: OPEN, look: Look, matter: Conversation
) -> None:
    page = page_for(live.world.ines)
    page.goto(f"/desk/conversations/{matter.id}/")
    who = page.get_by_role("region", name="Who takes part")
    expect(who.locator(".chip")).to_have_text("Carol Carter")
    expect(page.locator(".changed")).to_contain_text("brought in Carol Carter")
    look(page, "desk-people")

    page.keyboard.press("p")
    expect(page.locator("#person-address")).to_be_focused()
    page.get_by_label("Their e-mail address").first.press_sequentially("alic")
    expect(page.locator("#person-known option").first).to_be_attached()
    page.get_by_label("Their e-mail address").first.fill("dan@agency.example")
    look(page, "desk-people-adding")
    who.get_by_role("button", name="Add", exact=True).click()
    expect(who.locator(".chip")).to_have_count(2)

    page.locator(".editor").type("There is one.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".held")).to_have_count(0, timeout=15_000)
    page.locator(f"{ANSWER} .addressed summary").click()
    expect(page.locator(f"{ANSWER} .addressed")).to_contain_text("carol@carter.example, dan@agency.example")
    look(page, "desk-people-answered")

    who.get_by_role("button", name="Take out Carol Carter").click()
    expect(who.locator(".chip:not(.outside)")).to_have_text("dan@agency.example")
    expect(who.locator(".chip.outside")).to_contain_text("carol@carter.example")
    expect(page.locator(".changed").last).to_contain_text("took out Carol Carter")

    page.get_by_label(f"Only to {live.world.alice.name}").check()
    page.locator(".editor").type("Just for you.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".held")).to_have_count(0, timeout=15_000)
    said = Message.objects.get(text__startswith="Just for you.")
    assert (said.recipients, said.copies) == ([live.world.email_of(live.world.alice)], [])


def test_whose_matter_it_is_can_be_corrected_and_undone(
    live: Live, page_for: OPEN, look: Look, matter: Conversation
) -> None:
    page = page_for(live.world.ines)
    page.goto(f"/desk/conversations/{matter.id}/")
    page.get_by_text("This is from somebody else").click()
    page.locator("#whose-address").fill("carol@carter.example")
    page.locator("#whose-name").fill("Carol Carter")
    page.get_by_role("button", name="It is theirs").click()
    expect(page.locator(".facts h2")).to_have_text("Carol Carter")
    expect(page.locator(".changed").last).to_contain_text("this is from Carol Carter")
    look(page, "desk-people-corrected")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".facts h2")).to_have_text(live.world.alice.name)


def test_it_works_on_a_phone_and_without_scripts(live: Live, page_for: OPEN, matter: Conversation) -> None:
    page = page_for(live.world.ines, java_script_enabled=False, viewport=NARROW)
    page.goto(f"/desk/conversations/{matter.id}/")
    who = page.get_by_role("region", name="Who takes part")
    who.get_by_text("Add somebody").click()
    page.get_by_label("Their e-mail address").first.fill(live.world.hello.address)
    who.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("That is a mailbox of ours")).to_be_visible()
    who.get_by_role("button", name="Take out Carol Carter").click()
    expect(who.locator(".chip.outside")).to_contain_text("carol@carter.example")
    who.get_by_role("button", name="Let in carol@carter.example").click()
    expect(who.locator(".chip")).to_have_text("Carol Carter")
    page.get_by_label("Your answer").fill("To both of you.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(ANSWER)).to_contain_text("To both of you.")
    assert [one.address for one in people.present(matter)] == ["carol@carter.example"]


def test_the_desk_s_pages_have_their_headings_and_landmarks(live: Live, page_for: OPEN) -> None:
    page = page_for(live.world.ines)
    page.goto("/desk/")
    expect(page.get_by_role("heading", level=1, name="Inbox")).to_have_count(1)
    page.goto("/desk/search/")
    for name in ("Quick search", "All conversations"):
        expect(page.get_by_role("search", name=name)).to_have_count(1)
