"""A call, a visit or a chat that is over, of which somebody else tells us: a till, a telephone server."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import Actor
from wellserved.ground.rows import insert
from wellserved.serving.conversations import events
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.models import Conversation, Status
from wellserved.serving.conversations.rules import SUBJECT_CHARACTERS


@transaction.atomic
def report_contact(
    customer: Customer, site: Site, *, channel: str, subject: str = "", by: Actor, at: datetime
) -> Conversation:
    """What is said of it later has a place. Closed from the beginning: nobody told us its moments, so no clock
    starts, and nobody is asked by itself."""
    conversation = Conversation(
        customer=customer,
        site=site,
        channel=channel,
        subject=subject[:SUBJECT_CHARACTERS],
        status=Status.CLOSED,
        opened_at=at,
        latest_at=at,
        closed_at=at,
    )
    insert(conversation, drawn="reference")
    announce(events.ContactReported, conversation, by, at, channel=channel)
    return conversation
