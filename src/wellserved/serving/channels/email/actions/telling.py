"""Deliveries that are told rather than made: those of a simulation, or of an imported history."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message


@transaction.atomic
def went(message: Message, *, mailbox: Mailbox, recipients: Sequence[str], at: datetime) -> Outgoing:
    """Write down that the message went out by this mailbox. Nothing is sent; replies to it are known by its id."""
    outgoing = Outgoing(
        message=message,
        mailbox=mailbox,
        header_id=f"{token_of(message.id)}@{mailbox.domain}",
        recipients=list(recipients),
        state=Outgoing.SENT,
        sent_at=at,
    )
    outgoing.save(force_insert=True)
    conversations.mark_delivery(message, Message.SENT, by=SYSTEM, at=at)
    return outgoing
