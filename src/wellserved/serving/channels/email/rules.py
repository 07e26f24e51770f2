"""Decisions about a mail: facts in, verdict out."""

import re
from dataclasses import dataclass
from datetime import timedelta

from wellserved.serving.channels.email.reading.model import Reading

SUBJECT_COUNTS_FOR = timedelta(days=14)  # how long after the last word a subject alone may join a matter
MOST_AUTOMATIC = 20  # machine mails of one sender within AUTOMATIC_SPAN; more is a loop
AUTOMATIC_SPAN = timedelta(hours=1)
MOST_ATTEMPTS = 5  # to take a mail in, before somebody must look at it

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
    from_us: bool = False  # its sender is a mailbox of ours, or it carries our own mark
    automatic_lately: int = 0  # machine mails of this sender within AUTOMATIC_SPAN


def reason_to_hold(reading: Reading, facts: Circumstances) -> str:
    """Why a mail is quarantined, in a sentence; "" if it is not."""
    if facts.size > facts.limit:
        return f"It is larger ({_megabytes(facts.size)} MB) than mails may be ({_megabytes(facts.limit)} MB)."
    if reading.sender is None:
        return "It has no sender, so nobody could be answered."
    if facts.from_us:
        return "It comes from one of our own mailboxes: a loop."
    if reading.is_automatic and facts.automatic_lately >= MOST_AUTOMATIC:
        return f"A machine has sent {facts.automatic_lately} mails within the hour: a loop."
    return ""


def is_answer(subject: str) -> bool:
    """Whether the subject says that it answers something."""
    return bool(_answer.match(subject))


def bare_subject(subject: str) -> str:
    """The subject without its "Re:"s, for comparison."""
    return " ".join(_answer.sub("", subject).split()).casefold()


def hints(reading: Reading, *, perhaps: bool, by_subject: bool = False) -> tuple[str, ...]:
    """What a reader should know besides the words."""
    found = []
    if reading.is_report:
        found.append("delivery report")
    elif reading.is_automatic:
        found.append("automatic")
    if perhaps:
        found.append("another sender than in the conversation it refers to")
    if by_subject:
        found.append("belongs here by its sender and subject alone, which anybody can write")
    sender = reading.sender.address if reading.sender else ""
    if elsewhere := [person.address for person in reading.reply_to if person.address != sender]:
        found.append(f"asks for answers at {', '.join(elsewhere[:5])}")
    return (*found, *reading.notices)


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:.1f}"
