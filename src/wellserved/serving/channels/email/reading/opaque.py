"""The content of a signed S/MIME mail that hides its words inside the signature (RFC 8551, RFC 5652).

Only so much of ASN.1 as it takes to find the one octet string; whether the signature is genuine is asked elsewhere.
"""

from collections.abc import Iterator

SIGNED = bytes.fromhex("2a864886f70d010702")
ENVELOPED = bytes.fromhex("2a864886f70d010703")
AUTH_ENVELOPED = bytes.fromhex("2a864886f70d0109100117")
MOST = 200_000  # elements
DEEPEST = 20

SEQUENCE, OID, OCTETS, CONSTRUCTED_OCTETS, EXPLICIT = 0x30, 0x06, 0x04, 0x24, 0xA0

Element = tuple[int, bytes, int]  # tag, content, where the next one begins


def kind_of(data: bytes) -> str:
    """ "signed", "encrypted" or "", by what the bytes say of themselves."""
    start = data[:64]
    if SIGNED in start:
        return "signed"
    return "encrypted" if ENVELOPED in start or AUTH_ENVELOPED in start else ""


def content_of(data: bytes) -> bytes | None:
    """The MIME entity that was signed, None if it cannot be found."""
    try:
        whole = _element(data, 0, 0)[1]
        parts = list(_elements(whole))
        if len(parts) < 2 or parts[0][1] != SIGNED:
            return None
        fields = list(_elements(next(_elements(parts[1][1]))[1]))  # version, digest algorithms, content, ...
        held = list(_elements(fields[2][1]))
        return b"".join(_octets(held[1][1], 0)) if len(held) > 1 and held[1][0] == EXPLICIT else None
    except (IndexError, ValueError, StopIteration, RecursionError):
        return None


def _octets(data: bytes, depth: int) -> Iterator[bytes]:
    if depth > DEEPEST:
        raise ValueError("too deep")
    for tag, content, _ in _elements(data):
        if tag == OCTETS:
            yield content
        elif tag == CONSTRUCTED_OCTETS:
            yield from _octets(content, depth + 1)


def _elements(data: bytes) -> Iterator[Element]:
    place = 0
    for _ in range(MOST):
        if place >= len(data) or data[place : place + 2] == b"\x00\x00":
            return
        element = _element(data, place, 0)
        yield element
        place = element[2]


def _element(data: bytes, place: int, depth: int) -> Element:
    if depth > DEEPEST:
        raise ValueError("too deep")
    tag, first = data[place], data[place + 1]
    place += 2
    if first == 0x80:  # of unknown length: up to two zeros, after the elements inside
        begin = place
        while data[place : place + 2] != b"\x00\x00":
            place = _element(data, place, depth + 1)[2]
        return tag, data[begin:place], place + 2
    length = first
    if first & 0x80:
        size = first & 0x7F
        length = int.from_bytes(data[place : place + size], "big")
        place += size
    if place + length > len(data):
        raise ValueError("cut off")
    return tag, data[place : place + length], place + length
