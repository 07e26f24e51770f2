"""The customers' mail server: a real SMTP server that keeps what it takes, and has moods."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.email.dovecot import free_port


class _Counting(SMTP):
    """Tells the peer how many clients are connected."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.event_handler.sessions += 1

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.event_handler.sessions -= 1


class _Listening(Controller):  # type: ignore[misc, unused-ignore]
    def factory(self) -> SMTP:
        return _Counting(self.handler, ident="Peer")


class Peer:
    """`mails` are the envelopes it took; `refuses` maps an address to the answer it gets instead.

    It takes its time before it takes a mail, and again before it says so.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[Envelope] = []
        self.refuses: dict[str, str] = {}
        self.data_answer = "250 taken"
        self.seconds_to_take = self.seconds_to_answer = 0.0
        self.sessions = 0
        self.controller: Controller | None = None

    def start(self) -> None:
        self.controller = _Listening(self, hostname="127.0.0.1", port=self.port)
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

    def ids(self) -> list[str]:
        """The Message-ID of each mail, without its brackets."""
        parser = BytesHeaderParser()
        heads = (parser.parsebytes(mail.content) for mail in list(self.mails) if isinstance(mail.content, bytes))
        return [str(head["Message-ID"]).strip("<> ") for head in heads]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds_to_take)
        if self.data_answer.startswith("250"):
            self.mails.append(envelope)
        await asyncio.sleep(self.seconds_to_answer)
        return self.data_answer
