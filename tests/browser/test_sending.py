"""What leaves the house, as colleagues, managers and customers see it in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import clock, files
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions as email
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations import actions, links
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.conversations.rules import NewFile
from wellserved.serving.voice.actions import speak

Looks = Callable[[Page, str], None]
Windows = Callable[..., Page]
MINUTE = timedelta(minutes=1)


def answered(live: Live, words: str = "Of course.", sender: str = "Ana Lima <ana@example.org>") -> Message:
    """Ana asked, Ines answered, and it was handed over ten minutes ago."""
    at = clock.now() - 10 * MINUTE
    mail = email.receive(live.world.hello, letter(sender=sender), via="smtp", at=at)
    assert mail.message
    said = actions.say(mail.message.conversation, words, by=staff(live.world.ines.id), at=at)
    email.went(said, mailbox=live.world.hello, recipients=[sender.partition("<")[2].rstrip(">")], at=at)
    return said


def matter(said: Message) -> str:
    return f"/desk/conversations/{said.conversation_id}/"


def test_an_answer_that_never_arrived_is_told_and_sent_elsewhere(live: Live, page_for: Windows, look: Looks) -> None:
    said = answered(live)
    page = page_for(live.world.ines)
    page.goto(matter(said))
    expect(page.get_by_text("Sent", exact=True).first).to_be_visible()
    outgoing = Outgoing.objects.get(message=said)
    email.bounced(outgoing, ["ana@example.org"], "550 5.1.1 no such user", at=clock.now())
    told = page.locator(f"#message-{said.id}")
    expect(told).to_contain_text("the mailbox does not exist (5.1.1)")  # by itself, since somebody is told
    expect(page.locator(f"#line-{said.conversation_id}")).to_contain_text("Not delivered")
    page.reload()
    expect(page.locator(".facts")).to_contain_text("unreachable since")
    page.get_by_text("Send it to another address").click()
    look(page, "not-delivered")
    page.get_by_label("Another address").fill("ana@work.example")
    told.get_by_role("button", name="Send", exact=True).click()
    expect(told).to_contain_text("Sent")
    expect(page.locator(f"#line-{said.conversation_id}")).not_to_contain_text("Not delivered")
    assert Outgoing.objects.get(message=said).recipients == ["ana@work.example"]


def test_an_attempt_that_is_waited_for_is_given_up(live: Live, page_for: Windows, look: Looks) -> None:
    said = answered(live)
    actions.mark_delivery(said, Message.QUEUED, by=staff(live.world.ines.id), at=clock.now())
    rows = Outgoing.objects.filter(message=said)
    rows.update(state=Outgoing.QUEUED, attempts=2, error="ConnectionRefusedError: away")
    from wellserved.ground.jobs.actions import enqueue

    outgoing = rows.get()
    due = clock.now() + timedelta(hours=1)
    enqueue("email.deliver", {"outgoing": outgoing.id}, key=f"email.deliver:{outgoing.id}", due_at=due)
    page = page_for(live.world.ines)
    page.goto(matter(said))
    told = page.locator(f"#message-{said.id}")
    expect(told).to_contain_text("attempt 3")
    look(page, "trying-again")
    told.get_by_role("button", name="Give up").click()
    expect(told).to_contain_text("A colleague gave it up.")


def test_an_owner_signs_the_domains_mail(live: Live, page_for: Windows, look: Looks) -> None:
    page = page_for(live.world.maren)
    page.goto("/office/settings/mailboxes/sending/")
    look(page, "sending")
    page.get_by_role("link", name="linden.example").click()
    page.get_by_role("button", name="Sign our mail").click()
    expect(page.get_by_text("Signs", exact=True)).to_be_visible()
    look(page, "sending-domain")
    page.goto("/office/settings/mailboxes/sending/linden.example/?look=yes")
    expect(page.get_by_role("link", name="Look again")).to_be_visible()
    look(page, "sending-looked")


def test_words_are_shown_as_they_are_typed(live: Live, page_for: Windows, look: Looks) -> None:
    page = page_for(live.world.tobias)
    page.goto(f"/office/settings/sites/{live.world.house.id}/")
    page.get_by_role("link", name="Greeting, closing").click()
    look(page, "voice")
    page.get_by_label("Greeting").fill("Ahoy {first_name}!")
    expect(page.locator("#voice-preview")).to_contain_text("Ahoy Ana!")
    page.get_by_label("Greeting").fill("Ahoy {nobody}!")
    expect(page.locator("#voice-preview")).to_contain_text("There is no {nobody}.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#greeting-error")).to_contain_text("There is no {nobody}.")
    live.forgives("422")
    look(page, "voice-fault")
    page.get_by_label("Greeting").fill("Ahoy {first_name}!")
    page.get_by_label("Answers of colleagues").select_option("yes")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("These words are spoken from now on.").first).to_be_visible()
    page.get_by_role("button", name="Send it to me").click()
    expect(page.get_by_text("one mail of each kind").first).to_be_visible()


def test_the_frame_and_the_size_of_files_are_told_in_the_composer(live: Live, page_for: Windows, look: Looks) -> None:
    speak(live.world.house, {}, tone="friendly", frames=True, by=staff(live.world.maren.id), at=clock.now())
    said = answered(live)
    page = page_for(live.world.ines)
    page.goto(matter(said))
    expect(page.locator(".composer .reply")).to_contain_text("Hi Ana,")
    large: Any = {"name": "garden.bin", "mimeType": "application/octet-stream", "buffer": b"x" * 11_000_000}
    page.locator(".reply input[type=file]").set_input_files(large)
    expect(page.get_by_text("These files are too large for a mail")).to_be_visible()
    look(page, "composer-framed")


def test_a_customer_fetches_large_files_and_leaves(live: Live, page_for: Windows, look: Looks) -> None:
    said = answered(live)
    kept = [NewFile("garden.jpg", "image/jpeg", 12_400_000, files.keep(b"garden"))]
    large = actions.say(said.conversation, "Look.", files=kept, by=staff(live.world.ines.id), at=clock.now())
    page = page_for(None)
    page.goto(f"/parcel/{links.parcel_token(large.id)}/")
    look(page, "parcel")
    with page.expect_download() as download:
        page.get_by_role("link", name="garden.jpg").click()
    assert download.value.suggested_filename == "garden.jpg"
    customer = Conversation.objects.get(id=said.conversation_id).customer_id
    page.goto(f"/u/{links.leaving_token(customer)}/")
    look(page, "leaving")
    page.get_by_role("button", name="Don't ask me again").click()
    page.get_by_role("button", name="Ask me after all").click()
    expect(page.get_by_role("button", name="Don't ask me again")).to_be_visible()


def test_an_answer_outlives_a_failed_sending(live: Live, page_for: Windows) -> None:
    """What was written is kept on the device until it is seen to have arrived."""
    said, page = answered(live), page_for(live.world.ines)
    page.goto(matter(said))
    page.locator(".editor").fill("We keep the room for you.")
    live.forgives("Failed to fetch")  # what the page asked for when it was left
    page.route("**/messages/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send", exact=True).click(no_wait_after=True)
    page.unroute("**/messages/**")
    page.goto(matter(said))
    expect(page.locator(".editor")).to_have_text("We keep the room for you.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".said.outbound").last).to_contain_text("We keep the room for you.")
    page.goto(matter(said))
    expect(page.locator(".said.outbound").last).to_contain_text("We keep the room for you.")
    expect(page.locator(".editor")).to_have_text("")
