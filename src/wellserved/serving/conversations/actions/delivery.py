"""What the channel says became of our words."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actor import Actor
from wellserved.serving.conversations import events
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.actions.state import make_ours
from wellserved.serving.conversations.models import Conversation, Message, Purpose

TOLD = {
    Message.QUEUED: events.MessageRetried,
    Message.SENT: events.MessageDelivered,
    Message.DELIVERED: events.MessageArrived,
    Message.FAILED: events.MessageFailed,
}


@transaction.atomic
def mark_delivery(message: Message, became: str, *, by: Actor, at: datetime) -> bool:
    """Sent (handed over), delivered (they have it), failed, or queued once more. False if it was so already.

    An answer that failed is ours to act on: whatever state its matter was in, the next word is ours again.
    """
    if not Message.objects.filter(id=message.id).exclude(delivery=became).update(delivery=became):
        return False
    message.delivery = became
    conversation = message.conversation.joined_into or message.conversation
    announce(TOLD[became], conversation, by, at, message_id=message.id)
    if message.purpose == Purpose.REPLY:
        rows = Conversation.objects.filter(id=conversation.id)
        if became == Message.FAILED:
            rows.update(undelivered=True)
            make_ours(conversation, by, at)
        elif became == Message.QUEUED:
            rows.update(undelivered=False)
    return True
