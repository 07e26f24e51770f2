from wellserved.serving.channels.email import actions
from wellserved.serving.conversations.events import MessageSent
from wellserved.serving.conversations.models import Message


def send(event: MessageSent) -> None:
    """What the house said goes out by mail; running twice sends once."""
    message = Message.objects.select_related("conversation").filter(id=event.message_id).first()
    if message is not None:
        actions.queue(message, at=event.at)
