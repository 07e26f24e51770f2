"""A manager sends a test, and watches it arrive in the open page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from wellserved.ground import clock
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, Trial
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.trial import mark

Looks = Callable[[Page, str], None]
Windows = Callable[..., Page]


def test_a_test_mail_is_watched_as_it_arrives(live: Live, page_for: Windows, look: Looks) -> None:
    box = live.world.hello
    page = page_for(live.world.tobias)
    page.goto(f"/office/settings/mailboxes/{box.id}/")
    look(page, "mailbox")
    page.get_by_role("button", name="Send me a test").click()
    steps = page.locator("#trial ol")
    expect(steps).to_contain_text("Nothing leaves this house")  # the worker took it
    look(page, "mailbox-nothing-leaves")

    # As if there were a server: it was handed over a moment ago, and then it comes.
    trial = Trial.objects.create(
        mailbox=box, begun_at=clock.now(), sent_at=clock.now(), way="mail.linden.example:587"
    )
    page.reload()
    expect(steps).to_contain_text("Handed to mail.linden.example:587")
    expect(steps).to_contain_text("Waiting for it to arrive")
    look(page, "mailbox-waiting")
    actions.receive(box, letter(id=f"{mark(trial.id, box.id)}@linden.example"), via="imap", at=clock.now())
    expect(steps).to_contain_text("Arrived by IMAP")
    look(page, "mailbox-arrived")


@pytest.mark.parametrize("part", ["oauth/google/", "oauth/microsoft/", "provider/mailgun/", "provider/amazon_ses/"])
def test_its_further_pages_fit(live: Live, page_for: Windows, look: Looks, part: str) -> None:
    page = page_for(live.world.tobias)
    page.goto(f"/office/settings/mailboxes/{live.world.hello.id}/{part}")
    look(page, f"mailbox-{part.strip('/').replace('/', '-')}")


def test_a_provider_is_set_up(live: Live, page_for: Windows, look: Looks) -> None:
    box = live.world.hello
    page = page_for(live.world.tobias)
    page.goto(f"/office/settings/mailboxes/{box.id}/")
    page.get_by_role("link", name="Postmark").click()
    page.get_by_label("Server API token").fill("token")
    page.get_by_role("button", name="Save").click()
    assert f"/hooks/mail/postmark/{box.id}/" in page.get_by_label("Address of the webhook").input_value()
    look(page, "mailbox-postmark")
    assert Mailbox.objects.get(id=box.id).provider == "postmark"
