"""The words in which a mail is told."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address; the address is casefolded, the name may be empty."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Something enclosed. `content_id` is how the HTML refers to it (cid:), without angle brackets."""

    name: str
    content_type: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mail says. Ids are without angle brackets, at most 255 characters.

    `html` is as it came: clean it before it is shown. `notices` say in plain words what was left out and why.
    """

    sender: Person | None = None
    reply_to: tuple[Person, ...] = ()
    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    text: str = ""
    html: str = ""
    files: tuple[File, ...] = ()
    header_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    is_automatic: bool = False
    is_report: bool = False
    failed: tuple[str, ...] = ()  # a delivery report's addresses that will never be reached
    delayed: tuple[str, ...] = ()
    reported_ids: tuple[str, ...] = ()  # Message-IDs of the mail that a report is about
    loop_marks: tuple[str, ...] = ()  # what desks, ours among them, write to recognise their own mail
    notices: tuple[str, ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """Every address it was meant for, To first."""
        return tuple(dict.fromkeys([*(p.address for p in (*self.to, *self.cc)), *self.delivered_to]))

    @property
    def refers_to(self) -> tuple[str, ...]:
        """The ids it answers, the nearest first."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))
