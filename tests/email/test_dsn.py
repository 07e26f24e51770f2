"""A server that can tell what becomes of a mail is asked to; one that can't is not bothered."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.email.peer import Peer
from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message

pytestmark = [pytest.mark.server, pytest.mark.django_db]
MINUTE = timedelta(minutes=1)
ASKED = ("RET=", "ENVID=", "NOTIFY=")


class _Telling(SMTP):
    """Knows RFC 3461: notes what it is asked, and goes on without."""

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's names
        await super().smtp_MAIL(self._noted(arg))

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        await super().smtp_RCPT(self._noted(arg))

    def _noted(self, arg: str | None) -> str:
        words = (arg or "").split()
        self.event_handler.asked += [word for word in words if word.startswith(ASKED)]
        return " ".join(word for word in words if not word.startswith(ASKED))


class TellingPeer(Peer):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def start(self) -> None:
        peer = self

        class Listening(Controller):  # type: ignore[misc, unused-ignore]
            def factory(self) -> SMTP:
                return _Telling(peer, ident="Peer")

        self.controller = Listening(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], "250-DSN", *responses[1:]]


@pytest.fixture
def said(world: World, at: datetime, run_jobs: Any) -> Message:
    """Ines answered Alice; it is still to be sent, and the acknowledgement is a file."""
    mail = actions.receive(world.hello, letter(id="asked@example.org"), via="smtp", at=at)
    assert mail.message
    run_jobs(at)
    return conversations.say(mail.message.conversation, "Of course.", by=staff(world.ines.id), at=at + MINUTE)


def test_it_is_asked_to_tell_of_failures_and_delays(
    said: Message, at: datetime, run_jobs: Any, settings: Any, this_machine: None
) -> None:
    peer = TellingPeer()
    peer.start()
    try:
        settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
        run_jobs(at + 2 * MINUTE)
    finally:
        peer.stop()
    assert len(peer.mails) == 1
    assert peer.asked == ["RET=HDRS", f"ENVID={token_of(said.id)}", "NOTIFY=FAILURE,DELAY"]


def test_one_that_cannot_is_not_asked(said: Message, peer: Peer, at: datetime, run_jobs: Any, settings: Any) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
    run_jobs(at + 2 * MINUTE)
    assert len(peer.mails) == 1


@pytest.mark.parametrize("gone", [True, False])
def test_of_two_recipients_one_may_come_later(
    gone: bool, said: Message, peer: Peer, at: datetime, run_jobs: Any, settings: Any
) -> None:
    """Alice is refused for now; Carol, in copy, is refused for good or served at once."""
    settings.SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
    outgoing = actions.queue(said, at=at)
    assert outgoing
    both = ["alice@example.org", "carol@example.org"]
    Outgoing.objects.filter(id=outgoing.id).update(recipients=both, copies=both[1:])
    peer.refuses[both[0]] = "450 4.2.0 greylisted"
    if gone:
        peer.refuses[both[1]] = "550 5.1.1 no such user"
    run_jobs(at + 2 * MINUTE)
    del peer.refuses[both[0]]
    run_jobs(at + 10 * MINUTE)
    run_jobs(at + 20 * MINUTE)
    assert [envelope.rcpt_tos for envelope in peer.mails] == ([both[:1]] if gone else [both[1:], both[:1]])
    said.refresh_from_db()
    assert said.delivery == "sent"
