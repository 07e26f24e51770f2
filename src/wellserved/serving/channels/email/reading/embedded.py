"""Files that are written into the text of a mail, as before MIME and in newsgroups: uuencode and yEnc."""

import re

from wellserved.serving.channels.email.reading.transfer import unuu

MOST = 50

_begin = re.compile(rb"^begin (?:[0-7]{3,4} |-base64 )([^\r\n]{1,200}?)[ \t]*\r?\n(?=[!-`][ -`])", re.MULTILINE)
_yenc = re.compile(
    rb"^=ybegin [^\r\n]{0,200}?name=([^\r\n]{1,200})\r?\n(?:=ypart [^\r\n]{0,200}\r?\n)?", re.MULTILINE
)
_end = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)
_yend = re.compile(rb"^=yend[^\r\n]*", re.MULTILINE)
_escaped = re.compile(rb"=(.)", re.DOTALL)
_decode = bytes((byte - 42) % 256 for byte in range(256))


def taken_out(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """(the text without them, the files as (name, bytes))."""
    if b"begin " not in data and b"=ybegin " not in data:
        return data, []
    files: list[tuple[bytes, bytes]] = []
    for begin, end, bytes_of in ((_begin, _end, _uu), (_yenc, _yend, _y)):
        kept: list[bytes] = []
        place = 0
        while len(files) < MOST and (found := begin.search(data, place)):
            last = end.search(data, found.end())
            if last is None:
                break
            files.append((found[1], bytes_of(data[found.end() : last.start()])))
            kept.append(data[place : found.start()])
            place = last.end()
        data = b"".join([*kept, data[place:]])
    return data, files


def _uu(body: bytes) -> bytes:
    return unuu(body.splitlines())


def _y(body: bytes) -> bytes:
    plain = body.replace(b"\r", b"").replace(b"\n", b"")
    return _escaped.sub(lambda m: bytes([(m[1][0] - 64) % 256]), plain).translate(_decode)
