"""Bytes -> Reading."""

import dataclasses
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from itertools import islice

from wellserved.serving.channels.email.reading import headers, parts, robots
from wellserved.serving.channels.email.reading.beginning import begun
from wellserved.serving.channels.email.reading.charsets import decoded
from wellserved.serving.channels.email.reading.dates import date
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.parameters import charset_of
from wellserved.serving.channels.email.reading.repair import readable_parameters
from wellserved.serving.channels.email.reading.reports.report import report_in
from wellserved.serving.channels.email.reading.words import LONGEST

HEAD_BYTES = 2_000_000
LONGEST_REPORT = 2_000_000  # bytes; Python makes a mail of each address in it
DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")


def read(raw: bytes) -> Reading:
    """What a mail says; of bytes that are no mail, what can be made of them, with a notice."""
    try:
        raw = begun(raw)
        if len(raw) > LONGEST_REPORT and b"message/delivery-status" in raw[:HEAD_BYTES].lower():
            short = _reading(message_from_bytes(raw[:LONGEST_REPORT], policy=compat32), raw)
            notice = "It is a very long delivery report; only its beginning was read."
            return dataclasses.replace(short, notices=(*short.notices, notice))
        return _reading(message_from_bytes(raw, policy=compat32), raw)
    except Exception:  # the promise of this package: a mail that we cannot read is still a mail
        return _salvaged(raw)


def read_head(raw: bytes) -> Reading:
    """What the header alone says; for lists of many, and for mails too big to be read."""
    try:
        head = begun(raw[:HEAD_BYTES]).replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        return _head(message_from_bytes(head, policy=compat32))
    except Exception:
        return Reading()


def _reading(message: "Message[str, str]", raw: bytes) -> Reading:
    reading = _head(message)
    text, html, found = parts.read(message)
    notices = tuple(found.notices)
    reading = dataclasses.replace(reading, text=text, html=html, files=tuple(found.files), notices=notices)
    reading = dataclasses.replace(reading, signed=tuple(found.signed), encrypted=tuple(found.encrypted))
    told = report_in(message, raw, reading, headers.fields_of(message))
    by_machine = told.is_report or told.is_complaint or told.is_receipt
    return dataclasses.replace(
        reading,
        is_automatic=reading.is_automatic or by_machine,
        answer_automatically=reading.answer_automatically and not by_machine,
        is_report=told.is_report,
        failures=told.failures,
        arrived=told.arrived,
        reported_ids=told.reported_ids,
        is_complaint=told.is_complaint,
        complained=told.complained,
        is_receipt=told.is_receipt,
    )


def _head(message: "Message[str, str]") -> Reading:
    fields = headers.fields_of(message)
    charset = _charset(message)
    senders = headers.people(fields.get("from", ()), charset) or headers.people(fields.get("sender", ()), charset)
    header_ids = headers.ids(fields.get("message-id", ())[:1])
    sender = senders[0] if senders else None
    subject = headers.text(headers.first(fields, "subject"), charset)[:998]
    automatic = robots.is_automatic(fields, subject)
    return Reading(
        sender=sender,
        reply_to=headers.people(fields.get("reply-to", ()), charset),
        to=headers.people(fields.get("to", ()), charset),
        cc=headers.people(fields.get("cc", ()), charset),
        delivered_to=tuple(p.address for name in DELIVERED_TO for p in headers.people(fields.get(name, ()))),
        subject=subject,
        date=date(headers.first(fields, "date")),
        header_id=header_ids[0] if header_ids else "",
        in_reply_to=headers.ids(fields.get("in-reply-to", ())),
        references=headers.ids(fields.get("references", ())),
        hops=len(fields.get("received", ())),
        is_automatic=automatic,
        answer_automatically=robots.may_be_answered_by_machine(fields, sender.address if sender else "", automatic),
        loop_marks=robots.loop_marks(fields),
    )


def _charset(message: "Message[str, str]") -> str:
    """What raw bytes in the header probably are: what the words are in."""
    for part in islice(message.walk(), 4):
        readable_parameters(part)
        if charset := charset_of(part):
            return charset
    return ""


def _salvaged(raw: bytes) -> Reading:
    """The header, and the rest as text."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    reading = read_head(head + b"\n\n")
    text = decoded(body[:LONGEST])
    return dataclasses.replace(reading, text=text, notices=("It could not be taken apart; this is how it arrived.",))
