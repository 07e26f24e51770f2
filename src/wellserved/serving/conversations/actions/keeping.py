"""How a message becomes rows, and the conversation repeats what its newest one says."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from wellserved.ground.rows import insert
from wellserved.serving.conversations import rules
from wellserved.serving.conversations.models import Attachment, Conversation, Message
from wellserved.serving.conversations.rules import NewFile


def keep(message: Message, files: Sequence[NewFile]) -> None:
    insert(message)
    if files:
        Attachment.objects.bulk_create(
            Attachment(
                message=message,
                name=file.name[:255],
                content_type=file.content_type[:120],
                size=file.size,
                sha256=file.sha256,
                content_id=file.content_id[:255],
                scan=file.scan,
                finding=file.finding[:200],
            )
            for file in files
        )


def keep_once(message: Message, files: Sequence[NewFile]) -> Message:
    """The message, or the one that the same form wrote before."""
    try:
        with transaction.atomic():
            keep(message, files)
    except IntegrityError:
        if message.submission is None:
            raise
        return Message.objects.get(submission=message.submission, conversation_id=message.conversation_id)
    return message


def touch(conversation: Conversation, message: Message) -> None:
    """Repeat on the conversation what its newest message says; one that comes late only counts."""
    Conversation.objects.filter(id=conversation.id).update(message_count=F("message_count") + 1)
    repeat(conversation, message)


def repeat(conversation: Conversation, message: Message) -> None:
    Conversation.objects.filter(id=conversation.id, latest_at__lte=message.at).update(
        latest_at=message.at,
        latest_text=rules.preview(message.text),
        latest_direction=message.direction,
    )
