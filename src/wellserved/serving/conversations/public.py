"""What a customer may read of their own matter: who asks has shown the matter's token (links.py)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import people
from wellserved.serving.conversations.events import ConversationClosed, ConversationReopened
from wellserved.serving.conversations.models import Attachment, Conversation, Direction, Message, Messages, Purpose

SHOWN = 200  # the newest messages; a page of more helps nobody


@dataclass(frozen=True)
class Step:
    """Something that happened: a message (theirs, or ours), or a change told by `kind`."""

    at: datetime
    kind: str  # "received", "answered", "closed", "reopened"
    message: Message | None = None
    writer: str = ""  # who said it, if it was somebody besides the customer


def story(conversation: Conversation) -> list[Step]:
    """What happened when, oldest first, with the words that were exchanged; no notes, nothing automatic.

    What others wrote to us alone, be it about a surprise, the customer does not see.
    """
    messages = list(_readable(conversation).prefetch_related("attachments").order_by("-at", "-id")[:SHOWN])
    others, own = people.speakers(messages, conversation), _addresses(conversation)
    told = [
        Step(m.at, "received" if m.direction == Direction.INBOUND else "answered", m, others.get(m.id, ""))
        for m in messages
        if _reached(m, others, own)
    ]
    kinds = {ConversationClosed.kind: "closed", ConversationReopened.kind: "reopened"}
    changes = Entry.objects.of(conversation.id).of_kinds(ConversationClosed, ConversationReopened)
    told += [Step(entry.at, kinds[entry.kind]) for entry in changes]
    return sorted(told, key=lambda step: step.at)


def attachment(conversation: Conversation, attachment_id: int, *, ours: bool) -> Attachment | None:
    """A file of those messages; only the customer's own unless `ours`."""
    messages = _readable(conversation)
    if not ours:
        messages = messages.filter(direction=Direction.INBOUND)
    found = Attachment.objects.select_related("message").filter(id=attachment_id, message__in=messages).first()
    if found is None:
        return None
    others = people.speakers([found.message], conversation)
    return found if _reached(found.message, others, _addresses(conversation)) else None


def enclosed(id: int) -> Attachment | None:
    """The file behind a signed address: whoever made that has asked whether it may be seen."""
    return Attachment.objects.filter(id=id).first()


def _reached(message: Message, others: Collection[int], own: set[str]) -> bool:
    """Whether the customer wrote it, or had it by mail."""
    return message.direction == Direction.OUTBOUND or message.id not in others or bool(own & set(message.recipients))


def _addresses(conversation: Conversation) -> set[str]:
    rows = Identity.objects.filter(customer_id=conversation.customer_id, kind=Identity.EMAIL)
    return set(rows.values_list("value", flat=True))


def _readable(conversation: Conversation) -> Messages:
    return Message.objects.public().filter(conversation_id=conversation.id, purpose=Purpose.REPLY)
