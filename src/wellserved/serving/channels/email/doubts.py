"""Questions about a sender that somebody should look at twice: forged, under another's name, or from a domain that
looks like ours. The answers are sentences for whoever reads the mail."""

import re
from collections.abc import Mapping

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.models import Customer, Identity
from wellserved.serving.channels.email.authentication import FORGED
from wellserved.serving.channels.email.authentication.domains import domain_of
from wellserved.serving.channels.email.likeness import mixes_alphabets, resembles
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.reading.model import Person, Reading
from wellserved.serving.channels.email.sender import own_domains
from wellserved.serving.channels.email.tokens import without_plus

SHORTEST_NAME = 5  # letters: "Anna" is many
_address = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+\.[^\s<>()\"',;:]+")


def doubts(reading: Reading, checks: Mapping[str, str]) -> tuple[str, ...]:
    """What to tell whoever reads it; () of most mails. Asked before the sender is made a customer."""
    sender = reading.sender
    if sender is None:
        return ()
    if checks.get("verdict") == FORGED:
        return (_forged(sender.address),)
    if Identity.objects.filter(kind=Identity.EMAIL, value=sender.address).exists():
        return ()  # somebody whom we know under this address
    found = (_other_address(sender), _another_s_name(sender), _like_ours(sender.address))
    return tuple(filter(None, found))


def _forged(address: str) -> str:
    known = Identity.objects.select_related("customer").filter(kind=Identity.EMAIL, value=address).first()
    colleague = Staff.objects.filter(email__iexact=address).first()
    whose = colleague.name if colleague else (known.customer.name if known else "")
    if whose:
        return (
            f"the sender could not be verified: this address belongs to {whose}, but the mail did not come from there"
        )
    return f"the sender could not be verified: the mail did not come from {domain_of(address) or address}"


def _other_address(sender: Person) -> str:
    """A name that is itself an address, as some programs show nothing but the name."""
    said = _address.search(sender.name)
    if said is None or said[0].casefold() == sender.address:
        return ""
    return f"calls itself {said[0][:100]}, but writes from {sender.address}"


def _another_s_name(sender: Person) -> str:
    name = " ".join(sender.name.split())
    if len(name) < SHORTEST_NAME:
        return ""
    if Staff.objects.filter(name__iexact=name, is_active=True).exclude(email__iexact=sender.address).exists():
        return f"has the name of {name}, a colleague, but writes from {sender.address}"
    if Mailbox.objects.filter(name__iexact=name).exclude(address=without_plus(sender.address)).exists():
        return f"has our own name, {name}, but writes from {sender.address}"
    known = Customer.objects.filter(name=name, identities__kind=Identity.EMAIL).exists()
    return f"has the name of a customer whom we know under another address: {name}" if known else ""


def _like_ours(address: str) -> str:
    domain = domain_of(address)
    ours = own_domains(list(Mailbox.objects.values_list("address", flat=True)))
    if like := resembles(domain, ours):
        return f"writes from {domain}, which looks like our {like} and is not"
    return f"writes from {domain}, which mixes the letters of two alphabets" if mixes_alphabets(domain) else ""
