"""The customers' mail server: a real SMTP server that keeps what it takes, and has moods."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.email.dovecot import free_port


class Peer:
    """`mails` are the envelopes it took; `refuses` maps an address to the answer it gets instead."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[Envelope] = []
        self.refuses: dict[str, str] = {}
        self.data_answer = "250 taken"
        self.controller: Controller | None = None

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def read(self) -> list[EmailMessage]:
        found = []
        for envelope in self.mails:
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            found.append(mail)
        return found

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer.startswith("250"):
            self.mails.append(envelope)
        return self.data_answer
