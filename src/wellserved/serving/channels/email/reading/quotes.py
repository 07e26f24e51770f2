"""What a mail says anew, and what it only repeats. Nothing is deleted: the quoted part is folded away."""

import re

import quotequail

LONGEST = 100_000  # characters; of a longer text everything is shown
OUR_LINE = "-- reply above this line --"
OWN_LINES = 2  # so many of our lines in a row mean that they quote us

_marks = re.compile(r"^[\s>|]+")


def split_quote(text: str, ours: str = "") -> tuple[str, str]:
    """(new, quoted); quoted is "" when nothing is, or when answers stand between the quoted lines.

    `ours` is what we wrote last, if that is known: where it is repeated, the quote begins.
    """
    if len(text) > LONGEST:
        return text, ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if OUR_LINE in line.lower():
            return _cut(lines, number)
    sections = quotequail.quote(text, limit=5000)
    seen = [expand for expand, _ in sections]
    if len(sections) == 2:
        new, quoted = (sections[0][1], sections[1][1]) if seen == [True, False] else (sections[1][1], sections[0][1])
        if seen[0] != seen[1] and new.strip():
            return new.rstrip("\n"), quoted
    if True in seen and seen == [True] and ours and (number := _repeats(lines, ours)):
        return _cut(lines, number)
    return text, ""


def _repeats(lines: list[str], ours: str) -> int:
    """The line where our own words begin, 0 if nowhere."""
    said = [line.strip() for line in ours.splitlines() if len(line.strip()) > 3][:OWN_LINES]
    plain = [(number, _marks.sub("", line).strip()) for number, line in enumerate(lines) if line.strip(" >|\r\t")]
    for place in range(len(plain) - len(said) + 1):
        if said and [line for _, line in plain[place : place + len(said)]] == said:
            return plain[place][0]
    return 0


def _cut(lines: list[str], number: int) -> tuple[str, str]:
    new = "\n".join(lines[:number]).rstrip()
    return (new, "\n".join(lines[number:])) if new else ("\n".join(lines), "")
