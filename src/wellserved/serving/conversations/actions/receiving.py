"""What the customer says comes in here, whatever door it took."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.customers.models import Customer
from wellserved.ground.customers.reads import groups_of
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.ground.rows import insert
from wellserved.serving.conversations import events, rules
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.actions.keeping import keep, touch
from wellserved.serving.conversations.actions.people import bring_along
from wellserved.serving.conversations.actions.state import make_ours
from wellserved.serving.conversations.models import Conversation, Direction, Message
from wellserved.serving.conversations.rules import Incoming, NewFile


@transaction.atomic
def open(
    incoming: Incoming,
    *,
    customer: Customer,
    site: Site,
    at: datetime,
    team: Team | None = None,
    files: Sequence[NewFile] = (),
    perhaps_belongs_to: Conversation | None = None,
    brought_by: Actor | None = None,
) -> tuple[Conversation, Message]:
    """A new conversation with the customer's first message; a colleague may have brought it."""
    conversation = Conversation(
        customer=customer,
        site=site,
        team=team,
        channel=incoming.channel,
        subject=incoming.subject[: rules.SUBJECT_CHARACTERS],
        opened_at=at,
        latest_at=at,
        latest_text=rules.preview(incoming.text),
        message_count=1,
        perhaps_belongs_to=perhaps_belongs_to,
    )
    insert(conversation, drawn="reference")
    by = customer_actor(customer.id)
    opener, team_id = brought_by or by, team.id if team else None
    told = {"channel": incoming.channel, "team_id": team_id, "groups": groups_of(customer)}
    announce(events.ConversationOpened, conversation, opener, at, **told)
    return conversation, _inbound(conversation, incoming, files, by, at, first=True)


@transaction.atomic
def receive(
    conversation: Conversation,
    incoming: Incoming,
    *,
    by: Actor,
    at: datetime,
    files: Sequence[NewFile] = (),
) -> Message:
    """One more message of the customer; reopens what was closed, and the next word is ours again.

    An automatic message (out of office, delivery report) is kept but changes nothing else. What was joined into
    another conversation is received there: the message's `conversation` tells.
    """
    conversation = conversation.joined_into or conversation
    if not incoming.automatic:
        make_ours(conversation, by, at)
    message = _inbound(conversation, incoming, files, by, at, first=False)
    touch(conversation, message)
    return message


def _inbound(
    conversation: Conversation,
    incoming: Incoming,
    files: Sequence[NewFile],
    by: Actor,
    at: datetime,
    first: bool,
) -> Message:
    left_out = 0
    if incoming.copied and not incoming.automatic:
        left_out = bring_along(conversation, incoming.copied, by=by, at=at)
    message = Message(
        conversation=conversation,
        direction=Direction.INBOUND,
        channel=incoming.channel,
        by_kind=by.kind,
        by_staff_id=by.id if by.kind == "staff" else None,
        sender=incoming.sender[:320],
        recipients=list(incoming.recipients),
        copies=list(incoming.in_copy),
        subject=incoming.subject[: rules.SUBJECT_CHARACTERS],
        text=incoming.text,
        html=incoming.html,
        at=at,
        hints=[*incoming.hints, *rules.without_room(left_out)],
        checks=dict(incoming.checks),
        submission=incoming.submission,
    )
    keep(message, files)
    announce(
        events.MessageReceived,
        conversation,
        by,
        at,
        message_id=message.id,
        channel=incoming.channel,
        first=first,
        automatic=incoming.automatic,
        answerable=incoming.answerable,
    )
    return message
