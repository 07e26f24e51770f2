"""Text in the formats between plain and HTML: format=flowed (RFC 3676) and text/enriched (RFC 1896)."""

import re

_tag = re.compile(r"<(/?)([a-z-]{1,20})>", re.IGNORECASE)
_param = re.compile(r"<param>.{0,200}?</param>", re.IGNORECASE | re.DOTALL)


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Lines that belong together joined: a blank at a line's end says that it goes on."""
    out: list[list[str]] = []
    going_on: str | None = None  # the quote marks of the line that goes on
    for line in text.split("\n"):
        body = line.lstrip(">")
        marks = line[: len(line) - len(body)]
        body = body.removeprefix(" ")
        is_flowing = body.endswith(" ") and body != "-- "
        shown = body[:-1] if is_flowing and delete_space else body
        if marks == going_on and body != "-- ":
            out[-1].append(shown)
        else:
            out.append([marks + " " if marks and body else marks, shown])
        going_on = marks if is_flowing else None
    return "\n".join(map("".join, out))


def unenriched(text: str) -> str:
    """Without the marks of text/enriched; its single line ends are blanks."""
    text = _param.sub("", text)
    pieces = re.split(r"\n(\n*)", text)
    text = "".join(piece if n % 2 == 0 else piece or " " for n, piece in enumerate(pieces))
    return _tag.sub("", text.replace("<<", "\x00")).replace("\x00", "<").strip()
