"""Two conversations that are one matter, or were only thought to be."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from wellserved.ground.customers.models import Identity
from wellserved.ground.customers.reads import address_of
from wellserved.ground.journal.actor import Actor
from wellserved.serving.conversations import events, people
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.actions.keeping import repeat
from wellserved.serving.conversations.actions.people import add_participant
from wellserved.serving.conversations.actions.state import make_ours
from wellserved.serving.conversations.models import Conversation, Message, Status
from wellserved.serving.conversations.rules import NotAllowed


@transaction.atomic
def join(conversation: Conversation, into: Conversation, *, by: Actor, at: datetime) -> None:
    """They are one matter: its messages go into the other, which is ours to answer if this one was.

    NotAllowed if either was joined before, or they are the same.
    """
    if conversation.id == into.id or into.status == Status.JOINED:
        raise NotAllowed("Choose another conversation: this one can't be joined with itself or with a joined one.")
    rows = Conversation.objects.filter(id=conversation.id).exclude(status=Status.JOINED)
    if not rows.update(status=Status.JOINED, joined_into=into, message_count=0):
        raise NotAllowed("This conversation was joined already.")
    ours = conversation.status == Status.OPEN
    conversation.status, conversation.joined_into = Status.JOINED, into
    Message.objects.filter(conversation_id=conversation.id).update(conversation_id=into.id)
    newest = Message.objects.public().filter(conversation_id=into.id).order_by("at", "id").last()
    Conversation.objects.filter(id=into.id).update(
        message_count=Message.objects.filter(conversation_id=into.id).count()
    )
    if newest is not None:
        repeat(into, newest)
    announce(events.ConversationJoined, conversation, by, at, into_id=into.id)
    _let_in(conversation, into, by, at)
    if ours:
        make_ours(into, by, at)


def _let_in(conversation: Conversation, into: Conversation, by: Actor, at: datetime) -> None:
    """Who took part in the one takes part in the other, its customer and whoever had been removed included."""
    them = [(one.address, one.name) for one in people.present(conversation)]
    if conversation.customer_id != into.customer_id and (address := address_of(conversation.customer_id)):
        them.insert(0, (address, conversation.customer.name))
    own = set(Identity.objects.filter(customer_id=into.customer_id).values_list("value", flat=True))
    for address, name in them:
        if address not in own:
            with suppress(NotAllowed):  # no room, or an address that can't be written to: their words are here still
                add_participant(into, address, name=name, by=by, at=at)


@transaction.atomic
def keep_apart(conversation: Conversation) -> bool:
    """They are two matters after all. False if nobody thought otherwise."""
    rows = Conversation.objects.filter(id=conversation.id, perhaps_belongs_to__isnull=False)
    return bool(rows.update(perhaps_belongs_to=None))
