"""The parts of a mail: which are its words, in which version, and which are enclosed."""

import html as htmllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from wellserved.serving.channels.email.reading import charsets, enclosures, opaque, seals, tnef, words
from wellserved.serving.channels.email.reading.model import File, Seal
from wellserved.serving.channels.email.reading.plain import plain
from wellserved.serving.channels.email.reading.repair import parts_without_boundary, readable_parameters
from wellserved.serving.channels.email.reading.transfer import data_of
from wellserved.serving.channels.email.reading.words import LONGEST, Words

DEEPEST = 30
MOST_PARTS = 2_000
MOST_FILES = 200
PASSED_OVER = frozenset({"application/applefile", "text/x-amp-html", "text/watch-html"})  # said in another part too


@dataclass(slots=True)
class Found:
    files: list[File] = field(default_factory=list)
    signed: list[Seal] = field(default_factory=list)
    encrypted: list[Seal] = field(default_factory=list)
    notices: dict[str, None] = field(default_factory=dict)
    said: list[Words] = field(default_factory=list)
    parts: int = 0

    def notice(self, words: str) -> None:
        self.notices[words] = None

    def enclose(self, file: File) -> None:
        if len(self.files) >= MOST_FILES:
            self.notice(f"It encloses more than {MOST_FILES} files; only the first ones are kept apart.")
        else:
            self.files.append(file)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: its number as IMAP counts, how deep, and whether it is one of several versions."""

    number: str = ""
    depth: int = 0
    is_version: bool = False

    def inner(self, number: int, *, is_version: bool = False) -> "Place":
        return Place(f"{self.number}.{number}" if self.number else str(number), self.depth + 1, is_version)


def read(message: "Message[str, str]") -> tuple[str, str, Found]:
    """(text, html, what else was found). The text is never empty if the HTML says something."""
    found = Found()
    said = _words(message, found, Place())
    text = "\n\n".join(one for stretch in said if (one := stretch.text or plain(stretch.html)))
    html = ""
    if any(stretch.html for stretch in said):
        html = "\n".join(stretch.html or f"<pre>{htmllib.escape(stretch.text)}</pre>" for stretch in said)
    if len(text) > LONGEST:
        found.notice("The text is very long; only its beginning is shown.")
    if len(html) > LONGEST:
        found.notice("The formatted text is very long; the plain text is shown instead.")
        html = ""
    return text[:LONGEST], enclosures.located(html, found.files), found


def _words(part: "Message[str, str]", found: Found, place: Place) -> list[Words]:
    found.parts += 1
    if found.parts > MOST_PARTS or place.depth > DEEPEST:
        found.notice("It has too many parts; only the first ones are shown.")
        return []
    readable_parameters(part)
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        return _several(part, kind, found, place)
    if kind in PASSED_OVER:
        return []
    if kind in seals.PKCS7:
        return _sealed(part, found, place)
    if kind in words.KINDS and not enclosures.is_enclosed(part, place.depth, place.is_version, bool(found.said)):
        return _said(part, kind, found, place)
    found.enclose(enclosures.file_of(part, kind, len(found.files) + 1))
    return _opened(found)


def _several(part: "Message[str, str]", kind: str, found: Found, place: Place) -> list[Words]:
    inner = part.get_payload()
    children = [child for child in inner if isinstance(child, Message)] if isinstance(inner, list) else []
    children = children or parts_without_boundary(part)
    if not children:
        return _said(part, "text/plain", found, place)
    if kind == "multipart/signed":
        found.signed.append(Seal(seals.kind_of(part), place.number or "1"))
    if kind == "multipart/encrypted":
        sealed = seals.kind_of(part)
        found.encrypted.append(Seal(sealed, place.number or "1"))
        for child in children[1:] or children:
            found.enclose(enclosures.file_of(child, child.get_content_type(), len(found.files) + 1, "encrypted.asc"))
        return [Words(seals.unreadable(sealed))]
    if kind == "multipart/alternative":
        return _alternatives(children, found, place)
    return [one for n, child in enumerate(children, 1) for one in _words(child, found, place.inner(n))]


def _alternatives(children: Iterable["Message[str, str]"], found: Found, place: Place) -> list[Words]:
    """The same words in several versions: the first plain one, the last (best) formatted one."""
    text = html = ""
    for n, child in enumerate(children, 1):
        said = _words(child, found, place.inner(n, is_version=True))
        text = text or "\n\n".join(one.text for one in said if one.text)
        html = "\n".join(one.html for one in said if one.html) or html
    return [Words(text, html)]


def _said(part: "Message[str, str]", kind: str, found: Found, place: Place) -> list[Words]:
    leaf = words.of(part, kind)
    for file in leaf.files:
        found.enclose(file)
    if leaf.is_signed:
        found.signed.append(Seal(seals.PGP, place.number or "1"))
    if leaf.is_encrypted:
        found.encrypted.append(Seal(seals.PGP, place.number or "1"))
        found.notice(seals.unreadable(seals.PGP))
    found.said += leaf.said
    return leaf.said


def _sealed(part: "Message[str, str]", found: Found, place: Place) -> list[Words]:
    """S/MIME in one piece: what was signed is read; what is encrypted stays a file."""
    data = data_of(part)
    found.enclose(enclosures.file_of(part, part.get_content_type(), len(found.files) + 1, "smime.p7m"))
    kind = opaque.kind_of(data)
    if kind == "encrypted":
        found.encrypted.append(Seal(seals.SMIME, place.number or "1"))
        return [Words(seals.unreadable(seals.SMIME))]
    content = opaque.content_of(data) if kind == "signed" else None
    if content is None:
        return []
    found.signed.append(Seal(seals.SMIME, place.number or "1"))
    return _words(message_from_bytes(content, policy=compat32), found, place.inner(1))


def _opened(found: Found) -> list[Words]:
    """If what was just enclosed is a winmail.dat, its words and files instead."""
    if not found.files or not tnef.is_tnef(found.files[-1].content_type, found.files[-1].name):
        return []
    inside = tnef.unpacked(found.files[-1].data)
    if inside is None:
        return []
    text, html, files = inside
    found.files.pop()
    for file in files:
        found.enclose(enclosures.renamed(file))
    words = Words(charsets.sane(text), charsets.sane(html))
    # Most servers repeat them outside.
    return [] if _letters(words) in "".join(map(_letters, found.said)) else [words]


def _letters(words: Words) -> str:
    return "".join((words.text or plain(words.html)).split())
