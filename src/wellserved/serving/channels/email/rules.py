"""Decisions about a mail: facts in, verdict out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wellserved.serving.channels.email.reading.model import Reading

SUBJECT_COUNTS_FOR = timedelta(days=14)  # how long after the last word a subject alone may join a matter
MOST_AUTOMATIC = 20  # machine mails of one sender within AUTOMATIC_SPAN; more is a loop
AUTOMATIC_SPAN = timedelta(hours=1)
MOST_HOPS = 50  # servers that a mail may have passed
MOST_ATTEMPTS = 5  # to take a mail in, before somebody must look at it

BY_SUBJECT = "belongs here by its sender and subject alone, which anybody can write"
PATTERN_CHARACTERS = 320
MOST_LABELS = 8  # of a domain

_domain = re.compile(r"^(?=.{3,253}$)[^\s@.]{1,63}(?:\.[^\s@.]{1,63})+$")

# "Re:" in the languages that mail programs speak.
_answer = re.compile(
    r"^\s*(?:(?:re|aw|antw|sv|vs|ref|rif|r|odp|res|ynt|bls|ha|回复|答复|返信|回覆)\s*(?:\[\d+\]|\(\d+\))?\s*[:\uff1a]\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rule must know besides the mail itself."""

    size: int
    limit: int  # bytes
    hops: int = 0  # servers that it passed
    from_us: bool = False  # its sender is a mailbox of ours, or it carries our own mark
    forged_as_us: bool = False  # it says that it is from us, and did not come from there
    blocked: bool = False  # the house does not want this sender's mail
    spam: str = ""  # how the mailbox's own server says that it is spam
    automatic_lately: int = 0  # machine mails of this sender within AUTOMATIC_SPAN
    first_contact: bool = False  # of somebody new, where those are held


def reason_to_hold(reading: Reading, facts: Circumstances) -> str:
    """Why a mail is quarantined, in a sentence; "" if it is not."""
    if facts.size > facts.limit:
        return f"It is larger ({_megabytes(facts.size)} MB) than mails may be ({_megabytes(facts.limit)} MB)."
    if reading.sender is None:
        return "It has no sender, so nobody could be answered."
    if facts.hops > MOST_HOPS:
        return f"It went through {facts.hops} servers: a loop."
    if facts.forged_as_us:
        return "It says that it is from us, but did not come from there: somebody forged it."
    if facts.from_us:
        return "It comes from one of our own mailboxes: a loop."
    if reading.is_automatic and facts.automatic_lately >= MOST_AUTOMATIC:
        return f"A machine has sent {facts.automatic_lately} mails within the hour: a loop."
    if facts.blocked:
        return "Its sender is blocked."
    if facts.spam:
        return f"Your mail server takes it for spam ({facts.spam})."
    if facts.first_contact:
        return "It is the first mail from this sender."
    return ""


def patterns(address: str) -> tuple[str, ...]:
    """What a sender rule may say of this address, the most specific first: the address, its domain, those above."""
    domain = address.rpartition("@")[2]
    labels = domain.split(".")
    above = (f"@{'.'.join(labels[n:])}" for n in range(min(len(labels) - 1, MOST_LABELS)))
    return (address, *above) if domain else ()


def a_pattern(said: str) -> str:
    """An address or `@domain` as it is kept; ValueError says what is wrong with it."""
    pattern = said.strip().casefold()
    local, at, domain = pattern.rpartition("@")
    fits = len(pattern) <= PATTERN_CHARACTERS and pattern.isprintable() and not set(pattern) & set(' ,;<>()"\\')
    if not at and _domain.match(pattern):
        return f"@{pattern}"
    if not (at and fits and "@" not in local and _domain.match(domain)):
        raise ValueError("Write an address such as ana@spam.example, or a domain such as @spam.example.")
    return pattern


def is_answer(subject: str) -> bool:
    """Whether the subject says that it answers something."""
    return bool(_answer.match(subject))


def bare_subject(subject: str) -> str:
    """The subject without its "Re:"s, for comparison."""
    return " ".join(_answer.sub("", subject).split()).casefold()


def hints(
    reading: Reading, *, perhaps: bool, by_subject: bool = False, doubts: Sequence[str] = ()
) -> tuple[str, ...]:
    """What a reader should know besides the words."""
    found = list(doubts)
    if reading.is_report:
        found.append("delivery report")
    elif reading.is_automatic:
        found.append("automatic")
    if perhaps:
        found.append("another sender than in the conversation it refers to")
    if by_subject:
        found.append(BY_SUBJECT)
    sender = reading.sender.address if reading.sender else ""
    if elsewhere := [person.address for person in reading.reply_to if person.address != sender]:
        found.append(f"asks for answers at {', '.join(elsewhere[:5])}")
    return (*found, *reading.notices)


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:.1f}"
