"""How a message becomes rows, and the conversation repeats what its newest one says."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wellserved.ground.rows import insert
from wellserved.serving.conversations import rules
from wellserved.serving.conversations.actions.scanning import tell
from wellserved.serving.conversations.models import Attachment, Conversation, Direction, Message
from wellserved.serving.conversations.rules import NewFile


def keep(message: Message, files: Sequence[NewFile]) -> None:
    """Write the message with its files. What we say holds nothing harmful: NotAllowed tells what does."""
    harmful = [file for file in files if file.scan == Attachment.INFECTED]
    if harmful and message.direction != Direction.INBOUND:
        said = _("“{name}” is harmful ({finding}), so nothing was sent. Remove it and try again.")
        raise rules.NotAllowed(said.format(name=harmful[0].name, finding=harmful[0].finding))
    insert(message)
    if files:
        kept = Attachment.objects.bulk_create(
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
        for attachment in kept:
            if attachment.scan == Attachment.INFECTED:
                tell(attachment, message.at)


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
    """Repeat on the conversation what its newest message says; one that comes late only counts.

    Whoever speaks, a machine excepted, has acted on an answer that never arrived.
    """
    acted = {} if {"automatic", "delivery report"} & set(message.hints) else {"undelivered": False}
    if message.direction == Direction.OUTBOUND:
        acted["is_urgent"] = False
    Conversation.objects.filter(id=conversation.id).update(message_count=F("message_count") + 1, **acted)
    repeat(conversation, message)


def repeat(conversation: Conversation, message: Message) -> None:
    Conversation.objects.filter(id=conversation.id, latest_at__lte=message.at).update(
        latest_at=message.at,
        latest_text=rules.preview(message.text),
        latest_direction=message.direction,
    )
