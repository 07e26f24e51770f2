"""The mail behind a message, or one in quarantine, as it arrived: its header on a page, all of it as a download."""

import re
from collections.abc import Iterable
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.conversations import reads
from wellserved.surfaces.desk.doors import desk
from wellserved.surfaces.desk.files import as_download

HEADER_BYTES = 64_000
LONGEST = 4_000  # characters of one field
TELLING = frozenset({"from", "reply-to", "return-path", "to", "cc", "subject", "date", "message-id"})

_end = re.compile(rb"\r?\n\r?\n|\r\r")
_fold = re.compile(r"\r?\n[ \t]+")


@desk("GET", needs=Verb.SEE_RAW)
def original(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    message = reads.message(viewer, id, message_id)
    back = f"/desk/conversations/{id}/#message-{message_id}"
    return _page(request, email.raw_of(viewer, message), f"/desk/conversations/{id}/messages/{message_id}/raw/", back)


@desk("GET", needs=Verb.RELEASE)
def held_original(request: HttpRequest, viewer: Staff, mail_id: int) -> HttpResponse:
    mail = email.quarantined(viewer, mail_id)
    return _page(request, mail, f"/desk/quarantine/{mail_id}/raw/", "/desk/quarantine/")


@desk("GET", needs=Verb.RELEASE)
def held_raw(request: HttpRequest, viewer: Staff, mail_id: int) -> HttpResponse:
    return as_download(email.quarantined(viewer, mail_id).content, f"quarantined-{mail_id}.eml")


def fields(raw: bytes) -> Iterable[tuple[str, str, str]]:
    """(name, what it says on one line, the same decoded if that differs), in their order."""
    head = _end.split(raw[:HEADER_BYTES], maxsplit=1)[0].decode("utf-8", "replace")
    for line in _fold.sub(" ", head).splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            yield "", line[:LONGEST], ""
            continue
        value = value.strip()[:LONGEST]
        decoded = _decoded(value) if "=?" in value else value
        yield name.strip(), value, decoded if decoded != value else ""


def _page(request: HttpRequest, mail: RawMail, download: str, back: str) -> HttpResponse:
    told = [(name, value, decoded, name.lower() in TELLING) for name, value, decoded in fields(mail.content)]
    shown = {"mail": mail, "fields": told, "download": download, "back": back, "here": "inbox"}
    return render(request, "desk/original.html", shown)


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, HeaderParseError):  # what strangers call an encoded word
        return value
