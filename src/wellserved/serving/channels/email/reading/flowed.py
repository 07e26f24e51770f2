"""Text in the formats between plain and HTML: format=flowed (RFC 3676) and text/enriched (RFC 1896)."""

import re

_tag = re.compile(r"<(/?)([a-z-]{1,20})>", re.IGNORECASE)
_param = re.compile(r"<param>.{0,200}?</param>", re.IGNORECASE | re.DOTALL)


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Lines that belong together joined: a blank at a line's end says that it goes on."""
    out: list[str] = []
    going_on = ""  # the quote marks of the line that goes on, or "no" if none does
    continues = False
    for line in text.split("\n"):
        body = line.lstrip(">")
        marks = line[: len(line) - len(body)]
        body = body[1:] if body.startswith(" ") else body
        if continues and marks == going_on and body != "-- ":
            out[-1] += body
        else:
            out.append(f"{marks} {body}" if marks and body else marks + body)
        continues = body.endswith(" ") and body != "-- "
        if continues and delete_space:
            out[-1] = out[-1][:-1]
        going_on = marks
    return "\n".join(out)


def unenriched(text: str) -> str:
    """Without the marks of text/enriched; its single line ends are blanks."""
    text = _param.sub("", text)
    pieces = re.split(r"\n(\n*)", text)
    text = "".join(piece if n % 2 == 0 else piece or " " for n, piece in enumerate(pieces))
    return _tag.sub("", text.replace("<<", "\x00")).replace("\x00", "<").strip()
