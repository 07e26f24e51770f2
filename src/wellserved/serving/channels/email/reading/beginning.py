"""Where a mail begins: before the first field there may be things that belong to files and pipes, and in between
lines that are no fields, at which Python's parser would take the rest of the header for the text."""

import re

HEAD_BYTES = 300_000

_blank = re.compile(rb"(?:\xef\xbb\xbf|\xfe\xff)?(?:[ \t]*\r?\n){0,50}")
_field = re.compile(rb"[!-9;-~]+[ \t]*:")
_spaced = re.compile(rb"^([!-9;-~]+)[ \t]+:")
_usual = rb"(?:from|to|subject|date|message-id|received|mime-version|content-type|return-path)[ \t]*:"
_usual_here, _usual_line = re.compile(_usual, re.IGNORECASE), re.compile(rb"(?im)^" + _usual)
_end = re.compile(rb"\r?\n\r?\n|\r\r")


def begun(raw: bytes) -> bytes:
    """The mail without what stands before it, its header lines in order; the same bytes if nothing is amiss."""
    start = _blank.match(raw)
    skipped = start.end() if start else 0
    if (skipped and _usual_here.match(raw, skipped)) or (skipped and raw[skipped : skipped + 5] == b"From "):
        raw = raw[skipped:]
    found = _end.search(raw, 0, HEAD_BYTES)
    end = found.start() if found else min(len(raw), HEAD_BYTES)
    head = raw[:end]
    lines = head.splitlines(keepends=True)
    amiss = [n for n, line in enumerate(lines) if n and not _is_in_order(line)]
    if not amiss or not found or not _usual_line.search(b"".join(lines[amiss[0] + 1 :])):
        return raw
    return b"".join(_mended(line) if n else line for n, line in enumerate(lines)) + raw[end:]


def _is_in_order(line: bytes) -> bool:
    return line[:1] in (b" ", b"\t") or (_field.match(line) is not None and _spaced.match(line) is None)


def _mended(line: bytes) -> bytes:
    if _is_in_order(line):
        return line
    return _spaced.sub(rb"\1:", line) if _spaced.match(line) else b""
