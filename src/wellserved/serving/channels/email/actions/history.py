"""Mail of years at another desk: kept as it was, and nothing follows from it. (docs/decisions/0015)"""

from dataclasses import replace
from datetime import UTC, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import SYSTEM, Actor
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.serving.channels.email import rules
from wellserved.serving.channels.email.actions.intake import hold, raw_mail, settled
from wellserved.serving.channels.email.actions.taking import CHANNEL, Letter, Outcome, letter_of
from wellserved.serving.channels.email.actions.twice import note_copy, original
from wellserved.serving.channels.email.belonging import belonging
from wellserved.serving.channels.email.companions import companions, our_addresses
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.reading.model import Person, Reading
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before that, a date is a mistake


def remember(mailbox: Mailbox, raw: bytes, *, at: datetime) -> RawMail:
    """Keep an old mail, in a closed conversation. The same bytes again change nothing; raises if it cannot be stored.

    What we wrote is known by an address of ours in From, and belongs to the customer whom it went to. What nobody
    outside wrote or got is stored and put aside.
    """
    try:
        letter = letter_of(raw, settings.MAIL_LIMIT_BYTES, mailbox, {})
        with transaction.atomic():
            return settled(raw_mail(mailbox, raw, "import", at, {}), _remembered(mailbox, letter, at), at)
    except IntegrityError:  # most likely it is known, and then this changes nothing
        return hold(mailbox, raw, "Another mail was in its way; let it in by hand.", via="import", at=at)
    except Exception as error:
        return hold(mailbox, raw, f"It could not be taken in: {type(error).__name__}.", via="import", at=at)


def _remembered(mailbox: Mailbox, letter: Letter, at: datetime) -> Outcome:
    reading = letter.reading
    id = reading.header_id
    if letter.size > letter.limit or reading.sender is None:
        facts = rules.Circumstances(size=letter.size, limit=letter.limit)
        return Outcome(RawMail.QUARANTINED, rules.reason_to_hold(reading, facts), header_id=id)
    if (first := original(mailbox, reading)) is not None:
        note_copy(first, mailbox)
        return Outcome(RawMail.TAKEN_IN, header_id=id, copy_of=first)
    moment = said_at(reading, at)
    ours = _one_of_us(reading.sender.address)
    person = _written_to(reading) if ours else reading.sender
    if person is None:
        return Outcome(RawMail.DISCARDED, "It went from us to us.", header_id=id)
    customer = recognise(Identity.EMAIL, person.address, name=person.name, at=moment)
    # A mail of ours belongs where an answer of whom it went to would.
    place = belonging(mailbox, replace(reading, sender=person), moment)
    message = conversations.remember(
        _said(letter, moment),
        customer=customer,
        site=mailbox.site,
        team=mailbox.team,
        by=ours or customer_actor(customer.id),
        moment=moment,
        at=at,
        conversation=place.conversation,
        files=letter.files,
    )
    return Outcome(RawMail.TAKEN_IN, message=message, header_id=id)


def said_at(reading: Reading, at: datetime) -> datetime:
    """What its Date says, if that can be true."""
    date = reading.date
    return date if date is not None and date.tzinfo is not None and EARLIEST <= date <= at else at


def _one_of_us(address: str) -> Actor | None:
    """The colleague whose address it is, or the house for that of a mailbox; None if it is somebody else's."""
    colleague = Staff.objects.filter(email__iexact=address).first()
    if colleague is not None:
        return staff_actor(colleague.id)
    return SYSTEM if our_addresses([address]) else None


def _written_to(reading: Reading) -> Person | None:
    """The first person outside."""
    others = (Person(address, name) for address, name in companions(reading))
    return next((person for person in others if _one_of_us(person.address) is None), None)


def _said(letter: Letter, moment: datetime) -> Incoming:
    reading = letter.reading
    undated = () if reading.date == moment else ("its date is unknown",)
    return Incoming(
        channel=CHANNEL,
        sender=reading.sender.address if reading.sender else "",
        text=reading.text,
        subject=reading.subject,
        html=letter.html,
        recipients=tuple(person.address for person in (*reading.to, *reading.cc)),
        automatic=reading.is_automatic,
        hints=(*rules.hints(reading, perhaps=False), *undated),
    )
