"""Whom a mail brings along: who else stands in its To and Cc."""

import re
from collections.abc import Collection

from wellserved.ground.customers.models import Customer
from wellserved.serving.channels.email.belonging import Belonging
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.tokens import without_plus

# Nobody reads what is sent there.
_nobody = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?|listserv|majordomo|undisclosed)"
    r"(?:[-_.+].*)?$|^owner-|-(?:owner|request|bounces?|subscribe|unsubscribe)$"
)
_address = re.compile(r"^[^\s,;<>()\"\\@]+@[^\s,;<>()\"\\@]+$")
ADDRESS_CHARACTERS = 254


def brought_along(reading: Reading, place: Belonging, customer: Customer) -> tuple[tuple[str, str], ...]:
    """(address, name) of everybody who takes part from this mail on; `customer` is its sender.

    What belongs to a matter by its subject alone brings nobody: its sender may be forged, to get our answers copied.
    """
    if place.conversation is None:
        return companions(reading)
    if place.by_subject or reading.sender is None:
        return ()
    speaker = (reading.sender.address, reading.sender.name)
    others = companions(reading)
    return others if customer.id == place.conversation.customer_id else (speaker, *others)


def companions(reading: Reading) -> tuple[tuple[str, str], ...]:
    """(address, name) of each, without the sender, us, and addresses that nobody reads."""
    people = {person.address: person.name for person in (*reading.to, *reading.cc)}
    nobody = {reading.sender.address if reading.sender else "", *reading.delivered_to}  # aliases of ours among them
    people = {one: name for one, name in people.items() if one not in nobody and may_be_somebody(one)}
    ours = our_addresses(people)
    return tuple((address, name) for address, name in people.items() if address not in ours)


def may_be_somebody(address: str) -> bool:
    """Whether a person may read what is sent there: no list's machine, nothing that takes no answers."""
    fits = len(address) <= ADDRESS_CHARACTERS and address.isprintable() and bool(_address.match(address))
    return fits and not _nobody.search(address.rpartition("@")[0])


def our_addresses(addresses: Collection[str]) -> set[str]:
    """Those that are mailboxes of ours, be it with something after a plus."""
    plain = {address: without_plus(address) for address in addresses}
    if not plain:
        return set()
    rows = Mailbox.objects.filter(address__in={*plain, *plain.values()})
    known = set(rows.values_list("address", flat=True))
    return {address for address, bare in plain.items() if address in known or bare in known}
