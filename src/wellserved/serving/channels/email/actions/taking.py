"""What a mail does to our rows: a message in a conversation, a delivery report's verdict, or the quarantine."""

from dataclasses import dataclass, replace
from datetime import datetime

from wellserved.ground import files
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.ground.safety.html import clean
from wellserved.serving.channels.email import rules
from wellserved.serving.channels.email.actions.reports import report
from wellserved.serving.channels.email.actions.twice import note_copy, original
from wellserved.serving.channels.email.belonging import belonging
from wellserved.serving.channels.email.companions import brought_along
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.parse import read, read_head
from wellserved.serving.channels.email.rules import Circumstances
from wellserved.serving.channels.email.tokens import messages_named, without_plus
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import Incoming, NewFile

CHANNEL = "email"


@dataclass(frozen=True)
class Letter:
    """A mail that has been read and whose files are kept: what is slow is done before the transaction begins."""

    reading: Reading
    html: str  # safe
    files: tuple[NewFile, ...]
    size: int
    limit: int


@dataclass(frozen=True)
class Outcome:
    """What became of a mail."""

    state: str
    reason: str = ""
    message: Message | None = None
    header_id: str = ""
    copy_of: RawMail | None = None  # the mail whose message this one is too


def letter_of(raw: bytes, limit: int) -> Letter:
    """Read a mail and keep its files; of one over the limit (bytes) only the header is read."""
    if len(raw) > limit:
        return Letter(read_head(raw), "", (), len(raw), limit)
    reading = read(raw)
    kept = tuple(
        NewFile(f.name, f.content_type, len(f.data), files.keep(f.data), f.content_id) for f in reading.files
    )
    return Letter(reading, clean(reading.html) if reading.html else "", kept, len(raw), limit)


def taken(mailbox: Mailbox, letter: Letter, at: datetime, *, released: bool = False) -> Outcome:
    """Take it in, in the caller's transaction; `released` by somebody, it is never held."""
    reading = letter.reading
    if not released and (reason := rules.reason_to_hold(reading, _circumstances(letter, at))):
        return Outcome(RawMail.QUARANTINED, reason, header_id=reading.header_id)
    if (first := original(mailbox, reading)) is not None:
        note_copy(first, mailbox)
        return Outcome(RawMail.TAKEN_IN, header_id=reading.header_id, copy_of=first)
    if reading.is_report:
        message = report(reading, _incoming(letter, perhaps=False), letter.files, at)
        if message is None and not released:
            reason = "It reports on the delivery of a mail that we did not send."
            return Outcome(RawMail.QUARANTINED, reason, header_id=reading.header_id)
        if message is not None:
            return Outcome(RawMail.TAKEN_IN, message=message, header_id=reading.header_id)
    return Outcome(RawMail.TAKEN_IN, message=_said(mailbox, letter, at), header_id=reading.header_id)


def _said(mailbox: Mailbox, letter: Letter, at: datetime) -> Message:
    reading = letter.reading
    place = belonging(mailbox, reading, at)
    customer = _customer(reading, at)
    by_subject = place.by_subject and place.conversation is not None
    incoming = _incoming(letter, perhaps=place.perhaps is not None, by_subject=by_subject)
    incoming = replace(incoming, copied=brought_along(reading, place, customer))
    if place.conversation is not None:
        by = customer_actor(customer.id)
        return conversations.receive(place.conversation, incoming, by=by, at=at, files=letter.files)
    _, message = conversations.open(
        incoming,
        customer=customer,
        site=mailbox.site,
        team=mailbox.team,
        at=at,
        files=letter.files,
        perhaps_belongs_to=place.perhaps,
    )
    return message


def _customer(reading: Reading, at: datetime) -> Customer:
    if reading.sender is None:  # released all the same: somebody whom nobody can answer
        return recognise(Identity.EXTERNAL, f"mail without a sender {reading.header_id or at.isoformat()}", at=at)
    return recognise(Identity.EMAIL, reading.sender.address, name=reading.sender.name, at=at)


def _incoming(letter: Letter, *, perhaps: bool, by_subject: bool = False) -> Incoming:
    reading = letter.reading
    return Incoming(
        channel=CHANNEL,
        sender=reading.sender.address if reading.sender else "",
        text=reading.text,
        subject=reading.subject,
        html=letter.html,
        recipients=tuple(person.address for person in (*reading.to, *reading.cc)),
        in_copy=tuple(person.address for person in reading.cc),
        automatic=reading.is_automatic,
        hints=rules.hints(reading, perhaps=perhaps, by_subject=by_subject),
    )


def _circumstances(letter: Letter, at: datetime) -> Circumstances:
    reading = letter.reading
    sender = reading.sender.address if reading.sender else ""
    ours = bool(sender) and Mailbox.objects.filter(address__in={sender, without_plus(sender)}).exists()
    lately = 0
    if reading.is_automatic and not reading.is_report:
        theirs = Identity.objects.filter(kind=Identity.EMAIL, value=sender).values("customer_id")
        said = Message.objects.filter(conversation__customer_id__in=theirs, sender=sender)
        lately = said.filter(at__gt=at - rules.AUTOMATIC_SPAN).count()
    return Circumstances(
        size=letter.size,
        limit=letter.limit,
        from_us=ours or bool(messages_named(reading.loop_marks)) or _marked(reading),
        automatic_lately=lately,
    )


def _marked(reading: Reading) -> bool:
    """Whether an X-Loop names a mailbox of ours."""
    marks = {without_plus(mark.casefold()) for mark in reading.loop_marks if "@" in mark}
    return bool(marks) and Mailbox.objects.filter(address__in=marks).exists()
