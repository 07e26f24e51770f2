"""Whose turn it is, whose work it is, and whether it is over."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from wellserved.ground.journal.actor import Actor
from wellserved.serving.conversations import events
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.models import Conversation, Status

NOTE_DUE = "UPDATE conversations_conversation SET next_due_at = %s WHERE id = %s"


@transaction.atomic
def wait(conversation: Conversation, *, by: Actor, at: datetime) -> bool:
    """The next word is the customer's. False if it already was, or the matter is closed."""
    changed = Conversation.objects.filter(id=conversation.id, status=Status.OPEN).update(status=Status.WAITING)
    if changed:
        conversation.status = Status.WAITING
        announce(events.WaitingBegan, conversation, by, at)
    return bool(changed)


@transaction.atomic
def resume(conversation: Conversation, *, by: Actor, at: datetime) -> bool:
    """The next word is ours after all. False if we were not waiting."""
    changed = Conversation.objects.filter(id=conversation.id, status=Status.WAITING).update(status=Status.OPEN)
    if changed:
        conversation.status = Status.OPEN
        announce(events.WaitingEnded, conversation, by, at)
    return bool(changed)


@transaction.atomic
def set_topic(conversation: Conversation, topic: str, *, by: Actor, at: datetime) -> bool:
    """Say what it is about; the standards for that hold from its beginning. False if it was known."""
    topic = " ".join(topic.split())[:60]
    if not Conversation.objects.filter(id=conversation.id).exclude(topic=topic).update(topic=topic):
        return False
    conversation.topic = topic
    announce(events.TopicSet, conversation, by, at, topic=topic)
    return True


@transaction.atomic
def make_urgent(conversation: Conversation, *, by: Actor, at: datetime) -> bool:
    """Everybody sees that it is urgent, until somebody answers. False if it was, or is closed."""
    changed = Conversation.objects.filter(id=conversation.id, is_urgent=False).exclude(status=Status.CLOSED)
    if not changed.update(is_urgent=True):
        return False
    conversation.is_urgent = True
    announce(events.MatterRaised, conversation, by, at)
    return True


@transaction.atomic
def assign(
    conversation: Conversation,
    *,
    staff_id: int | None,
    by: Actor,
    at: datetime,
    expected: int | None = None,
) -> bool:
    """Give it to a colleague, or to nobody. False if somebody else was quicker: it is no longer `expected`'s."""
    changed = (
        Conversation.objects.filter(id=conversation.id, assignee_id=expected)
        .exclude(assignee_id=staff_id)
        .update(assignee_id=staff_id)
    )
    if changed:
        conversation.assignee_id = staff_id
        announce(
            events.ConversationAssigned,
            conversation,
            by,
            at,
            staff_id=staff_id,
            team_id=conversation.team_id,
        )
    return bool(changed)


@transaction.atomic
def close(conversation: Conversation, *, by: Actor, at: datetime, is_spam: bool = False) -> bool:
    """Close it; whoever does it, the same follows, except that nobody is asked about spam. False if it was closed."""
    changed = (
        Conversation.objects.filter(id=conversation.id)
        .exclude(status=Status.CLOSED)
        .update(status=Status.CLOSED, closed_at=at, undelivered=False, is_urgent=False)
    )
    if changed:
        conversation.status, conversation.closed_at = Status.CLOSED, at
        announce(events.ConversationClosed, conversation, by, at, is_spam=is_spam)
    return bool(changed)


@transaction.atomic
def reopen(conversation: Conversation, *, by: Actor, at: datetime) -> bool:
    """Open it again. False if it was not closed."""
    changed = Conversation.objects.filter(id=conversation.id, status=Status.CLOSED).update(
        status=Status.OPEN, closed_at=None
    )
    if changed:
        conversation.status, conversation.closed_at = Status.OPEN, None
        announce(events.ConversationReopened, conversation, by, at)
    return bool(changed)


def make_ours(conversation: Conversation, by: Actor, at: datetime) -> None:
    """The next word is ours, whether it was the customer's or nobody's."""
    rows = Conversation.objects.filter(id=conversation.id)
    if rows.filter(status=Status.CLOSED).update(status=Status.OPEN, closed_at=None):
        announce(events.ConversationReopened, conversation, by, at)
    else:
        resume(conversation, by=by, at=at)


def note_due(conversation_id: int, next_due_at: datetime | None) -> None:
    """Repeat the earliest due time of its clocks on the conversation, for the lists."""
    due = connection.ops.adapt_datetimefield_value(next_due_at)
    with connection.cursor() as cursor:  # nearly every message does it: a QuerySet would cost ten times as much
        cursor.execute(NOTE_DUE, [due, conversation_id])


def note_dues(next_due_at: Mapping[int, datetime | None]) -> None:
    """The same of many, by conversation."""
    stored = connection.ops.adapt_datetimefield_value
    rows = [(stored(due), conversation_id) for conversation_id, due in next_due_at.items()]
    with connection.cursor() as cursor:
        cursor.executemany(NOTE_DUE, rows)
