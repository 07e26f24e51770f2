from wellserved.ground.customers.events import CustomerErased
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions.forgetting import forget
from wellserved.serving.conversations.events import MessageReceived, MessageSent
from wellserved.serving.conversations.models import Message


def send(event: MessageSent) -> None:
    """What the house said goes out by mail; running twice sends once."""
    message = Message.objects.select_related("conversation").filter(id=event.message_id).first()
    if message is not None:
        actions.queue(message, at=event.at)


def heard(event: MessageReceived) -> None:
    """Who writes can be reached."""
    if event.channel == "email" and not event.automatic:
        actions.heard_from(event.message_id)


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id, at=event.at)
