"""What was said before our time, at another desk: kept as it was, and nothing follows from it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import Actor
from wellserved.ground.rows import insert
from wellserved.serving.conversations import events, rules
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.actions.keeping import keep, touch
from wellserved.serving.conversations.models import Conversation, Direction, Message, Status
from wellserved.serving.conversations.rules import Incoming, NewFile


@transaction.atomic
def remember(
    said: Incoming,
    *,
    customer: Customer,
    site: Site,
    by: Actor,
    moment: datetime,
    at: datetime,
    team: Team | None = None,
    conversation: Conversation | None = None,
    files: Sequence[NewFile] = (),
) -> Message:
    """A message that the customer or the house (`by`) said at `moment`, brought along now (`at`).

    Without a `conversation` it gets one of its own, closed since its last word. No clock starts, and nobody is
    answered, asked or told.
    """
    if conversation is None:
        conversation = _closed(said, customer, site, team, moment)
        is_first = True
    else:
        conversation = conversation.joined_into or conversation
        is_first = False
    message = Message(
        conversation=conversation,
        direction=Direction.OUTBOUND if by.serves else Direction.INBOUND,
        channel=said.channel,
        by_kind=by.kind,
        by_staff_id=by.id if by.kind == "staff" else None,
        sender="" if by.serves else said.sender[:320],
        recipients=list(said.recipients),
        subject=said.subject[: rules.SUBJECT_CHARACTERS],
        text=said.text,
        html=said.html,
        at=moment,
        delivery=Message.SENT if by.serves else "",
        hints=list(said.hints),
        checks=dict(said.checks),
    )
    keep(message, files)
    if not is_first:
        touch(conversation, message)
        _stretch(conversation, moment)
    announce(events.MessageRemembered, conversation, by, at, message_id=message.id)
    return message


def _closed(said: Incoming, customer: Customer, site: Site, team: Team | None, moment: datetime) -> Conversation:
    return insert(
        Conversation(
            customer=customer,
            site=site,
            team=team,
            channel=said.channel,
            subject=said.subject[: rules.SUBJECT_CHARACTERS],
            status=Status.CLOSED,
            opened_at=moment,
            closed_at=moment,
            latest_at=moment,
            latest_text=rules.preview(said.text),
            message_count=1,
        ),
        drawn="reference",
    )


def _stretch(conversation: Conversation, moment: datetime) -> None:
    """It began with its first word and ended with its last, in whatever order they are brought."""
    rows = Conversation.objects.filter(id=conversation.id)
    rows.filter(opened_at__gt=moment).update(opened_at=moment)
    rows.filter(status=Status.CLOSED, closed_at__lt=moment).update(closed_at=moment)
