"""What happens to a mail before it is a message."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class MailQuarantined(Event):
    """It waits for somebody to look at it."""

    raw_mail_id: int


@dataclass(frozen=True, kw_only=True)
class MailReleased(Event):
    """A colleague let a quarantined mail in."""

    raw_mail_id: int


@dataclass(frozen=True, kw_only=True)
class MailDiscarded(Event):
    """A colleague put a quarantined mail away."""

    raw_mail_id: int


@dataclass(frozen=True, kw_only=True)
class MailComplained(Event):
    """Its reader called a mail of ours spam; they are asked nothing any more."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class MailFetchedBack(Event):
    """A colleague put a discarded mail back into the quarantine."""

    raw_mail_id: int


@dataclass(frozen=True, kw_only=True)
class SenderDecided(Event):
    """The house decided about a sender's mail: `verdict` is allow or block."""

    rule_id: int
    verdict: str


@dataclass(frozen=True, kw_only=True)
class SenderForgotten(Event):
    """A decision about a sender holds no longer."""

    rule_id: int
