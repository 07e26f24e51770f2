"""We write first."""

from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.serving.conversations.models import Conversation, Direction, Status

LETTER = {
    "site": "linden-house",
    "email": "new.guest@post.example",
    "name": "Nora New",
    "subject": "Your stay in May",
    "text": "Would you like the quiet room again?",
    "submission": "letter-1",
}


def test_it_is_a_conversation_that_waits_for_them(ines: Client, world: World) -> None:
    response = ines.post("/desk/new/", LETTER)
    conversation = Conversation.objects.get()
    assert response["Location"] == f"/desk/conversations/{conversation.id}/"
    assert (conversation.status, conversation.assignee) == (Status.WAITING, world.ines)
    assert (conversation.customer.name, conversation.message_count) == ("Nora New", 1)
    message = conversation.messages.get()
    assert (message.direction, message.subject, message.delivery) == (
        Direction.OUTBOUND,
        "Your stay in May",
        "queued",
    )


def test_sent_twice_it_is_one(ines: Client) -> None:
    first, again = ines.post("/desk/new/", LETTER), ines.post("/desk/new/", LETTER)
    assert first["Location"] == again["Location"]
    assert Conversation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": "nora"}, "e-mail address"),
        ({"site": "linden-quay"}, "Choose the site"),
        ({"subject": " "}, "Write a subject"),
        ({"text": ""}, "Write a subject and a message"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(ines: Client, wrong: dict[str, Any], told: str) -> None:
    response = ines.post("/desk/new/", LETTER | wrong)
    assert response.status_code == 422
    page = response.content.decode()
    assert told in page
    assert LETTER["name"] in page
    assert not Conversation.objects.exists()
