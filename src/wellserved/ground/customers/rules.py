"""What becomes of customers: pure decisions."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from unicodedata import normalize

WAIT = timedelta(days=7)  # in which an erasure can be taken back
NOTE_CHARACTERS = 5000
ERASED = "Erased customer"  # what stands in the place of a name
CONFIRMS = "erase"  # what is typed for somebody who has neither a name nor an address


def called_together(kept: Mapping[str, Any], merged: Mapping[str, Any]) -> dict[str, Any]:
    """What one customer made of two is called: as `kept`, with what only `merged` has; the notes of both.

    Each has name, company_id, language and note.
    """
    notes = dict.fromkeys(note for note in (kept["note"], merged["note"]) if note)
    together = {key: kept[key] or merged[key] for key in ("name", "company_id", "language")}
    return {**together, "note": "\n\n".join(notes)[:NOTE_CHARACTERS]}


def to_type(name: str, addresses: list[str]) -> str:
    """What a person types to show that they mean this customer: the name, or else an address."""
    return _plain(name) or next(iter(addresses), "") or CONFIRMS


def is_typed(typed: str, expected: str) -> bool:
    """Whether it was typed, whatever its capitals, blanks and the way its accents are encoded."""
    return _plain(typed).casefold() == _plain(expected).casefold()


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", text).split())
