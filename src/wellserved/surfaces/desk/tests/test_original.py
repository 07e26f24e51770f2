"""The mail as it arrived, for those who may see it."""

from datetime import datetime
from typing import Any

from django.test import Client

from tests.world import World
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.channels.email.models import RawMail
from wellserved.surfaces.desk.original import fields

MAIL = (
    b"Received: from mail.rowan.example\r\n\tby mx.linden.example; Wed, 18 Nov 2026 09:59:00 +0000\r\n"
    b"From: =?utf-8?q?Alice_C=C3=A4rter?= <alice@rowan.example>\r\nSubject: <script>alert(1)</script>\r\n"
    b"To: hello@linden.example\r\n\r\nIs there a room?\r\n"
)


def test_its_header_is_shown_and_it_can_be_fetched(world: World, ines: Client, at: datetime) -> None:
    message = receive(world.hello, MAIL, via="pipe", at=at).message
    assert message
    here = f"/desk/conversations/{message.conversation_id}/messages/{message.id}/"
    page = ines.get(f"{here}original/").content.decode()
    assert "from mail.rowan.example by mx.linden.example; Wed, 18 Nov 2026 09:59:00 +0000" in page
    assert "=?utf-8?q?Alice_C=C3=A4rter?=" in page
    assert "Alice Cärter &lt;alice@rowan.example&gt;" in page
    assert "&lt;script&gt;" in page
    response = ines.get(f"{here}raw/")
    assert response.content == MAIL
    assert response["Content-Disposition"].endswith('.eml"')


def test_one_in_quarantine_can_be_seen_too(world: World, ines: Client, at: datetime, as_staff: Any) -> None:
    mail = receive(world.hello, b"Subject: no sender\r\n\r\nWho am I?", via="pipe", at=at)
    assert mail.state == RawMail.QUARANTINED
    here = f"/desk/quarantine/{mail.id}/"
    assert f"{here}original/" in ines.get("/desk/quarantine/").content.decode()
    assert "no sender" in ines.get(f"{here}original/").content.decode()
    assert ines.get(f"{here}raw/").content.startswith(b"Subject: no sender")
    for other in (world.sander, world.yuki):
        assert as_staff(other).get(f"{here}original/").status_code == 404
        assert as_staff(other).get(f"{here}raw/").status_code == 404


def test_no_header_is_too_odd() -> None:
    assert list(fields(b"")) == []
    assert list(fields(b"no colon\r\nA: b")) == [("", "no colon", ""), ("A", "b", "")]
    assert next(iter(fields(b"Subject: =?nocharset?q?x?=\n\nbody")))[1] == "=?nocharset?q?x?="
    assert next(iter(fields(b"Subject: =?utf-8?b?a?=\n\nbody")))[1] == "=?utf-8?b?a?="
    assert len(next(iter(fields(b"A: " + b"x" * 1_000_000)))[1]) == 4_000
