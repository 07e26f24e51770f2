"""A customer's mail as it travels: real MIME, of the kinds that mail programs really write."""

import struct
import zlib
from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from html import escape
from random import Random

from wellserved.linden.people import Person

IN_HTML = 0.6  # the share of programs that send an HTML version along
QUOTED_LINES = 12


@dataclass(frozen=True)
class Letter:
    """One mail. A reply (`in_reply_to`) quotes what it answers, as most people's programs do."""

    person: Person
    to: str
    subject: str
    text: str
    at: datetime
    in_reply_to: str = ""
    quoted: str = ""
    picture: str = ""  # its file name, if one is attached
    automatic: bool = False


def mail(letter: Letter, rng: Random) -> bytes:
    """The bytes of the mail. Put together by hand: a simulation writes thousands, and the library takes its time."""
    text = letter.text
    if letter.quoted:
        lines = "\n".join(f"> {line}" for line in letter.quoted.splitlines()[:QUOTED_LINES])
        text = f"{text}\n\nOn {letter.at:%d/%m/%Y}, Linden wrote:\n{lines}\n"
    body = _part("text/plain; charset=utf-8", text)
    if rng.random() < IN_HTML:
        paragraphs = "".join(f"<p>{escape(part)}</p>".replace("\n", "<br>\n") for part in text.split("\n\n"))
        body = _parts("alternative", rng, body, _part("text/html; charset=utf-8", f"<html>{paragraphs}</html>"))
    if letter.picture:
        body = _parts("mixed", rng, body, _picture(letter.picture, rng))
    return f"{_head(letter, rng)}{body}".replace("\n", "\r\n").encode()


def _head(letter: Letter, rng: Random) -> str:
    domain = letter.person.email.partition("@")[2]
    subject = letter.subject if letter.subject.isascii() else Header(letter.subject, "utf-8").encode()
    lines = [
        f"From: {letter.person.name} <{letter.person.email}>",
        f"To: {letter.to}",
        f"Subject: {subject}",
        f"Date: {format_datetime(letter.at)}",
        f"Message-ID: <{rng.getrandbits(64):016x}@{domain}>",
        "MIME-Version: 1.0",
    ]
    if letter.in_reply_to:
        lines += [f"In-Reply-To: {letter.in_reply_to}", f"References: {letter.in_reply_to}"]
    if letter.automatic:
        lines.append("Auto-Submitted: auto-replied")
    return "\n".join(lines) + "\n"


def _part(kind: str, content: str) -> str:
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n{content}"


def _picture(name: str, rng: Random) -> str:
    head = f'Content-Disposition: attachment; filename="{name}"\nContent-Type: image/png\n'
    return f"{head}Content-Transfer-Encoding: base64\n\n{encodebytes(painting(rng)).decode()}"


def _parts(kind: str, rng: Random, *parts: str) -> str:
    boundary = f"=={rng.getrandbits(48):012x}"
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


def painting(rng: Random, size: int = 96) -> bytes:
    """A small PNG in soft colours, for want of a camera."""
    red, green, blue = (rng.randrange(90, 200) for _ in range(3))
    rows = b"".join(
        b"\0" + bytes(part for x in range(size) for part in (red, (green + x) % 256, (blue + y) % 256))
        for y in range(size)
    )
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
