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
class Failure:
    """What a delivery report says about one address.

    `status` is RFC 3463's ("5.1.1") or ""; `reason` is the other server's own sentence, shortened, or "".
    """

    address: str
    delayed: bool = False  # it is still being tried
    status: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature or an encryption: `kind` is "S/MIME" or "PGP", `part` is IMAP's number of the part ("1.2").

    Of a signature nothing is proven by this: see `email/crypto.py`.
    """

    kind: str
    part: str


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
    hops: int = 0  # servers it passed: its Received fields
    is_automatic: bool = False  # a machine said it, so nothing follows from it
    answer_automatically: bool = True  # False for machines, lists, and whoever asked for none
    is_report: bool = False
    failures: tuple[Failure, ...] = ()  # what a delivery report says, address by address
    arrived: tuple[str, ...] = ()  # whom a delivery report says that it reached
    reported_ids: tuple[str, ...] = ()  # ids and marks of the mail that a report is about
    is_complaint: bool = False  # somebody pressed "this is spam" (RFC 5965)
    complained: tuple[str, ...] = ()  # who did, if it is told
    is_receipt: bool = False  # "your mail was displayed" (RFC 8098)
    signed: tuple[Seal, ...] = ()
    encrypted: tuple[Seal, ...] = ()
    loop_marks: tuple[str, ...] = ()  # what desks, ours among them, write to recognise their own mail
    notices: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[str, ...]:
        """A delivery report's addresses that will never be reached."""
        return tuple(one.address for one in self.failures if not one.delayed)

    @property
    def delayed(self) -> tuple[str, ...]:
        """A delivery report's addresses that are still being tried."""
        return tuple(one.address for one in self.failures if one.delayed)

    @property
    def why_failed(self) -> str:
        """The status and the other server's sentence of the first failure that tells any: "5.1.1 User unknown"."""
        told = (f"{one.status} {one.reason}".strip() for one in self.failures)
        return next(filter(None, told), "")

    @property
    def recipients(self) -> tuple[str, ...]:
        """Every address it was meant for, To first."""
        return tuple(dict.fromkeys([*(p.address for p in (*self.to, *self.cc)), *self.delivered_to]))

    @property
    def refers_to(self) -> tuple[str, ...]:
        """The ids it answers, the nearest first."""
        return tuple(dict.fromkeys((*self.in_reply_to, *reversed(self.references))))
