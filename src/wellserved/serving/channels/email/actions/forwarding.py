"""A colleague forwards a customer's mail to a mailbox: it is the customer's, and the answer goes to them.

Whoever is no colleague forwards in vain: anybody can write "From: Alice" into a mail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from wellserved.ground.accounts.reads import colleague_by_email
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import SYSTEM, Actor
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.serving.channels.email.authentication import FORGED, GENUINE
from wellserved.serving.channels.email.authentication.domains import domain_of
from wellserved.serving.channels.email.belonging import belonging
from wellserved.serving.channels.email.companions import may_be_somebody, our_addresses
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.reading.forwarded import Forwarded, forwarded
from wellserved.serving.channels.email.reading.model import Person, Reading
from wellserved.serving.channels.email.rules import BY_SUBJECT
from wellserved.serving.channels.email.sender import own_domains
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import Incoming, NewFile

UNPROVEN = "nobody could check that the forward is from them"


@dataclass(frozen=True)
class Brought:
    """What a colleague brought, and who did."""

    mail: Forwarded
    name: str
    by: Actor
    is_proven: bool  # or anybody may have written their address


def brought(reading: Reading, checks: Mapping[str, str]) -> Brought | None:
    """What a colleague forwards here; None for every other mail, and if its sender may be somebody else."""
    if reading.sender is None or reading.is_automatic or checks.get("verdict") == FORGED:
        return None
    found = forwarded(reading)
    if found is None or not may_be_somebody(found.sender.address):
        return None
    if colleague_by_email(found.sender.address) or our_addresses([found.sender.address]):
        return None
    by = _colleague(reading.sender, checks)
    proven = checks.get("verdict") == GENUINE
    return Brought(found, _name(reading.sender), by, proven) if by else None


def bring(
    mailbox: Mailbox, reading: Reading, it: Brought, *, html: str, files: Sequence[NewFile], at: datetime
) -> Message:
    """The customer's words become theirs, the colleague's own a private note; in the caller's transaction.

    `html` is the whole mail's; where the colleague added something it would show that as the customer's.
    """
    sender, told = it.mail.sender, it.mail
    customer = recognise(Identity.EMAIL, sender.address, name=sender.name, at=at)
    written = f", written on {told.date:%d %B %Y at %H:%M} UTC" if told.date else ""
    incoming = Incoming(
        channel="email",
        sender=sender.address,
        text=told.text,
        subject=told.subject or reading.subject,
        html="" if told.above else html,
        recipients=(mailbox.address,),
        hints=(f"forwarded by {it.name}{written}", *(() if it.is_proven else (UNPROVEN,)), *reading.notices),
    )
    place = belonging(mailbox, replace(reading, sender=sender, subject=incoming.subject, reply_to=()), at)
    if place.by_subject and place.conversation is not None:
        incoming = replace(incoming, hints=(*incoming.hints, BY_SUBJECT))
    if place.conversation is not None:
        by = customer_actor(customer.id)
        message = conversations.receive(place.conversation, incoming, by=by, at=at, files=files)
    else:
        _, message = conversations.open(
            incoming,
            customer=customer,
            site=mailbox.site,
            team=mailbox.team,
            at=at,
            files=files,
            brought_by=it.by,
        )
    if told.above:
        own = told.above if it.by.kind == "staff" else f"{it.name}:\n{told.above}"
        conversations.note(message.conversation, own, by=it.by, at=at)
    return message


def _colleague(sender: Person, checks: Mapping[str, str]) -> Actor | None:
    """Who serves here; whoever writes from a mailbox of ours; and, proven, anybody of a domain that is ours alone."""
    known = colleague_by_email(sender.address)
    if known is not None:
        return staff_actor(known.id)
    if our_addresses([sender.address]):
        return SYSTEM
    ours = own_domains(list(Mailbox.objects.values_list("address", flat=True)))
    proven = checks.get("verdict") == GENUINE and domain_of(sender.address) in ours
    return SYSTEM if proven else None


def _name(sender: Person) -> str:
    known = colleague_by_email(sender.address)
    return known.name if known else sender.name or sender.address
