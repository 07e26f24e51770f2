"""The bytes of a part, out of the encoding in which they travelled."""

import binascii
import io
import re
from email.generator import BytesGenerator
from email.message import Message

from wellserved.serving.channels.email.reading import headers

LETTERS_ALONE = frozenset({"base64", "x-uuencode", "uuencode", "x-uue", "uue"})

_not_base64 = re.compile(rb"[^A-Za-z0-9+/=]+")


def data_of(part: "Message[str, str]") -> bytes:
    """The decoded bytes of a part; of a part that holds parts, its source."""
    encoding = encoding_of(part)
    try:
        if part.is_multipart():
            inner = part.get_payload()
            held = [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []
            if encoding == "base64" and len(held) == 1 and not held[0].keys():
                return unbase64(_payload(held[0]))  # a mail may not be encoded, and is all the same
            return b"\n".join(_source(one) for one in held)
        return decoded(_payload(part), encoding)
    except Exception:  # headers that Python cannot write again
        return _payload(part)


def decoded(data: bytes, encoding: str) -> bytes:
    """Whatever of it can be decoded; quoted-printable is what Python decodes well itself."""
    if encoding == "base64":
        return unbase64(data)
    if encoding in LETTERS_ALONE:
        return unuu(data.splitlines())
    return data


def encoding_of(part: "Message[str, str]") -> str:
    raw = headers.first(headers.fields_of(part), "content-transfer-encoding").lower()
    name = raw.partition(";")[0].partition("(")[0].strip(" \t\"',.")
    return {"base-64": "base64", "b": "base64", "quotedprintable": "quoted-printable"}.get(name, name)


def unbase64(data: bytes) -> bytes:
    """Tolerates blanks, foreign letters, lost padding, and several stretches one after the other."""
    letters = _not_base64.sub(b"", data)
    if b"=" in letters[:-4]:
        return b"".join(_stretch(one) for one in re.split(rb"=+", letters))
    return _stretch(letters.rstrip(b"="))


def _stretch(letters: bytes) -> bytes:
    spare = len(letters) % 4
    if spare == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def unuu(lines: list[bytes]) -> bytes:
    """The bytes of uuencoded lines; `begin` and `end` may be among them."""
    out = []
    for line in lines:
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders write rests that are too long.
            size = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:size]))
            except binascii.Error:
                break
    return b"".join(out)


def _payload(part: "Message[str, str]") -> bytes:
    """As it travelled. Asked for text, Python decodes raw bytes with what it thinks is their charset."""
    if encoding_of(part) in LETTERS_ALONE:
        held = part.get_payload()
        return held.encode("ascii", "ignore") if isinstance(held, str) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _source(message: "Message[str, str]") -> bytes:
    out = io.BytesIO()
    # Neither its lines folded anew nor its "From " quoted: as it came.
    BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(message)
    return out.getvalue()
