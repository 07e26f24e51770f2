"""What a mail says anew, and what it only repeats. Nothing is deleted: the quoted part is folded away.

When it is not certain, everything is shown.
"""

import re

import quotequail

from wellserved.serving.channels.email.reading.heads import head_at
from wellserved.serving.channels.email.reading.introductions import (
    introduction_at,
    is_forwarded,
    is_original,
    is_rule,
)

LONGEST = 100_000  # characters; of a longer text everything is shown
MOST_LINES = 3_000  # in which a quote is looked for
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
    return _by_us(lines, ours) or _above(lines) or _below(lines) or _by_library(text) or (text, "")


def _by_us(lines: list[str], ours: str) -> Split | None:
    """Our own marker, else our own words."""
    number = next((n for n, line in enumerate(lines) if OUR_LINE in line.lower()), None)
    if number is None:
        number = _repeats(lines, ours) if ours else 0
    if number and (begin := next((n for n in range(max(0, number - 12), number) if _begins(lines, n)), 0)):
        number = begin
    return _cut(lines, number) if number else None


def _above(lines: list[str]) -> Split | None:
    """New words, then one quote."""
    for number in range(min(len(lines), MOST_LINES)):
        if _begins(lines, number):
            return _cut(lines, number)
    return _cut(lines, first) if (first := _last_block(lines)) else None


def _begins(lines: list[str], number: int) -> bool:
    """Whether what another wrote begins here, told by its introduction or its head."""
    line = lines[number]
    if not line.strip():
        return False
    if is_original(line) or is_forwarded(line):
        return True
    if is_rule(line):
        following = next((n for n in range(number + 1, min(number + 4, len(lines))) if lines[n].strip()), None)
        return following is not None and head_at(lines, following) is not None
    return bool(introduction_at(lines, number)) or head_at(lines, number) is not None


def _last_block(lines: list[str]) -> int:
    """Where the quoted lines begin that the text ends with, 0 if it does not end so."""
    number = len(lines)
    while number and (lines[number - 1].startswith(">") or not lines[number - 1].strip()):
        number -= 1
    is_one = not any(line.startswith(">") for line in lines[:number])
    return number if is_one and any(line.startswith(">") for line in lines[number:]) else 0


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


def _by_library(text: str) -> Split | None:
    match quotequail.quote(text, limit=5000, quote_intro_line=True):
        case [(True, new), (False, _)] if new.strip():
            return _cut(text.split("\n"), new.count("\n") + 1)
    return None


def _repeats(lines: list[str], ours: str) -> int:
    """The line where our own words begin, 0 if nowhere."""
    said = [line.strip() for line in ours.splitlines() if len(line.strip()) > 3][:OWN_LINES]
    plain = [(number, _marks.sub("", line).strip()) for number, line in enumerate(lines) if line.strip(" >|\r\t")]
    for place in range(len(plain) - len(said) + 1):
        if said and [line for _, line in plain[place : place + len(said)]] == said:
            return plain[place][0]
    return 0


def _cut(lines: list[str], number: int) -> Split | None:
    """In two at a line; None if nothing would be left above, or answers would be folded away."""
    last = next((n for n in range(number, 0, -1) if lines[n - 1].strip()), 0)
    if not last or _is_answered(lines[number:]):
        return None
    return "\n".join(lines[:last]), "\n".join(lines[number:])


def _is_answered(quoted: list[str]) -> bool:
    """Whether somebody wrote between the quoted lines, or under them more than a signature."""
    first = next((n for n, line in enumerate(quoted) if line.startswith(">")), None)
    if first is None:
        return False
    for number in range(first, len(quoted)):
        line = quoted[number]
        if line.rstrip() == "--":
            return any(line.startswith(">") for line in quoted[number:])
        if line.strip() and not line.startswith(">") and not _goes_on(quoted, number):
            return True
    return False


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether a line without a mark only introduces the next quote, or ends a quoted line that was broken in two."""
    after = lines[number + 1] if number + 1 < len(lines) else ""
    before = lines[number - 1] if number else ""
    broken = before.startswith(">") and len(before) > 60 and after.startswith(">") and len(lines[number]) < 20
    return broken or any(introduction_at(lines, n) > number - n for n in range(max(0, number - 3), number + 1))
