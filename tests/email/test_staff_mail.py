"""Mail to colleagues leaves by a mailbox where the operator named no server for it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.email.peer import Peer
from tests.world import World
from wellserved.config.staff_mail import BY_MAILBOX
from wellserved.serving.channels.email.models import Mailbox

pytestmark = [pytest.mark.server, pytest.mark.django_db]


def test_a_forgotten_password_goes_by_a_mailbox_that_can_send(
    world: World, peer: Peer, client: Client, settings: Any, tmp_path: Path
) -> None:
    """Whoever told a mailbox's server has told enough: no link lands in a folder that nobody looks into."""
    settings.EMAIL_BACKEND, settings.SMTP_URL, settings.OUTBOX = BY_MAILBOX, "", tmp_path
    client.post("/accounts/password/reset/", {"email": world.ines.email})
    assert len(list(tmp_path.iterdir())) == 1
    Mailbox.objects.filter(id=world.hello.id).update(smtp_host="127.0.0.1", smtp_port=peer.port, smtp_security="none")
    client.post("/accounts/password/reset/", {"email": world.ines.email})
    (envelope,), (mail,) = peer.mails, peer.read()
    assert (envelope.mail_from, envelope.rcpt_tos) == (world.hello.address, [world.ines.email])
    assert world.hello.address in mail["From"]
    assert "/accounts/password/reset/key/" in mail.get_content()
