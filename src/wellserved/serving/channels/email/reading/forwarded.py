"""A mail that somebody passed on: who wrote it first, when, and what."""

import re
from dataclasses import dataclass
from datetime import datetime

from wellserved.serving.channels.email.reading import headers
from wellserved.serving.channels.email.reading.dates import date
from wellserved.serving.channels.email.reading.heads import Head, head_at
from wellserved.serving.channels.email.reading.introductions import is_forwarded, is_original, is_rule
from wellserved.serving.channels.email.reading.model import Person, Reading
from wellserved.serving.channels.email.reading.parse import read

MOST_LINES = 2_000  # in which a forward is looked for
BLANK_LINES = 4  # between its announcement and its head

_prefix = re.compile(
    r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|wg|tr|rv|enc|i|vb|vl|pd|ilt|\u0130lt|doorst|vidarebef|転送|转发|轉寄|전달|fs|пересл\w*)"
    r"\s*(?:\[\d+\])?\s*[:\uff1a]\s*",
    re.IGNORECASE,
)
_mailto = re.compile(r"\[mailto:|<mailto:[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """`above` is what the forwarder added. `date` is None where it is written in words we don't read."""

    sender: Person
    subject: str
    date: datetime | None
    text: str
    above: str


def forwarded(reading: Reading) -> Forwarded | None:
    """The mail that this one passes on, in its text or as its only enclosed mail; None if it passes none on."""
    return _enclosed(reading) or _in_text(reading)


def is_forward(subject: str) -> bool:
    """Whether the subject says so: Fwd:, WG:, TR: ..."""
    return bool(_prefix.match(subject))


def _enclosed(reading: Reading) -> Forwarded | None:
    mails = [file for file in reading.files if file.content_type == "message/rfc822"]
    # An enclosed mail may be a mere supplement; a forward says so, or says little else.
    if len(mails) != 1 or not (is_forward(reading.subject) or not reading.text.strip()):
        return None
    inner = read(mails[0].data)
    if inner.sender is None:
        return None
    return Forwarded(inner.sender, inner.subject, inner.date, inner.text, reading.text.strip())


def _in_text(reading: Reading) -> Forwarded | None:
    lines = reading.text.split("\n")
    for number, line in enumerate(lines[:MOST_LINES]):
        announced = is_forwarded(line)
        if announced or (is_forward(reading.subject) and (is_original(line) or is_rule(line))):
            head = _head_after(lines, number)
        else:
            head = head_at(lines, number) if is_forward(reading.subject) else None
        if head is not None:
            return _told(reading, lines, number, head)
    return None


def _head_after(lines: list[str], number: int) -> Head | None:
    for begin in range(number + 1, min(number + 2 + BLANK_LINES, len(lines))):
        if lines[begin].strip(" >"):
            return head_at(lines, begin)
    return None


def _told(reading: Reading, lines: list[str], number: int, head: Head) -> Forwarded | None:
    found = headers.people([_mailto.sub("<" if "[mailto:" in head.fields["from"].lower() else "", _from(head))])
    if not found:
        return None
    body = lines[head.end :]
    said = [line for line in body if line.strip()]
    if said and all(line.startswith(">") for line in said):
        body = [re.sub(r"^> ?", "", line) for line in body]
    subject = head.fields.get("subject", "") or _prefix.sub("", reading.subject)
    when = re.sub(r",? (?:at|um) ", " ", head.fields.get("date", ""))
    text, above = "\n".join(body).strip(), "\n".join(lines[:number]).strip()
    return Forwarded(found[0], headers.text(subject), date(when), text, above)


def _from(head: Head) -> str:
    return head.fields["from"].replace("]", ">") if "[mailto:" in head.fields["from"].lower() else head.fields["from"]
