"""What a mail does to our rows: a message in a conversation, a delivery report's verdict, or the quarantine."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.ground.safety.html import clean
from wellserved.serving.channels.email import crypto, rules
from wellserved.serving.channels.email.actions.forgetting import ERASED, FILES_GROW_OLD, FORGET_FILES
from wellserved.serving.channels.email.actions.forwarding import bring, brought
from wellserved.serving.channels.email.actions.reports import is_of_nobody, is_proven, report, reported
from wellserved.serving.channels.email.actions.trials import arrived
from wellserved.serving.channels.email.actions.twice import note_copy, original
from wellserved.serving.channels.email.authentication import FORGED
from wellserved.serving.channels.email.belonging import Belonging, belonging
from wellserved.serving.channels.email.circumstances import circumstances
from wellserved.serving.channels.email.companions import brought_along
from wellserved.serving.channels.email.doubts import doubts
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.parse import read, read_head
from wellserved.serving.channels.email.sender import known_as
from wellserved.serving.channels.email.spam import server_says_spam
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.enclosing import enclosed
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import Incoming, NewFile

CHANNEL = "email"
NOT_OURS = "It reports on the delivery of a mail that we did not send."
NOT_PROVEN = "It reports on a mail of ours, but anybody who saw an answer to that mail could have written it."


@dataclass(frozen=True)
class Letter:
    """A mail that has been read and whose files are kept: what is slow is done before the transaction begins."""

    reading: Reading
    html: str  # safe
    files: tuple[NewFile, ...]
    size: int
    limit: int
    checks: Mapping[str, str] = field(default_factory=dict)  # who its sender is (authentication)
    spam: str = ""  # what the mailbox's server says of it

    @property
    def is_forged(self) -> bool:
        return self.checks.get("verdict") == FORGED


@dataclass(frozen=True)
class Outcome:
    """What became of a mail."""

    state: str
    reason: str = ""
    message: Message | None = None
    header_id: str = ""
    copy_of: RawMail | None = None  # the mail whose message this one is too
    is_kept: bool = True  # or its bytes go, and only their fingerprint stays


def letter_of(raw: bytes, limit: int, mailbox: Mailbox, checks: Mapping[str, str]) -> Letter:
    """Read a mail and keep its files; of one over the limit (bytes) only the header is read."""
    spam = server_says_spam(raw, (mailbox.trusted_authserv, mailbox.imap_host, mailbox.domain))
    if len(raw) > limit:
        return Letter(read_head(raw), "", (), len(raw), limit, checks, spam)
    reading = read(raw)
    checks = {**checks, **crypto.verdict(raw, reading)}
    kept = tuple(enclosed(f.name, f.content_type, f.data, f.content_id) for f in reading.files)
    return Letter(reading, clean(reading.html) if reading.html else "", kept, len(raw), limit, checks, spam)


def taken(mailbox: Mailbox, letter: Letter, at: datetime, *, released: bool = False) -> Outcome:
    """Take it in, in the caller's transaction; `released` by somebody, it is never held."""
    reading = letter.reading
    if arrived(mailbox, reading):
        return Outcome(RawMail.DISCARDED, "A test of this mailbox, sent by itself.", header_id=reading.header_id)
    if is_of_nobody(reading):
        digests = [file.sha256 for file in letter.files]
        jobs.enqueue(FORGET_FILES, {"digests": digests}, due_at=at + FILES_GROW_OLD)
        return Outcome(RawMail.DISCARDED, ERASED, is_kept=False)
    place = belonging(mailbox, reading, at, forged=letter.is_forged)
    forward = brought(reading, letter.checks)
    if not released and (reason := _reason_to_hold(mailbox, letter, place, at, forwards=forward is not None)):
        return Outcome(RawMail.QUARANTINED, reason, header_id=reading.header_id)
    if not letter.is_forged and (first := original(mailbox, reading)) is not None:
        note_copy(first, mailbox)
        return Outcome(RawMail.TAKEN_IN, header_id=reading.header_id, copy_of=first)
    if reading.is_report or reading.is_complaint:
        outgoing = reported(reading)
        if not released and (outgoing is None or not is_proven(reading, outgoing)):
            reason = NOT_OURS if outgoing is None else NOT_PROVEN
            return Outcome(RawMail.QUARANTINED, reason, header_id=reading.header_id)
        if outgoing is not None:
            message = report(outgoing, reading, _incoming(letter, perhaps=False), letter.files, at)
            return Outcome(RawMail.TAKEN_IN, message=message, header_id=reading.header_id)
    if forward is not None:
        message = bring(mailbox, reading, forward, html=letter.html, files=letter.files, at=at)
    else:
        message = _said(mailbox, letter, place, at)
    return Outcome(RawMail.TAKEN_IN, message=message, header_id=reading.header_id)


def _said(mailbox: Mailbox, letter: Letter, place: Belonging, at: datetime) -> Message:
    reading = letter.reading
    by_subject = place.by_subject and place.conversation is not None
    incoming = _incoming(letter, perhaps=place.perhaps is not None and not letter.is_forged, by_subject=by_subject)
    customer = _customer(letter, at)
    if not letter.is_forged:  # or our answer would go to whomever the forger names
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


def _customer(letter: Letter, at: datetime) -> Customer:
    reading = letter.reading
    if reading.sender is None:  # released all the same: somebody whom nobody can answer
        return recognise(Identity.EXTERNAL, f"mail without a sender {reading.header_id or at.isoformat()}", at=at)
    kind, value = known_as(reading.sender.address, forged=letter.is_forged)
    name = f"Not verified: {reading.sender.address}" if letter.is_forged else reading.sender.name
    return recognise(kind, value, name=name, at=at)


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
        answerable=reading.answer_automatically,
        hints=rules.hints(reading, perhaps=perhaps, by_subject=by_subject, doubts=doubts(reading, letter.checks)),
        checks=letter.checks,
    )


def _reason_to_hold(mailbox: Mailbox, letter: Letter, place: Belonging, at: datetime, *, forwards: bool) -> str:
    facts = circumstances(
        mailbox,
        letter.reading,
        letter.checks,
        at,
        size=letter.size,
        limit=letter.limit,
        joins=place.conversation is not None,
        spam=letter.spam,
        forwards=forwards,
    )
    return rules.reason_to_hold(letter.reading, facts)
