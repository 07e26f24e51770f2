"""The built-in SMTP and LMTP listener: for mail servers that hand our mail over, not for the open Internet.

250 is said after the commit, never before. Which mailbox a mail is for is the envelope's to say; it is written into
the mail as Delivered-To, and the sender of the envelope as Return-Path, as every final delivery does. No Received
field is added: it would hold the time, and the same mail sent again would not be the same bytes.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections

from wellserved.ground import clock
from wellserved.serving.channels.email import actions, reads
from wellserved.serving.channels.email.authentication import Origin, checked
from wellserved.serving.channels.email.envelope import enveloped
from wellserved.serving.channels.email.models import Mailbox

log = logging.getLogger("wellserved.email.listener")
T = TypeVar("T")

THREADS = 4
REFUSE_BEYOND = 2  # times the limit: what is between is quarantined, what is beyond is refused while it is sent
MOST_RECIPIENTS = 100
LONGEST_LINE_BYTES = 2**20  # the standard's 998 are broken by many who send
NO_SUCH = "550 5.1.1 Nobody here has this address"
LATER = "451 4.3.0 It could not be stored just now; please send it again later"


class Door:
    """What the protocol asks us. Database work happens in threads; a thread that fails says `LATER`."""

    def __init__(self, via: str, pool: ThreadPoolExecutor) -> None:
        self.via = via
        self.pool = pool

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients at once"
        try:
            found = await self._in_thread(reads.mailbox, address)
        except Exception:
            log.exception("a recipient could not be looked up")
            return LATER
        if found is None:
            return NO_SUCH
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content or "").encode("utf-8", "surrogateescape")
        peer = session.peer[0] if isinstance(session.peer, tuple) else ""
        origin = Origin(str(peer), str(session.host_name or ""), envelope.mail_from or "")
        answers = await self._in_thread(self._delivered, raw, origin, list(envelope.rcpt_tos))
        if self.via == "lmtp":  # one answer a recipient
            return "\r\n".join(answers)
        return LATER if LATER in answers else answers[0]

    def _delivered(self, raw: bytes, origin: Origin, recipients: list[str]) -> list[str]:
        """An answer for each recipient, in order. Two addresses of one mailbox are one delivery."""
        groups: dict[int, tuple[Mailbox, list[str]]] = {}
        answers = dict.fromkeys(recipients, LATER)
        try:
            for address in recipients:
                mailbox = reads.mailbox(address)
                if mailbox is None:
                    answers[address] = NO_SUCH
                else:
                    groups.setdefault(mailbox.id, (mailbox, []))[1].append(address)
            for mailbox, addresses in groups.values():
                checks = checked(raw, trusted=mailbox.trusted_authserv, origin=origin)
                whole = enveloped(raw, origin.mail_from, addresses)
                mail = actions.receive(mailbox, whole, via=self.via, at=clock.now(), checks=checks)
                answers.update(dict.fromkeys(addresses, f"250 2.0.0 Stored as {mail.id}"))
        except Exception:
            log.exception("a mail could not be stored; its sender keeps it")
        return [answers[address] for address in recipients]

    async def _in_thread(self, work: Callable[..., T], *values: Any) -> T:
        def tidy() -> T:
            try:
                return work(*values)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self.pool, tidy)


class _Smtp(SMTP):
    line_length_limit = LONGEST_LINE_BYTES


class _Lmtp(LMTP):
    line_length_limit = LONGEST_LINE_BYTES


class _Listener(Controller):  # type: ignore[misc, unused-ignore]
    def __init__(self, door: Door, host: str, port: int, protocol: type[SMTP]) -> None:
        self.protocol = protocol
        super().__init__(door, hostname=host, port=port, ready_timeout=20)

    def factory(self) -> SMTP:
        limit = settings.MAIL_LIMIT_BYTES * REFUSE_BEYOND
        return self.protocol(
            self.handler, data_size_limit=limit, enable_SMTPUTF8=True, timeout=120, ident="Wellserved"
        )


def start(host: str, smtp_port: int, lmtp_port: int) -> Callable[[], None]:
    """Listen on these ports (0: not at all); returns what stops it. OSError if a port is taken."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="mail-in")
    wanted = (("smtp", smtp_port, _Smtp), ("lmtp", lmtp_port, _Lmtp))
    listeners: list[_Listener] = []

    def stop() -> None:
        for listener in listeners:
            listener.stop()
        pool.shutdown()

    try:
        for via, port, protocol in wanted:
            if port:
                socket.create_server((host, port)).close()  # says at once that it is taken; the library after 20 s
                listener = _Listener(Door(via, pool), host, port, protocol)
                listener.start()
                listeners.append(listener)
                log.info("listening for %s on %s port %s", via.upper(), host, port)
    except BaseException:
        stop()
        raise
    return stop
