"""What exactly was signed: bytes as they travelled, since one blank more breaks a signature."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from itertools import islice

from wellserved.serving.channels.email.reading.seals import PKCS7, SMIME, kind_of
from wellserved.serving.channels.email.reading.transfer import data_of

MOST_PARTS = 100

BEGIN, END = b"-----BEGIN PGP SIGNED MESSAGE-----", b"-----END PGP SIGNATURE-----"

_nothing_else = re.compile(rb"\s*%b(?:(?!%b).)*%b\s*" % (BEGIN, END, END), re.DOTALL)
_line_end = re.compile(rb"\r?\n|\r")


@dataclass(frozen=True, slots=True)
class Signed:
    """`content` is b"" if the signature holds it. Not `whole`: the mail says more than what was signed."""

    signature: bytes
    content: bytes = b""
    whole: bool = False


def signed_in(raw: bytes, kind: str) -> Signed | None:
    """The first signature of this kind and what it signs."""
    mail = message_from_bytes(raw, policy=compat32)
    for part in islice(mail.walk(), MOST_PARTS):
        if part.get_content_type() == "multipart/signed" and kind_of(part) == kind:
            return _detached(raw, part, is_mail=part is mail)
        if kind == SMIME and part.get_content_type() in PKCS7:
            return Signed(data_of(part), whole=part is mail)
        if kind != SMIME and part.get_content_maintype() == "text":
            data = data_of(part)
            if BEGIN in data:
                return Signed(data, whole=part is mail and bool(_nothing_else.fullmatch(data)))
    return None


def _detached(raw: bytes, part: "Message[str, str]", *, is_mail: bool) -> Signed | None:
    """Content and signature of a multipart/signed, the content out of the raw bytes, its lines ending in CRLF."""
    inner = part.get_payload()
    boundary = str(part.get_boundary() or "").encode("ascii", "ignore")
    if not boundary or not isinstance(inner, list) or len(inner) < 2 or not isinstance(inner[1], Message):
        return None
    # Lines end as they do for the parser, or what was signed would not be what is shown.
    line = re.compile(rb"(?:^|\r\n|\r|\n)--" + re.escape(boundary) + rb"[ \t]*(?:\r\n|\r|\n|$)")
    first = line.search(raw)
    second = line.search(raw, first.end() - 1) if first else None
    if first is None or second is None:
        return None
    content = raw[first.end() : second.start()]
    whole = is_mail and len(inner) == 2
    return Signed(data_of(inner[1]), b"\r\n".join(_line_end.split(content)), whole)
