"""What still comes by mail when its customer was erased."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.customers import actions as customers
from wellserved.ground.customers.models import Customer, Erasure, Identity
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions.delivering import run_deliver
from wellserved.serving.channels.email.models import Outgoing, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tests.test_fates import failing
from wellserved.serving.channels.email.tokens import plus, return_token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message, Status

pytestmark = pytest.mark.django_db
ALICE = "alice@example.org"


@pytest.fixture
def gone(world: World, at: datetime, run_jobs: Any) -> Outgoing:
    """Alice wrote, was answered, and is erased; what had been the delivery of our answer."""
    mail = actions.receive(world.hello, letter(), via="smtp", at=at)
    assert mail.message
    said = conversations.say(mail.message.conversation, "Of course.", by=staff(world.ines.id), at=at)
    run_jobs(at)
    outgoing = Outgoing.objects.get(message=said)
    customer = mail.message.conversation.customer
    erasure = customers.ask_erasure(customer, Erasure.ASKED, at_once=True, by=SYSTEM, at=at)
    assert customers.erase(erasure.id, at=at + timedelta(hours=1))
    return outgoing


def test_a_report_on_a_mail_to_them_does_nothing_and_leaves_nothing(
    world: World, gone: Outgoing, at: datetime
) -> None:
    to = plus("hello@linden.example", return_token_of(gone.message_id))
    report = actions.receive(world.hello, failing(to), via="smtp", at=at + timedelta(hours=2))
    assert (report.state, report.content) == (RawMail.DISCARDED, b"")
    assert Conversation.objects.get().status == Status.CLOSED
    assert not Message.objects.exists()


def test_a_late_job_does_nothing(gone: Outgoing) -> None:
    run_deliver({"outgoing": gone.id})
    assert not Outgoing.objects.exists()


def test_their_mail_fetched_again_is_known_and_says_nothing(world: World, gone: Outgoing, at: datetime) -> None:
    actions.receive(world.hello, letter(), via="imap", at=at + timedelta(hours=2))
    assert [(mail.state, mail.content) for mail in RawMail.objects.all()] == [(RawMail.DISCARDED, b"")]
    assert not Identity.objects.filter(value=ALICE).exists()


def test_who_writes_again_is_a_new_customer(world: World, gone: Outgoing, at: datetime) -> None:
    again = letter("It is me again.", answers=gone.header_id)
    mail = actions.receive(world.hello, again, via="smtp", at=at + timedelta(hours=2))
    assert mail.message
    customer = mail.message.conversation.customer
    assert mail.message.conversation.perhaps_belongs_to is None
    assert customer.identities.get().value == ALICE
    assert Customer.objects.get(name="Erased customer") != customer
