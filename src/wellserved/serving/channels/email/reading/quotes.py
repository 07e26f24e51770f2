"""What a mail says anew, and what it only repeats. Nothing is deleted: the quoted part is folded away."""

import re

import quotequail

LONGEST = 100_000  # characters; of a longer text everything is shown
OUR_LINE = "-- reply above this line --"
INTRODUCING_LINES = 2
OWN_LINES = 2  # so many of our lines in a row mean that they quote us

Split = tuple[str, str]

_marks = re.compile(r"^[\s>|]+")


def split_quote(text: str, ours: str = "") -> Split:
    """(new, quoted); quoted is "" when nothing is, or when answers stand between the quoted lines.

    `ours` is what we wrote last, if that is known: where it is repeated, the quote begins.
    """
    if len(text) > LONGEST:
        return text, ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if OUR_LINE in line.lower():
            return _cut(lines, number)
    return _above(text) or _below(lines) or _by_head(text) or _by_us(lines, ours) or (text, "")


def _above(text: str) -> Split | None:
    """New words, then one quote."""
    match quotequail.quote(text, limit=5000, quote_intro_line=True):
        case [(True, new), (False, quoted)] if new.strip():
            return new.rstrip(), quoted
    return None


def _below(lines: list[str]) -> Split | None:
    """One quote, with a line that introduces it at most, then new words."""
    quoted = [number for number, line in enumerate(lines) if line.startswith(">")]
    if not quoted:
        return None
    first, last = quoted[0], quoted[-1]
    new = "\n".join(lines[last + 1 :]).strip("\n")
    solid = all(line.startswith(">") or not line.strip() for line in lines[first : last + 1])
    introduced = sum(bool(line.strip()) for line in lines[:first]) <= INTRODUCING_LINES
    return (new, "\n".join(lines[: last + 1])) if solid and introduced and new.strip() else None


def _by_head(text: str) -> Split | None:
    """New words, then a mail with the lines of its head, as Outlook repeats it."""
    found = quotequail.unwrap(text)
    new = (found or {}).get("text_top", "")
    if not new.strip() or not text.startswith(new):
        return None
    return new.rstrip(), text[len(new) :].lstrip("\n")


def _by_us(lines: list[str], ours: str) -> Split | None:
    number = _repeats(lines, ours) if ours else 0
    return _cut(lines, number) if number else None


def _repeats(lines: list[str], ours: str) -> int:
    """The line where our own words begin, 0 if nowhere."""
    said = [line.strip() for line in ours.splitlines() if len(line.strip()) > 3][:OWN_LINES]
    plain = [(number, _marks.sub("", line).strip()) for number, line in enumerate(lines) if line.strip(" >|\r\t")]
    for place in range(len(plain) - len(said) + 1):
        if said and [line for _, line in plain[place : place + len(said)]] == said:
            return plain[place][0]
    return 0


def _cut(lines: list[str], number: int) -> Split:
    new = "\n".join(lines[:number]).rstrip()
    return (new, "\n".join(lines[number:])) if new else ("\n".join(lines), "")
