"""A guest writes, is answered, and writes again: one matter, by mail from end to end."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation

HOUR = timedelta(hours=1)


def test_one_matter_however_many_mails(
    world: World, at: datetime, run_jobs: Any, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path
    by = staff(world.ines.id)

    first = actions.receive(world.hello, letter(id="first@example.org"), via="smtp", at=at)
    assert first.message
    conversation = first.message.conversation
    reply = conversations.say(conversation, "Of course.", by=by, at=at + HOUR)
    run_jobs(at + 2 * HOUR)
    conversation.refresh_from_db()
    assert conversation.status == "waiting"

    ours = message_from_bytes((tmp_path / f"{token_of(reply.id)}.eml").read_bytes(), policy=policy.default)
    answer = letter(
        "Thank you! And a blanket?",
        id="second@example.org",
        to=str(ours["Reply-To"]),
        answers=str(ours["Message-ID"]).strip("<>"),
        subject=f"Re: {ours['Subject']}",
    )
    actions.receive(world.hello, answer, via="imap", at=at + 3 * HOUR)
    conversation.refresh_from_db()
    assert conversation.is_waiting_for_us

    conversations.say(conversation, "On its way.", by=by, at=at + 4 * HOUR)
    conversations.close(conversation, by=by, at=at + 4 * HOUR)
    run_jobs(at + 5 * HOUR)
    away = letter(
        "I am away.", subject="Out of office", answers=token_of(reply.id), head=["Auto-Submitted: auto-replied"]
    )
    actions.receive(world.hello, away, via="smtp", at=at + 5 * HOUR)
    conversation.refresh_from_db()
    assert conversation.is_closed, "a machine reopens nothing"

    late = letter("It was the wrong colour.", id="third@example.org", answers="second@example.org", subject="Blanket")
    actions.receive(world.hello, late, via="smtp", at=at + 48 * HOUR)
    conversation.refresh_from_db()
    assert conversation.is_waiting_for_us
    assert Conversation.objects.count() == 1
    kinds = list(Entry.objects.of(conversation.id).values_list("kind", flat=True))
    assert kinds.count("MessageReceived") == 4
    assert kinds.count("ConversationReopened") == 1
