from datetime import datetime

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming


@pytest.fixture
def matter(world: World, at: datetime) -> Conversation:
    """Alice wrote to Linden House."""
    incoming = Incoming(
        "email",
        "alice@rowan.example",
        "May we come late?\n\nOn 1 November you wrote:\n> See you soon",
        "Late arrival",
        html="<p>May we come <b>late</b>?</p>",
    )
    return actions.open(incoming, customer=world.alice, site=world.house, at=at)[0]


@pytest.fixture
def ines(world: World, client: Client) -> Client:
    """The browser of Ines, who leads Linden House."""
    client.force_login(world.ines)
    return client
