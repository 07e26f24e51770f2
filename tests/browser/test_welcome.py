"""Is it welcome? At the desk, in a real browser, by the keyboard."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import RawMail, SenderRule
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations import actions as conversations

pytestmark = pytest.mark.browser

GENUINE = {
    "verdict": "genuine",
    "spf": "pass",
    "dkim": "pass d=example.org",
    "dmarc": "pass",
    "from": "example.org",
    "by": "us",
}
FORGED = {"verdict": "forged", "spf": "fail", "dmarc": "fail", "policy": "reject", "from": "example.org", "by": "us"}


def test_the_quarantine_is_decided_on_by_keys(
    live: Live, world: World, page_for: Callable[[Staff | None], Page], look: Callable[[Page, str], None]
) -> None:
    at = clock.now() - timedelta(hours=1)
    for n, text in enumerate(("You have won", "Cheap watches", "Your parcel waits")):
        raw = b"X-Spam-Status: Yes, score=9.1\r\n" + letter(
            text, sender=f"Prize {n} <w{n}@spam.example>", subject=text
        )
        actions.receive(world.hello, raw, via="imap", at=at)
    forged = letter("Change our bank account", sender=f"{world.ines.name} <{world.ines.email}>", subject="Urgent")
    actions.receive(world.hello, forged, via="smtp", at=at, checks={**FORGED, "from": "linden.example"})

    page = page_for(world.tobias)
    page.goto("/desk/quarantine/")
    page.get_by_text("Look at its words").nth(1).click()
    expect(page.get_by_text("Your parcel waits", exact=True).nth(1)).to_be_visible()
    look(page, "quarantine")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.keyboard.press("x")
    expect(page.get_by_text("2 mails thrown away")).to_be_visible()
    look(page, "quarantine-thrown-away")
    page.keyboard.press("z")
    expect(page.locator(".quarantine > li")).to_have_count(4)
    assert RawMail.objects.quarantined().count() == 4
    page.get_by_role("button", name="Always let this sender in").first.click()
    expect(page.locator(".quarantine > li")).to_have_count(3)
    assert SenderRule.objects.get().verdict == "allow"
    page.get_by_role("link", name="Senders").click()
    expect(page.get_by_text("Always let in", exact=True)).to_be_visible()
    look(page, "senders")


def test_a_forged_mail_is_told_apart_and_joined_with_one_click(
    live: Live, world: World, page_for: Callable[[Staff | None], Page], look: Callable[[Page, str], None]
) -> None:
    at = clock.now() - timedelta(hours=1)
    asked = actions.receive(
        world.hello, letter(sender="Clara Finch <clara@example.org>"), via="smtp", at=at, checks=GENUINE
    )
    assert asked.message
    reply = conversations.say(asked.message.conversation, "Of course.", by=staff(world.ines.id), at=at)
    sent = actions.queue(reply, at=at)
    assert sent
    raw = letter(
        "Give the key to my friend",
        sender="Clara Finch <clara@example.org>",
        subject="Re: A pillow",
        answers=sent.header_id,
    )
    mail = actions.receive(world.hello, raw, via="smtp", at=at + timedelta(minutes=5), checks=FORGED)
    assert mail.message

    page = page_for(world.tobias)
    page.goto(f"/desk/conversations/{mail.message.conversation_id}/")
    expect(page.get_by_text("Forged: it did not come from example.org")).to_be_visible()
    look(page, "forged")
    page.get_by_text("Forged: it did not come from example.org").click()
    expect(page.get_by_text("Do nothing on its word")).to_be_visible()
    look(page, "forged-explained")
    page.get_by_role("button", name="Join them").click()
    expect(page.get_by_text("Verified: example.org signed it")).to_be_visible()
    expect(page.locator(".said", has_text="Give the key to my friend")).to_be_visible()
    look(page, "verified")


def test_spam_is_blocked_and_taken_back(
    live: Live, world: World, page_for: Callable[[Staff | None], Page], look: Callable[[Page, str], None]
) -> None:
    mail = actions.receive(world.hello, letter(sender="Win <win@spam.example>"), via="smtp", at=clock.now())
    assert mail.message
    page = page_for(world.tobias)
    page.goto(f"/desk/conversations/{mail.message.conversation_id}/")
    page.locator(".matter-state summary").click()
    look(page, "spam-menu")
    page.get_by_role("button", name="Spam: block this sender").click()
    expect(page.get_by_text("Mail from win@spam.example is blocked.")).to_be_visible()
    look(page, "blocked")
    page.get_by_role("button", name="Not spam").click()
    expect(page.get_by_role("button", name="Close", exact=True)).to_be_visible()
    assert not SenderRule.objects.exists()
