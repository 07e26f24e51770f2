"""winmail.dat: what Outlook encloses when it does not trust plain MIME."""

import logging
import struct

from tnefparse.tnef import TNEF

from wellserved.serving.channels.email.reading import rtf
from wellserved.serving.channels.email.reading.charsets import decoded
from wellserved.serving.channels.email.reading.model import File

logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)  # it logs strangers' mistakes as ours
SIZE_LIMIT = 40_000_000


def is_tnef(content_type: str, name: str) -> bool:
    return content_type in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat"


def unpacked(data: bytes) -> tuple[str, str, tuple[File, ...]] | None:
    """(text, html, files), or None when it cannot be read: then the enclosure stays as it is."""
    if len(data) > SIZE_LIMIT:
        return None
    try:
        tnef = TNEF(data, do_checksum=False)  # type: ignore[no-untyped-call]
        files = tuple(
            File(str(one.long_filename() or one.name or "attachment"), "application/octet-stream", bytes(one.data))
            for one in tnef.attachments
        )
        text, html = _text(tnef.body), _text(tnef.htmlbody)
        if not text.strip() and not html.strip():
            text = _rich_text(tnef._rtfbody)  # its rtfbody asks for a package that is not here
        return text, html, files
    except Exception:  # a foreign format by a foreign parser, on bytes of a stranger
        return None


def _text(body: object) -> str:
    if isinstance(body, list):
        body = body[0] if body else None
    if isinstance(body, bytes):
        return decoded(body.rstrip(b"\x00"))
    return body.rstrip("\x00") if isinstance(body, str) else ""


def _rich_text(body: object) -> str:
    """The words of a body in compressed RTF; "" if it is broken: the files are there all the same."""
    if isinstance(body, list):
        body = body[0] if body else None
    try:
        return rtf.words_of(rtf.decompressed(body)) if isinstance(body, bytes) else ""
    except (ValueError, IndexError, struct.error):
        return ""
