"""A customer's mail as it travels: real MIME, of the kinds that mail programs really write."""

import struct
import zlib
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from random import Random

from wellserved.linden.people import Person

WIRE = policy.SMTP.clone(max_line_length=998)  # so that long ids in In-Reply-To stay in one piece


def mail(
    person: Person,
    *,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    rng: Random,
    in_reply_to: str = "",
    quoted: str = "",
    picture: str = "",
    automatic: bool = False,
) -> bytes:
    """The bytes of one mail. A reply quotes what it answers, as most people's programs do."""
    message = EmailMessage(policy=WIRE)
    message["From"] = Address(person.name, addr_spec=person.email)
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{rng.getrandbits(64):016x}@{person.email.partition('@')[2]}>"
    if in_reply_to:
        message["In-Reply-To"] = message["References"] = in_reply_to
    if automatic:
        message["Auto-Submitted"] = "auto-replied"
    if quoted:
        lines = "\n".join(f"> {line}" for line in quoted.splitlines()[:12])
        text = f"{text}\n\nOn {at:%d/%m/%Y}, Linden wrote:\n{lines}"
    message.set_content(text)
    if rng.random() < 0.6:
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
        message.add_alternative(f"<html><body>{paragraphs}</body></html>".replace("\n", "<br>"), subtype="html")
    if picture:
        message.add_attachment(painting(rng), maintype="image", subtype="png", filename=picture)
    return message.as_bytes()


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
