"""A program that calls, and a reply that went by a provider."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def said(world: World, at: datetime, run_jobs: Any) -> Callable[[str], Message]:
    """Ines answered Alice, and it went by this provider."""

    def answered(provider: str) -> Message:
        Mailbox.objects.filter(id=world.hello.id).update(provider="")  # into the outbox
        mail = actions.receive(world.hello, letter(id="asked@example.org"), via="smtp", at=at)
        assert mail.message
        message = conversations.say(mail.message.conversation, "Of course.", by=staff(world.ines.id), at=at)
        run_jobs(at + timedelta(minutes=1))
        Mailbox.objects.filter(id=world.hello.id).update(provider=provider)
        return message

    return answered
