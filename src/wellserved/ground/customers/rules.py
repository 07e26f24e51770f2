"""What becomes of customers: pure decisions."""

from datetime import timedelta
from unicodedata import normalize

WAIT = timedelta(days=7)  # in which an erasure can be taken back
ERASED = "Erased customer"  # what stands in the place of a name
CONFIRMS = "erase"  # what is typed for somebody who has neither a name nor an address


def to_type(name: str, addresses: list[str]) -> str:
    """What a person types to show that they mean this customer: the name, or else an address."""
    return _plain(name) or next(iter(addresses), "") or CONFIRMS


def is_typed(typed: str, expected: str) -> bool:
    """Whether it was typed, whatever its capitals, blanks and the way its accents are encoded."""
    return _plain(typed).casefold() == _plain(expected).casefold()


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
