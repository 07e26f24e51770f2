"""Decisions about a conversation: facts in, verdict out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

HOLD = timedelta(seconds=6)  # how long a reply can be taken back
PREVIEW_CHARACTERS = 160
SUBJECT_CHARACTERS = 300
MOST_PARTICIPANTS = 30  # besides the customer


class NotAllowed(Exception):  # noqa: N818 - reads as a sentence: raise NotAllowed
    """The verb does not fit the state or the viewer; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a channel received, in the words of a conversation."""

    channel: str
    sender: str
    text: str
    subject: str = ""
    html: str = ""
    recipients: tuple[str, ...] = ()  # To, then Cc
    in_copy: tuple[str, ...] = ()  # those in Cc
    automatic: bool = False
    answerable: bool = True  # False: no machine of ours may answer it (a list's mail, or whoever asked for none)
    hints: tuple[str, ...] = ()
    copied: tuple[tuple[str, str], ...] = ()  # (address, name) of whom it brought along: they take part from now on
    checks: Mapping[str, str] = field(default_factory=dict)  # what was found out about the sender
    submission: str | None = None  # what the form that holds it calls itself; unique


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is already kept (ground/files) under its SHA-256."""

    name: str
    content_type: str
    size: int
    sha256: str
    content_id: str = ""
    scan: str = ""  # "" (no scanner), clean, infected, failed
    finding: str = ""


def preview(text: str) -> str:
    """The first words of a message, on one line, up to what it quotes."""
    lines = text[:600].split("\n")
    quote = next((number for number, line in enumerate(lines) if line.startswith(">")), len(lines))
    own = lines[:quote]
    while quote < len(lines) and own and (not own[-1].strip() or own[-1].rstrip().endswith(":")):
        own.pop()  # "On Monday, Linden House wrote:"
    return " ".join(" ".join(own or lines).split())[:PREVIEW_CHARACTERS]


def without_room(people: int) -> tuple[str, ...]:
    """What a reader should know when a mail was copied to more people than may take part."""
    return (f"copied to {people} more than can take part",) if people else ()


def subject_of_reply(subject: str) -> str:
    """`subject` with one "Re:" in front."""
    return subject if subject[:3].casefold() == "re:" else f"Re: {subject}".strip()
