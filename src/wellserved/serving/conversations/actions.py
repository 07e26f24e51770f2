"""Every write to a conversation. Channels call `open` and `receive`; whoever serves calls the rest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import events, rules
from wellserved.serving.conversations.models import (
    Attachment,
    Conversation,
    Direction,
    Message,
    Purpose,
    Status,
)
from wellserved.serving.conversations.rules import Incoming, NewFile, NotAllowed


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
) -> tuple[Conversation, Message]:
    """A new conversation with the customer's first message."""
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
    conversation.save(force_insert=True)
    by = customer_actor(customer.id)
    _announce(events.ConversationOpened, conversation, by, at, channel=incoming.channel, team_id=team and team.id)
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

    An automatic message (out of office, delivery report) is kept but changes nothing else.
    """
    if not incoming.automatic:
        reopened = Conversation.objects.filter(id=conversation.id, status=Status.CLOSED).update(
            status=Status.OPEN, closed_at=None
        )
        if reopened:
            _announce(events.ConversationReopened, conversation, by, at)
        resumed = Conversation.objects.filter(id=conversation.id, status=Status.WAITING).update(status=Status.OPEN)
        if resumed:
            _announce(events.WaitingEnded, conversation, by, at)
    message = _inbound(conversation, incoming, files, by, at, first=False)
    _touch(conversation, message)
    return message


@transaction.atomic
def say(
    conversation: Conversation,
    text: str,
    *,
    by: Actor,
    at: datetime,
    html: str = "",
    files: Sequence[NewFile] = (),
    purpose: Purpose = Purpose.REPLY,
    subject: str = "",
    waiting: bool = True,
    recipients: Sequence[str] = (),
) -> Message:
    """The one way the house speaks to a customer. A reply leaves us waiting for them unless `waiting` is False."""
    if not text.strip() and not html.strip() and not files:
        raise NotAllowed("Write something first: an empty answer is not sent.")
    message = Message(
        conversation=conversation,
        direction=Direction.OUTBOUND,
        purpose=purpose,
        channel=conversation.channel,
        by_kind=by.kind,
        by_staff_id=by.id if by.kind == "staff" else None,
        recipients=list(recipients),
        subject=(subject or rules.subject_of_reply(conversation.subject))[: rules.SUBJECT_CHARACTERS],
        text=text,
        html=html,
        at=at,
        delivery="queued",
    )
    _keep(message, files)
    sent = events.MessageSent
    _announce(sent, conversation, by, at, message_id=message.id, channel=message.channel, purpose=str(purpose))
    if purpose == Purpose.REPLY:
        if by.kind == "staff" and conversation.assignee_id is None:
            assign(conversation, staff_id=by.id, by=by, at=at)
        if waiting:
            wait(conversation, by=by, at=at)
        _touch(conversation, message)
    return message


@transaction.atomic
def note(conversation: Conversation, text: str, *, by: Actor, at: datetime, files: Sequence[NewFile] = ()) -> Message:
    """A private note among colleagues."""
    if not text.strip() and not files:
        raise NotAllowed("Write something first: an empty note is not kept.")
    message = Message(
        conversation=conversation,
        direction=Direction.NOTE,
        purpose=Purpose.NOTICE,
        channel="note",
        by_kind=by.kind,
        by_staff_id=by.id if by.kind == "staff" else None,
        text=text,
        at=at,
    )
    _keep(message, files)
    _announce(events.NoteWritten, conversation, by, at, message_id=message.id)
    Conversation.objects.filter(id=conversation.id).update(message_count=F("message_count") + 1)
    return message


@transaction.atomic
def wait(conversation: Conversation, *, by: Actor, at: datetime) -> bool:
    """The next word is the customer's. False if it already was, or the matter is closed."""
    changed = Conversation.objects.filter(id=conversation.id, status=Status.OPEN).update(status=Status.WAITING)
    if changed:
        conversation.status = Status.WAITING
        _announce(events.WaitingBegan, conversation, by, at)
    return bool(changed)


@transaction.atomic
def assign(
    conversation: Conversation,
    *,
    staff_id: int | None,
    by: Actor,
    at: datetime,
    expected: int | None = None,
) -> bool:
    """Give it to a colleague, or to nobody. False if somebody else was quicker: it is no longer `expected`'s."""
    changed = (
        Conversation.objects.filter(id=conversation.id, assignee_id=expected)
        .exclude(assignee_id=staff_id)
        .update(assignee_id=staff_id)
    )
    if changed:
        conversation.assignee_id = staff_id
        _announce(
            events.ConversationAssigned,
            conversation,
            by,
            at,
            staff_id=staff_id,
            team_id=conversation.team_id,
        )
    return bool(changed)


@transaction.atomic
def close(conversation: Conversation, *, by: Actor, at: datetime) -> bool:
    """Close it; whoever does it, the same follows. False if it was closed already."""
    changed = (
        Conversation.objects.filter(id=conversation.id)
        .exclude(status=Status.CLOSED)
        .update(status=Status.CLOSED, closed_at=at)
    )
    if changed:
        conversation.status, conversation.closed_at = Status.CLOSED, at
        _announce(events.ConversationClosed, conversation, by, at)
    return bool(changed)


@transaction.atomic
def reopen(conversation: Conversation, *, by: Actor, at: datetime) -> bool:
    """Open it again. False if it was not closed."""
    changed = Conversation.objects.filter(id=conversation.id, status=Status.CLOSED).update(
        status=Status.OPEN, closed_at=None
    )
    if changed:
        conversation.status, conversation.closed_at = Status.OPEN, None
        _announce(events.ConversationReopened, conversation, by, at)
    return bool(changed)


@transaction.atomic
def mark_delivery(message: Message, delivered: bool, *, by: Actor, at: datetime) -> None:
    """What the channel says became of a message."""
    Message.objects.filter(id=message.id).update(delivery="sent" if delivered else "failed")
    event = events.MessageDelivered if delivered else events.MessageFailed
    _announce(event, message.conversation, by, at, message_id=message.id)


def note_due(conversation_id: int, next_due_at: datetime | None) -> None:
    """Repeat the earliest due time of its clocks on the conversation, for the lists."""
    Conversation.objects.filter(id=conversation_id).update(next_due_at=next_due_at)


def _announce(
    event: type[Event],
    conversation: Conversation,
    by: Actor,
    at: datetime,
    **measures: Any,
) -> None:
    record(
        event(
            at=at,
            by=by,
            conversation_id=conversation.id,
            customer_id=conversation.customer_id,
            site_id=conversation.site_id,
            **measures,
        )
    )


def _inbound(
    conversation: Conversation,
    incoming: Incoming,
    files: Sequence[NewFile],
    by: Actor,
    at: datetime,
    first: bool,
) -> Message:
    message = Message(
        conversation=conversation,
        direction=Direction.INBOUND,
        channel=incoming.channel,
        by_kind=by.kind,
        by_staff_id=by.id if by.kind == "staff" else None,
        sender=incoming.sender[:320],
        recipients=list(incoming.recipients),
        subject=incoming.subject[: rules.SUBJECT_CHARACTERS],
        text=incoming.text,
        html=incoming.html,
        at=at,
        hints=list(incoming.hints),
    )
    _keep(message, files)
    _announce(
        events.MessageReceived,
        conversation,
        by,
        at,
        message_id=message.id,
        channel=incoming.channel,
        first=first,
        automatic=incoming.automatic,
    )
    return message


def _keep(message: Message, files: Sequence[NewFile]) -> None:
    message.save(force_insert=True)
    if files:
        Attachment.objects.bulk_create(
            Attachment(
                message=message,
                name=file.name[:255],
                content_type=file.content_type[:120],
                size=file.size,
                sha256=file.sha256,
                content_id=file.content_id[:255],
            )
            for file in files
        )


def _touch(conversation: Conversation, message: Message) -> None:
    """Repeat on the conversation what its newest message says; one that comes late only counts."""
    rows = Conversation.objects.filter(id=conversation.id)
    rows.update(message_count=F("message_count") + 1)
    rows.filter(latest_at__lte=message.at).update(
        latest_at=message.at,
        latest_text=rules.preview(message.text),
        latest_direction=message.direction,
    )
