"""Delivery reports: whom a mail never reached, and which mail that was."""

import re
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from flufl.bounce import all_failures

from wellserved.serving.channels.email.reading.charsets import decoded

BYTES_SEARCHED = 200_000
LINES_SEARCHED = 4_000  # its detectors hold fifty patterns against each line

# Blanks of one line only: where \s* stands beside \s*, a report of empty lines takes minutes.
_ids = re.compile(
    rb"(?im)^(?:message-id|x-ms-exchange-message-id|original-message-id)"
    rb"[ \t]*:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{3,255})>"
)
_mark = re.compile(rb"(?im)^x-wellserved-message[ \t]*:[ \t]*([a-z0-9-]{10,60})")


def failures(message: "Message[str, str]", raw: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(addresses never reached, addresses still being tried), casefolded; of a long report, by its beginning."""
    try:
        beginning = b"\n".join(raw[:BYTES_SEARCHED].split(b"\n", LINES_SEARCHED)[:LINES_SEARCHED])
        if len(beginning) < len(raw):
            message = message_from_bytes(beginning, policy=compat32)
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
