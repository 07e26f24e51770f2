"""What a customer may read of their own matter: who asks has shown the matter's token (links.py)."""

from dataclasses import dataclass
from datetime import datetime

from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations.events import ConversationClosed, ConversationReopened
from wellserved.serving.conversations.models import Attachment, Conversation, Direction, Message, Messages, Purpose

SHOWN = 200  # the newest messages; a page of more helps nobody


@dataclass(frozen=True)
class Step:
    """Something that happened: a message (theirs, or ours), or a change told by `kind`."""

    at: datetime
    kind: str  # "received", "answered", "closed", "reopened"
    message: Message | None = None


def story(conversation: Conversation) -> list[Step]:
    """What happened when, oldest first, with the words that were exchanged; no notes, nothing automatic."""
    messages = _readable(conversation).prefetch_related("attachments").order_by("-at", "-id")[:SHOWN]
    told = [Step(m.at, "received" if m.direction == Direction.INBOUND else "answered", m) for m in messages]
    kinds = {ConversationClosed.kind: "closed", ConversationReopened.kind: "reopened"}
    changes = Entry.objects.of(conversation.id).of_kinds(ConversationClosed, ConversationReopened)
    told += [Step(entry.at, kinds[entry.kind]) for entry in changes]
    return sorted(told, key=lambda step: step.at)


def attachment(conversation: Conversation, attachment_id: int, *, ours: bool) -> Attachment | None:
    """A file of those messages; only the customer's own unless `ours`."""
    messages = _readable(conversation)
    if not ours:
        messages = messages.filter(direction=Direction.INBOUND)
    return Attachment.objects.select_related("message").filter(id=attachment_id, message__in=messages).first()


def enclosed(id: int) -> Attachment | None:
    """The file behind a signed address: whoever made that has asked whether it may be seen."""
    return Attachment.objects.filter(id=id).first()


def _readable(conversation: Conversation) -> Messages:
    return Message.objects.public().filter(conversation_id=conversation.id, purpose=Purpose.REPLY)
