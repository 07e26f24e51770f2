"""What is enclosed: its name, its type, its bytes."""

import dataclasses
import mimetypes
import re
from collections.abc import Sequence
from email.message import Message

from wellserved.serving.channels.email.reading import charsets, headers
from wellserved.serving.channels.email.reading.model import File
from wellserved.serving.channels.email.reading.parameters import parameter
from wellserved.serving.channels.email.reading.transfer import data_of

EXTENSIONS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "message/delivery-status": ".txt",
    "text/rfc822-headers": ".txt",
    "application/pgp-signature": ".asc",
    "application/ms-tnef": ".dat",
}
LONGEST_NAME = 200

_content_type = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,59}", re.ASCII)
_unsafe = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_enclosed(part: "Message[str, str]", depth: int, is_version: bool, after_words: bool) -> bool:
    """Whether a part of text is a file rather than said. Some programs name the words themselves."""
    fields = headers.fields_of(part)
    if headers.first(fields, "content-disposition").strip().lower().startswith("attachment"):
        return True
    if not depth or is_version:
        return False
    named = parameter(part, "filename", "content-disposition")
    return bool(named or (after_words and name_of(part)))


def file_of(part: "Message[str, str]", kind: str, number: int, otherwise: str = "") -> File:
    """The part as a file; without a name of its own it is called `otherwise`, or by its number."""
    fields = headers.fields_of(part)
    name = name_of(part) or _subject_as_name(part, kind) or otherwise or _invented(kind, number)
    content_id = headers.ids(fields.get("content-id", ())) or headers.ids(fields.get("content-location", ()))
    location = headers.text(headers.first(fields, "content-location"))[:255]
    kind = kind if _content_type.fullmatch(kind) else "application/octet-stream"
    return File(name, kind, data_of(part), content_id[0] if content_id else location)


def renamed(file: File) -> File:
    """With a name that is safe, and the type that its name tells."""
    name = clean_name(file.name) or "attachment"
    return dataclasses.replace(file, name=name, content_type=mimetypes.guess_type(name)[0] or file.content_type)


def type_by_name(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def located(html: str, files: Sequence[File]) -> str:
    """The HTML, where it refers to a picture by its Content-Location, with cid: instead."""
    for file in files:
        if file.content_id and "@" not in file.content_id:
            for quote in "\"'":
                html = html.replace(
                    f"src={quote}{file.content_id}{quote}", f"src={quote}cid:{file.content_id}{quote}"
                )
    return html


def name_of(part: "Message[str, str]") -> str:
    """The name of an enclosed file, without any folder; "" if it has none."""
    name = parameter(part, "filename", "content-disposition") or parameter(part, "name")
    return clean_name(headers.text(name)) if name else ""


def clean_name(name: str) -> str:
    """A name that is safe to show and to save under."""
    name = re.split(r"[/\\]", charsets.sane(name))[-1]
    name = _unsafe.sub("", name).strip(" .")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 20] + name[-20:]


def _subject_as_name(part: "Message[str, str]", kind: str) -> str:
    """A mail that is enclosed goes by its subject."""
    inner = part.get_payload()
    if kind != "message/rfc822" or not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
        return ""
    subject = headers.text(headers.first(headers.fields_of(inner[0]), "subject"))
    name = clean_name(re.sub(r'[/\\:*?"<>|]+', " ", subject)[:120].strip())
    return f"{name}.eml" if name else ""


def _invented(kind: str, number: int) -> str:
    return f"attachment-{number}{EXTENSIONS.get(kind) or mimetypes.guess_extension(kind) or '.bin'}"
