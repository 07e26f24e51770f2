"""One mail arrives at two mailboxes of a house at the same moment: one message, and each mailbox has its bytes."""

from datetime import datetime

import pytest

from tests.email.test_at_the_same_moment import AGAIN, together
from tests.world import World
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations.models import Conversation, Message

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_mailboxes_of_a_house_at_the_same_moment(world: World, at: datetime) -> None:
    stay = actions.add_mailbox("stay@linden.example", name="Stay", site=world.house, at=at)
    for number in range(AGAIN):
        raw = letter(
            f"mail {number}", id=f"{number}@both.example", head=[f"Cc: {stay.address}, carol@carter.example"]
        )
        rows = together(
            lambda raw=raw: actions.receive(world.hello, raw, via="smtp", at=at),  # type: ignore[misc]
            lambda raw=raw: actions.receive(stay, raw, via="imap", at=at),  # type: ignore[misc]
        )
        assert all(isinstance(row, RawMail) for row in rows), rows
    assert set(RawMail.objects.values_list("state", flat=True)) == {RawMail.TAKEN_IN}
    assert RawMail.objects.exclude(copy_of=None).count() == AGAIN
    assert Message.objects.filter(direction="inbound").count() == Conversation.objects.count() == AGAIN
