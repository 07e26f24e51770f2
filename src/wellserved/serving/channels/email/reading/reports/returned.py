"""Which mail a report is about."""

import re

from wellserved.serving.channels.email.reading import headers
from wellserved.serving.channels.email.reading.charsets import decoded
from wellserved.serving.channels.email.reading.headers import Fields
from wellserved.serving.channels.email.reading.robots import OUR_MARK

BYTES_SEARCHED = 200_000
MOST_IDS = 20
RECIPIENTS = ("to", "cc", "x-original-to", "delivered-to", "x-failed-recipients", "resent-to", "apparently-to")

# Blanks of one line only: where \s* stands beside \s*, a report of empty lines takes minutes.
_ids = re.compile(
    rb"(?im)^[>| \t]{0,6}(?:message-id|x-ms-exchange-message-id|original-message-id)"
    rb"[ \t]*:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{3,255})>"
)
_marks = re.compile(rb"(?im)^[>| \t]{0,6}x-wellserved-message[ \t]*:[ \t]*([0-9a-z-]{3,40})")


def ids(raw: bytes, returned: Fields, own_id: str) -> tuple[str, ...]:
    """Our marks and the Message-IDs written anywhere inside the report but its own; the reported mail's are among
    them."""
    found = [
        *returned.get(OUR_MARK, ()),
        *(decoded(one) for one in _marks.findall(raw[:BYTES_SEARCHED])),
        *headers.ids(returned.get("message-id", ())),
        *(decoded(one) for one in _ids.findall(raw[:BYTES_SEARCHED])),
    ]
    return tuple(one for one in dict.fromkeys(map(str.strip, found)) if one != own_id)[:MOST_IDS]


def recipients(returned: Fields) -> tuple[str, ...]:
    """Whom the returned mail was for."""
    people = headers.people(value for name in RECIPIENTS for value in returned.get(name, ()))
    return tuple(person.address for person in people)
