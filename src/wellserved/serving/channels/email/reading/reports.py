"""Delivery reports: whom a mail never reached, and which mail that was."""

import re
from email.message import Message

from flufl.bounce import all_failures

from wellserved.serving.channels.email.reading.charsets import decoded

BYTES_SEARCHED = 200_000

_ids = re.compile(
    rb"(?im)^(?:message-id|x-ms-exchange-message-id|original-message-id)\s*:\s*(?:\r?\n\s+)?<([^<>\s]{3,255})>"
)
_mark = re.compile(rb"(?im)^x-wellserved-message\s*:\s*([a-z0-9-]{10,60})")


def failures(message: "Message[str, str]") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(addresses never reached, addresses still being tried), casefolded."""
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # its detectors read strangers' prose, and each may trip over some
        return (), ()
    never = sorted({_address(one) for one in permanent} - {""})
    later = sorted({_address(one) for one in temporary} - {""} - set(never))
    return tuple(never), tuple(later)


def reported_ids(raw: bytes, own_id: str) -> tuple[str, ...]:
    """Message-IDs written anywhere inside the report but its own; the reported mail is among them."""
    found = [decoded(one) for one in _ids.findall(raw[:BYTES_SEARCHED])]
    return tuple(one for one in dict.fromkeys(found) if one != own_id)[:20]


def reported_marks(raw: bytes) -> tuple[str, ...]:
    """Our own mark, where the report quotes our mail's header."""
    return tuple(dict.fromkeys(one.decode() for one in _mark.findall(raw[:BYTES_SEARCHED])))


def _address(found: bytes | str) -> str:
    address = found.decode("utf-8", "replace") if isinstance(found, bytes) else found
    return address.strip().strip("<>").casefold() if "@" in address else ""
