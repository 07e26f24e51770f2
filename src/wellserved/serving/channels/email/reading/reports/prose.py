"""Which address a report speaks of, by the sentences around it."""

import re
from collections.abc import Collection, Iterator

from wellserved.serving.channels.email.reading.model import Failure
from wellserved.serving.channels.email.reading.reports import phrases
from wellserved.serving.channels.email.reading.reports.reasons import has_reply, reason_in, status_in

LINES = 400  # of a report's words
CHARACTERS = 400  # of a line
NEAR = 4  # lines before and after an address
MOST = 30
ENOUGH = 3  # points that make an address one that failed
ENOUGH_ALONE = 2  # if it is the only one that has any

# Only from where a word begins: tried from each of its letters, a long one takes seconds.
_address = re.compile(r"(?<![^\s<>()\[\]\"':;,=*>])[^\s<>()\[\]\"':;,=*@]{1,128}@[A-Za-z0-9._-]{1,255}")
_alone = re.compile(r"^\W*(?:[^\s:\uff1a@]{1,30}\s?[:\uff1a]\s*)?\S+@\S+?\W*$")
_leads = re.compile(r"^[\s*>\-•]*[<(\[\"']*\S+@[^\s:>\])]+[>)\]\"']*\s*(?::|\.\.\.|\s-|\bon\b|,|$)", re.I)
_told_to = re.compile(
    r"(?:rcpt to|addressed to|recipient\w*|undeliverable to|deliver\w* to|message to|sent to|mail to|unknown user"
    r"|no such user|user unknown|address(?:e[ds]?)?|mailbox(?: of| for)?|for)\W{0,4}[<\[(\"' ]*(?:smtp:)?\S+@",
    re.IGNORECASE,
)
_about_others = re.compile(
    r"^\W*(?:from|sender|reply-to|return-path|subject|message-id|mail from|von|de|absender|x-[\w-]+)\s*:|mail from:"
    r"|contact|postmaster|administrat|assistance|help ?desk|support@|abuse|https?://|\bmailto\b.*questions",
    re.IGNORECASE,
)
_machine = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|no-?reply|double-bounce|abuse|root)@", re.IGNORECASE
)


def failures_in(words: str, subject: str, returned_to: Collection[str], not_these: Collection[str]) -> list[Failure]:
    """Addresses that the sentences say were not reached.

    `returned_to` are the recipients of the returned mail, `not_these` who the report is from and to.
    """
    lines = [line[:CHARACTERS] for line in words.split("\n")[:LINES]]
    points: dict[str, int] = {}
    place: dict[str, int] = {}
    for number, line in enumerate(lines):
        for match in _address.finditer(line):
            address = match[0].strip(".").casefold()
            if _machine.match(address) or (address in not_these and address not in returned_to):
                continue
            score = _points(lines, number) + 4 * (address in returned_to)
            if score > points.get(address, 0):
                points[address], place[address] = score, number
    enough = ENOUGH if len(points) > 1 else ENOUGH_ALONE
    found = [one for one, score in points.items() if score >= enough]
    if any(one in returned_to for one in found):
        found = [one for one in found if one in returned_to]
    best = max((points[one] for one in found), default=0)
    found = [one for one in found if points[one] >= best - 2]
    delayed = says_delayed(words, subject)
    return [failure(one, lines, place[one], delayed) for one in found[:MOST]]


def failure(address: str, lines: list[str], near: int, delayed: bool) -> Failure:
    """What the lines around an address say about it."""
    around = list(_around(lines, near))
    told = next((line for line in around if has_reply(line)), "")
    told = told or next((line for line in around if phrases.failed.search(line)), "")
    without = re.sub(rf"^\W*{re.escape(address)}\W*", "", told, flags=re.IGNORECASE)
    return Failure(address, delayed, status_in(told), reason_in(without))


def says_delayed(words: str, subject: str) -> bool:
    """Whether the report is only a warning."""
    said = f"{subject}\n{words[:6000]}"
    return bool(phrases.delayed.search(said)) and not phrases.final.search(said)


def says_failed(words: str) -> bool:
    return bool(phrases.failed.search(words[:6000]))


def _around(lines: list[str], number: int) -> Iterator[str]:
    """The line, then those after it, then those before, as far as they may speak of it."""
    yield lines[number]
    yield from lines[number + 1 : number + 1 + NEAR * 2]
    yield from reversed(lines[max(0, number - NEAR * 2) : number])


def _points(lines: list[str], number: int) -> int:
    line = lines[number]
    if _about_others.search(line) and not has_reply(line):
        return 0
    score = 0
    if _alone.match(line) or _leads.match(line):
        score += 2
    if _told_to.search(line):
        score += 2
    if has_reply(line) or phrases.failed.search(line):
        score += 2
    near = lines[max(0, number - NEAR) : number] + lines[number + 1 : number + 1 + NEAR]
    if any(has_reply(one) or phrases.failed.search(one) for one in near):
        score += 1
    return score
