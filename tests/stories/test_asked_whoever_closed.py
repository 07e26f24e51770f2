"""However a matter ends, its customer is asked how it was, by a mail whose links are answers."""

import re
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.actions import api_token
from wellserved.ground.journal.actor import rule, staff
from wellserved.learning.feedback import reads
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.conversations import actions, links
from wellserved.serving.conversations.models import Conversation

LETTER = b"""From: Alice Marsh <%s>\r
To: hello@linden.example\r
Subject: Late check-out\r
Message-ID: <late@example.com>\r
\r
May we stay until two?\r
"""


def mails(subject: str) -> list[EmailMessage]:
    """What lies in the outbox under a subject that begins so."""
    kept = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in Path(settings.OUTBOX).glob("*")]
    return [mail for mail in kept if isinstance(mail, EmailMessage) and str(mail["Subject"]).startswith(subject)]


def by_a_colleague(world: World, conversation: Conversation) -> None:
    actions.close(conversation, by=staff(world.ines.id), at=clock.now())


def by_a_rule(world: World, conversation: Conversation) -> None:
    actions.close(conversation, by=rule(), at=clock.now())


def by_a_program(world: World, conversation: Conversation) -> None:
    token = api_token(world.ines, at=clock.now())
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "close-it"}
    response = Client().put(f"/api/v1/conversations/{conversation.id}/closure", headers=headers)
    assert response.status_code < 300, response.content


def by_the_customer(world: World, conversation: Conversation) -> None:
    Client().post(f"/status/{links.status_token(conversation)}/closure/")


@pytest.mark.parametrize("closed", [by_a_colleague, by_a_rule, by_a_program, by_the_customer])
def test_the_customer_is_asked_and_one_press_answers(
    world: World, run_jobs: Callable[[datetime], int], closed: Callable[[World, Conversation], None]
) -> None:
    for old in Path(settings.OUTBOX).glob("*"):
        old.unlink()
    receive(world.hello, LETTER % world.email_of(world.alice).encode(), via="pipe", at=clock.now())
    conversation = Conversation.objects.get()
    actions.say(conversation, "Of course.", by=staff(world.ines.id), at=clock.now())
    closed(world, conversation)
    run_jobs(clock.now())

    (mail,) = mails("How was it?")
    assert world.email_of(world.alice) in str(mail["To"])
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_body(("plain",))
    assert text
    found = re.findall(r"https?://[^/]+(/survey/[\w-]+/)\?answer=(\d)", text.get_content())
    assert [answer for _, answer in found] == ["1", "2", "3", "4", "5"]

    client = Client()
    address = found[0][0]
    for _, answer in found:  # the mail server's scanner has a look first
        client.get(f"{address}?answer={answer}")
    assert reads.responses_of(world.ines, conversation) == []
    client.post(f"{address}answers/", {"answer": "5", "followed": "1"})
    (response,) = reads.responses_of(world.ines, conversation)
    assert (response.comparison, response.staff_id) == (2, world.ines.id)
    assert reads.responses_of(world.lotte, conversation) == []


def test_the_acknowledgement_leads_to_the_matters_page(world: World, run_jobs: Callable[[datetime], int]) -> None:
    for old in Path(settings.OUTBOX).glob("*"):
        old.unlink()
    receive(world.hello, LETTER % world.email_of(world.alice).encode(), via="pipe", at=clock.now())
    run_jobs(clock.now())
    (mail,) = mails("Re: Late check-out")
    text = mail.get_body(("plain",))
    assert text
    (address,) = re.findall(r"https?://[^/]+(/status/[\w.-]+/)", text.get_content())
    assert "May we stay until two?" in Client().get(address).content.decode()
