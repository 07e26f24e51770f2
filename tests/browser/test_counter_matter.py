"""A guest writes by the form, sees how it stands, reads our answer, writes again and says that it is solved."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Live
from wellserved.ground import clock
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, links
from wellserved.serving.conversations.models import Conversation
from wellserved.surfaces.counter.contact_form import new_key

Look = Callable[[Page, str], None]


def write(page: Page, text: str = "Could we have a cot in our room?") -> None:
    page.get_by_label("Your name").fill("Alice Marsh")
    page.get_by_label("Your e-mail").fill("alice@example.com")
    page.get_by_label("What is it about?").fill("A cot for the weekend")
    page.get_by_label("Your message").fill(text)
    a_minute_ago = new_key(clock.now() - timedelta(minutes=1))  # since a form sent at once looks like a robot's
    page.locator("[name=key]").evaluate("(field, key) => { field.value = key }", a_minute_ago)


def test_a_guest_writes_and_sees_how_it_stands(
    live: Live, page_for: Callable[..., Page], look: Look, tmp_path: Path
) -> None:
    page = page_for(viewport=NARROW)
    page.goto("/")
    look(page, "home")
    page.get_by_role("link", name="Linden House").click()
    write(page)
    cot = tmp_path / "cot.txt"
    cot.write_text("like this one")
    page.get_by_label("Files").set_input_files(cot)
    look(page, "contact")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you, it has reached us")).to_be_visible()
    look(page, "contact-thanks")
    conversation = Conversation.objects.get()
    assert conversation.reference in page.content()
    page.get_by_role("link", name="See how it stands").click()
    expect(page.get_by_text("Could we have a cot in our room?")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="cot.txt").click()
    assert download.value.path().read_text() == "like this one"


def test_the_matters_page(live: Live, page_for: Callable[..., Page], look: Look) -> None:
    page = page_for()
    page.goto("/contact/linden-house/")
    write(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you, it has reached us")).to_be_visible()
    conversation = Conversation.objects.get()
    ines = staff(live.world.ines.id)
    page.goto(f"/status/{links.status_token(conversation)}/")
    expect(page.get_by_text("We have your message")).to_be_visible()
    actions.say(conversation, "Of course.\n\nIt stands by the window.", by=ines, at=clock.now())
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when its reader comes back to it
    expect(page.get_by_text("It stands by the window.")).to_be_visible()
    look(page, "status")
    page.get_by_label("Add something").fill("Thank you!")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you!")).to_be_visible()
    page.get_by_role("button", name="It is solved").click()
    expect(page.get_by_text("This matter is closed")).to_be_visible()
    page.get_by_label("Write again").fill("One more thing")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Opened again")).to_be_visible()
    conversation.refresh_from_db()
    assert conversation.status == "open"


def test_mistakes_keep_what_was_typed(live: Live, page_for: Callable[..., Page], look: Look) -> None:
    live.forgives("422")
    page = page_for()
    page.goto("/contact/linden-house/")
    page.get_by_label("Your name").fill("Alice")
    page.get_by_label("Your e-mail").fill("alice at example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("one looks like name@example.com")).to_be_visible()
    expect(page.get_by_text("write what we can do for you")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Alice")
    look(page, "contact-mistakes")


def test_it_all_works_without_scripts(live: Live, page_for: Callable[..., Page]) -> None:
    page = page_for(java_script_enabled=False)
    page.goto("/contact/linden-pantry/")
    write(page, "My parcel is wet")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="See how it stands").click()
    page.get_by_label("Add something").fill("It is drying")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is drying")).to_be_visible()
