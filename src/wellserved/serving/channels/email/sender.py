"""By what we know the sender of a mail. Pure.

A forged mail says an address that it did not come from. Whoever wrote it is somebody of their own to us, known by
what they say, so that nothing of the real person is shown, told or done on their word.
"""

from wellserved.ground.customers.models import Identity

UNVERIFIED = "unverified "

# Where anybody may have an address: mail from there is not from us, though a mailbox of ours be there too.
OPEN_TO_ALL = frozenset(
    {
        "aol.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com",
        "icloud.com", "live.com", "mac.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me",
        "protonmail.com", "t-online.de", "web.de", "yahoo.com", "ymail.com", "zoho.com",
    }
)  # fmt: skip


def known_as(address: str, *, forged: bool) -> tuple[str, str]:
    """(kind, value) of the identity that the sender of a mail is recognised by."""
    return (Identity.EXTERNAL, f"{UNVERIFIED}{address}") if forged else (Identity.EMAIL, address)


def address_said(identity: str) -> str:
    """The address that an unverified sender says; "" of every other identity."""
    return identity.removeprefix(UNVERIFIED) if identity.startswith(UNVERIFIED) else ""


def own_domains(addresses: list[str]) -> set[str]:
    """The domains that are ours alone, of the addresses of our mailboxes."""
    return {address.rpartition("@")[2] for address in addresses} - OPEN_TO_ALL
