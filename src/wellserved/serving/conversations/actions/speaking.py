"""What the house says: replies, at once or held for a moment, and notes among colleagues."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actor import Actor
from wellserved.serving.conversations import events, people, rules
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.actions.keeping import keep, keep_once, touch
from wellserved.serving.conversations.actions.state import assign, close, wait
from wellserved.serving.conversations.models import Conversation, Direction, Message, Purpose
from wellserved.serving.conversations.rules import NewFile, NotAllowed

LET_GO = "conversations.let_go"


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
    to_all: bool = True,
    submission: str | None = None,
) -> Message:
    """The one way the house speaks to a customer. A reply leaves us waiting for them unless `waiting` is False.

    Who takes part gets a copy of a reply if it is `to_all`; what is no reply is for the customer alone.
    """
    if not text.strip() and not html.strip() and not files:
        raise NotAllowed("Write something first: an empty answer is not sent.")
    message = _reply(conversation, text, html, by, at, purpose, subject, recipients, Message.QUEUED, to_all)
    message.submission = submission
    keep(message, files)
    _said(message, by, at, waiting)
    return message


@transaction.atomic
def hold(
    conversation: Conversation,
    text: str,
    *,
    by: Actor,
    at: datetime,
    html: str = "",
    files: Sequence[NewFile] = (),
    waiting: bool = True,
    closing: bool = False,
    to_all: bool = True,
    submission: str | None = None,
) -> Message:
    """A reply that is said after rules.HOLD unless it is taken back, and then closes the matter if `closing`.

    The same `submission` again is the same message: a form sent twice answers once.
    """
    if not text.strip() and not html.strip() and not files:
        raise NotAllowed("Write something first: an empty answer is not sent.")
    message = _reply(conversation, text, html, by, at, Purpose.REPLY, "", (), Message.HELD, to_all)
    message.submission = submission
    written = keep_once(message, files)
    if written is message:
        payload = {"message": message.id, "waiting": waiting, "closing": closing}
        jobs.enqueue(LET_GO, payload, key=f"held:{message.id}", due_at=at + rules.HOLD)
    return written


@transaction.atomic
def let_go(message: Message, *, by: Actor, at: datetime, waiting: bool = True, closing: bool = False) -> bool:
    """Say what was held. False if it was taken back, or said before."""
    if not Message.objects.filter(id=message.id, delivery=Message.HELD).update(delivery=Message.QUEUED, at=at):
        return False
    message.delivery, message.at = Message.QUEUED, at
    _said(message, by, at, waiting and not closing)
    if closing:
        close(message.conversation, by=by, at=at)
    return True


@transaction.atomic
def take_back(message: Message) -> bool:
    """Unsay what is still held, as if it had never been written. False if it is on its way."""
    deleted, _ = Message.objects.filter(id=message.id, delivery=Message.HELD).delete()
    return bool(deleted)


@transaction.atomic
def note(
    conversation: Conversation,
    text: str,
    *,
    by: Actor,
    at: datetime,
    files: Sequence[NewFile] = (),
    submission: str | None = None,
) -> Message:
    """A private note among colleagues. The same `submission` again is the same note."""
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
        submission=submission,
    )
    written = keep_once(message, files)
    if written is not message:
        return written
    announce(events.NoteWritten, conversation, by, at, message_id=message.id)
    Conversation.objects.filter(id=conversation.id).update(message_count=F("message_count") + 1)
    return message


def addressed(message: Message, recipients: Sequence[str], copies: Sequence[str]) -> None:
    """What the channel says of where it goes: To, then Cc, and which of them are Cc."""
    message.recipients, message.copies = list(recipients), list(copies)
    message.save(update_fields=["recipients", "copies"])


def _reply(
    conversation: Conversation,
    text: str,
    html: str,
    by: Actor,
    at: datetime,
    purpose: Purpose,
    subject: str,
    recipients: Sequence[str],
    delivery: str,
    to_all: bool,
) -> Message:
    copies = people.present(conversation) if to_all and purpose == Purpose.REPLY else ()
    return Message(
        conversation=conversation,
        direction=Direction.OUTBOUND,
        purpose=purpose,
        channel=conversation.channel,
        by_kind=by.kind,
        by_staff_id=by.id if by.kind == "staff" else None,
        recipients=list(recipients),
        copies=[one.address for one in copies],
        subject=(subject or rules.subject_of_reply(conversation.subject))[: rules.SUBJECT_CHARACTERS],
        text=text,
        html=html,
        at=at,
        delivery=delivery,
    )


def _said(message: Message, by: Actor, at: datetime, waiting: bool) -> None:
    """What follows from speaking, whoever spoke."""
    conversation, purpose = message.conversation, message.purpose
    sent = events.MessageSent
    announce(sent, conversation, by, at, message_id=message.id, channel=message.channel, purpose=str(purpose))
    if purpose == Purpose.REPLY:
        if by.kind == "staff" and conversation.assignee_id is None:
            assign(conversation, staff_id=by.id, by=by, at=at)
        if waiting:
            wait(conversation, by=by, at=at)
        touch(conversation, message)
