"""Another desk, of another make, that acknowledges every mail it gets; and the post between it and us."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from wellserved.ground.jobs.work import drain
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, RawMail

SECOND = timedelta(seconds=1)


@dataclass
class OtherDesk:
    """What it keeps of the manners that stop a loop. `rotates`: each ticket of its has an address of its own."""

    says_automatic: bool = False
    refers: bool = True
    keeps_marks: bool = False
    keeps_subject: bool = True
    rotates: bool = False
    tickets: int = 0

    def first(self) -> bytes:
        return self._mail("hello@linden.example", "Where is our order?", None)

    def answer(self, raw: bytes) -> bytes:
        got = message_from_bytes(raw, policy=policy.default)
        to = str(got["Reply-To"] or got["From"])
        subject = f"Re: {got['Subject']}" if self.keeps_subject else f"Your ticket {self.tickets + 1}"
        return self._mail(to, subject, got)

    def _mail(self, to: str, subject: str, got: EmailMessage | None) -> bytes:
        self.tickets += 1
        local = f"support+{self.tickets}" if self.rotates else "support"
        mail = EmailMessage(policy.SMTP)
        mail["From"] = f"Other Desk <{local}@other.example>"
        mail["To"] = to
        mail["Subject"] = subject
        mail["Message-ID"] = f"<ticket-{self.tickets}@other.example>"
        if got is not None and self.refers:
            mail["In-Reply-To"] = str(got["Message-ID"])
        if got is not None and self.keeps_marks:
            for mark in ("X-Wellserved-Message", "X-Loop"):
                if got[mark]:
                    mail[mark] = str(got[mark])
        if self.says_automatic:
            mail["Auto-Submitted"] = "auto-replied"
        mail.set_content(f"We have your message and will be with you soon. (ticket {self.tickets})")
        return mail.as_bytes()


@dataclass
class Post:
    """Carries mail between us and the other desk until nobody says anything more; `ours` is what we sent."""

    mailbox: Mailbox
    other: OtherDesk
    outbox: Path
    ours: list[str] = field(default_factory=list)
    held: int = 0

    def carry(self, raw: bytes, at: datetime, most: int) -> datetime:
        """AssertionError if we have sent more than `most` mails."""
        waiting = [raw]
        while waiting:
            at += SECOND
            mail = actions.receive(self.mailbox, waiting.pop(0), via="smtp", at=at)
            self.held += mail.state == RawMail.QUARANTINED
            drain(at + SECOND)
            for path in sorted(self.outbox.glob("*.eml")):
                if path.name not in self.ours:
                    self.ours.append(path.name)
                    waiting.append(self.other.answer(path.read_bytes()))
            assert len(self.ours) <= most, f"{len(self.ours)} mails, and no end"
        return at
