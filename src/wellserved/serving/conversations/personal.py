"""What was said with a customer, for them to have: their matters with all messages, and what they said elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from wellserved.ground.accounts.models import Staff
from wellserved.serving.conversations.models import Conversation, Direction, Message


@dataclass(frozen=True)
class Matter:
    """`theirs` is False for somebody else's matter in which they took part: only their own words are told of it."""

    conversation: Conversation
    theirs: bool
    messages: list[Message] = field(default_factory=list)


def matters_with(viewer: Staff, customer_id: int, *, notes: bool) -> Iterator[Matter]:
    """In the order they began. What may still be taken back was not said; `notes` are colleagues' own."""
    seen = Conversation.objects.within(viewer.scope).values("id")
    said = Message.objects.of_customer(customer_id).filter(conversation_id__in=seen).exclude(delivery=Message.HELD)
    if not notes:
        said = said.exclude(direction=Direction.NOTE)
    rows = said.defer("html").select_related("conversation__site").prefetch_related("attachments")
    ordered = rows.order_by("conversation_id", "at", "id").iterator(chunk_size=500)
    for conversation, messages in groupby(ordered, key=lambda message: message.conversation):
        yield Matter(conversation, conversation.customer_id == customer_id, list(messages))
