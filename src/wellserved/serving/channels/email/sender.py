"""By what we know the sender of a mail. Pure.

A forged mail says an address that it did not come from. Whoever wrote it is somebody of their own to us, known by
what they say, so that nothing of the real person is shown, told or done on their word.
"""

from wellserved.ground.customers.models import Identity
from wellserved.ground.customers.providers import OPEN_TO_ALL

UNVERIFIED = "unverified "


def known_as(address: str, *, forged: bool) -> tuple[str, str]:
    """(kind, value) of the identity that the sender of a mail is recognised by."""
    return (Identity.EXTERNAL, f"{UNVERIFIED}{address}") if forged else (Identity.EMAIL, address)


def address_said(identity: str) -> str:
    """The address that an unverified sender says; "" of every other identity."""
    return identity.removeprefix(UNVERIFIED) if identity.startswith(UNVERIFIED) else ""


def own_domains(addresses: list[str]) -> set[str]:
    """The domains that are ours alone, of the addresses of our mailboxes. Mail from a provider of everybody is not
    from us, though a mailbox of ours be there too."""
    return {address.rpartition("@")[2] for address in addresses} - OPEN_TO_ALL
