"""What became of a mail, recipient by recipient, and what that means for the message. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, TypedDict

Became = Literal["later", "delayed", "delivered", "failed"]  # "later": our server refused them for now


class Fate(TypedDict):
    """`at` is ISO 8601 in UTC."""

    became: Became
    reason: str
    at: str


Fates = Mapping[str, Fate]

# RFC 3463. What is not told in its own words is told by its kind.
MEANINGS = {
    "5.1.0": "the address is refused",
    "5.1.1": "the mailbox does not exist",
    "5.1.2": "the domain of the address does not exist",
    "5.1.3": "the address is not a valid one",
    "5.1.6": "the mailbox has moved",
    "5.1.8": "our own address is refused",
    "5.1.10": "the domain takes no mail",
    "5.2.1": "the mailbox is disabled",
    "5.2.2": "the mailbox is full",
    "5.2.3": "the mail is too large for the mailbox",
    "5.3.4": "the mail is too large",
    "5.4.1": "no server answers for the address",
    "5.4.4": "no server is named for the domain",
    "5.4.6": "the mail went round in circles",
    "5.4.7": "it was tried for too long",
    "5.5.0": "the other server refused it",
    "5.6.0": "the other server can't read it",
    "5.7.0": "the other server refused it",
    "5.7.1": "the other server refused it",
    "5.7.26": "the other server does not believe that it is from us",
}
KINDS = {"1": "the address is refused", "2": "the mailbox can't take it", "4": "the other side can't be reached"}
# Of these the address is as good as before: a full mailbox, a mail too large, a policy about us.
NOT_THE_ADDRESS = ("5.1.8", "5.2.2", "5.2.3", "5.3", "5.4.6", "5.4.7", "5.6", "5.7", "4.")

_status = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")


def status_in(reason: str) -> str:
    """The enhanced status code in a server's words, or ""."""
    found = _status.search(reason)
    return found[1] if found else ""


def in_words(reason: str) -> str:
    """Why, for a person: "the mailbox does not exist (5.1.1)", else what the server said."""
    status = status_in(reason)
    meaning = MEANINGS.get(status) or (KINDS.get(status.split(".")[1]) if status.startswith("5") else None)
    return f"{meaning} ({status})" if meaning else " ".join(reason.split())[:200]


def spoils_address(reason: str) -> bool:
    """Whether the failure says that the address itself can't be reached."""
    status = status_in(reason)
    return not any(status == one or status.startswith(f"{one.rstrip('.')}.") for one in NOT_THE_ADDRESS)


def still_to_get(recipients: Sequence[str], fates: Fates) -> list[str]:
    """Whom the next attempt is for: who was refused for now while others were served, else whoever did not fail."""
    known = {address: fate["became"] for address, fate in fates.items()}
    later = [one for one in recipients if known.get(one) == "later"]
    return later or [one for one in recipients if known.get(one) != "failed"]


def concerned(told: Sequence[str], recipients: Sequence[str]) -> list[str]:
    """Which recipients a report is about. Who was written to alone is meant, whatever address it was passed on to."""
    named = [one.casefold() for one in told]
    found = [one for one in recipients if one in named]
    return found or (list(recipients) if len(recipients) == 1 else [])


def became(
    recipients: Sequence[str], copies: Collection[str], fates: Fates
) -> Literal["sent", "delivered", "failed"]:
    """What became of the message: failed if somebody it is addressed to can't get it, delivered if everybody did.

    Somebody who only gets a copy and can't be reached is told at the message, and nothing else follows.
    """
    known = {address: fate["became"] for address, fate in fates.items()}
    if "later" in known.values():  # it goes on
        return "sent"
    if any(known.get(one) == "failed" for one in recipients if one not in copies):
        return "failed"
    everybody = bool(recipients) and all(known.get(one) == "delivered" for one in recipients)
    return "delivered" if everybody else "sent"
