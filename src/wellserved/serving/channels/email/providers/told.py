"""What a provider's call tells us, in our words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Became = Literal["delivered", "delayed", "failed", "complained"]


class NotGenuine(Exception):  # noqa: N818 - a verdict
    """Nobody knows who says this: no signature or secret, or a wrong one."""


class NoSense(Exception):  # noqa: N818 - a verdict
    """It is from the provider, but we cannot read it; the message says what is wrong."""


@dataclass(frozen=True)
class Arrival:
    """A mail that came in: its bytes, and the address of its envelope ("" if unknown)."""

    raw: bytes
    recipient: str


@dataclass(frozen=True)
class News:
    """What became of a mail of ours for one recipient.

    `names` are texts in which our signed token may stand, `provider_id` is what the provider calls the mail.
    """

    became: Became
    recipient: str
    provider_id: str
    names: tuple[str, ...] = ()
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Call:
    """Names one call where its proof does not cover what it says, so that no second call can be made of the proof."""

    account: str
    token: str
    fingerprint: str  # of all that was said


@dataclass(frozen=True)
class Told:
    """`call` is None where the proof covers what is said, or is a password."""

    arrivals: tuple[Arrival, ...] = ()
    news: tuple[News, ...] = ()
    call: Call | None = None
