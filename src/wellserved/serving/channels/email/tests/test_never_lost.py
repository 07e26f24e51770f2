"""Whatever the bytes are, they are stored, and soon they are a message or in the quarantine; nothing raises."""

from collections.abc import Iterable, Iterator
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import AT, World
from wellserved.ground.jobs.models import Job
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.actions.intake import TAKE_IN
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.tests.corpora import NASTY, TEN, cut_off, flipped, of_the_language
from wellserved.serving.conversations.models import Message

SETTLED = {RawMail.TAKEN_IN, RawMail.QUARANTINED}


def stored(mailbox: Mailbox, mails: Iterable[bytes]) -> Iterator[RawMail]:
    """Each mail's row as the database has it; taken back afterwards, so that thousands leave the tables small."""
    mailbox.trusted_authserv = "mx.linden.example"
    for raw in mails:
        with transaction.atomic():
            mail = actions.receive(mailbox, raw, via="smtp", at=AT)
            row = RawMail.objects.get(id=mail.id)
            assert row.content == raw
            assert row.state in SETTLED, (row.state, raw[:2000])
            assert (row.state == RawMail.TAKEN_IN) == (row.message_id is not None)
            assert not Job.objects.filter(kind=TAKE_IN).exists(), "at the first try"
            yield row
            transaction.set_rollback(True)


def test_the_mails_of_the_languages_own_tests(world: World) -> None:
    if not of_the_language():
        pytest.skip("CPython's test mails are not here; on Debian: apt-get install libpython3.11-testsuite")
    rows = [row.state for row in stored(world.hello, (path.read_bytes() for path in of_the_language()))]
    assert len(rows) >= 40
    assert rows.count(RawMail.TAKEN_IN) > len(rows) / 2


@pytest.mark.parametrize("number", range(len(TEN)))
def test_mails_cut_off_at_every_byte(number: int, world: World) -> None:
    for _ in stored(world.hello, cut_off(TEN[number])):
        pass


@pytest.mark.parametrize("number", range(len(TEN)))
def test_mails_with_bytes_that_flipped(number: int, world: World) -> None:
    for _ in stored(world.hello, flipped(TEN[number], 60, Random(number))):
        pass


@pytest.mark.parametrize("name", NASTY)
def test_nasty_mails(name: str, world: World) -> None:
    for row in stored(world.hello, [NASTY[name]]):
        for message in Message.objects.filter(raw_mail=row):
            f"{message.text}{message.html}{message.subject}{message.sender}".encode()


FIELDS = st.sampled_from(
    ["From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Type",
     "Content-Disposition", "Content-ID", "Content-Transfer-Encoding", "Auto-Submitted", "Return-Path", "List-Id"]
)  # fmt: skip
KINDS = st.sampled_from(
    ["text/plain", "text/html", "text/calendar", "image/png", "message/rfc822", "message/delivery-status",
     "application/ms-tnef", "application/pkcs7-mime", "application/octet-stream; name=x", "text/plain; charset=utf-7",
     "text/html; charset=nothing", "text/plain; charset=\x00"]
)  # fmt: skip
CONTENT = st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))


@st.composite
def mime(draw: st.DrawFn) -> bytes:
    """A mail of parts in parts, some of them wrong."""
    heads = draw(st.lists(st.tuples(FIELDS, st.text(max_size=40)), max_size=6))
    lines = [f"{name}: {value}".encode("utf-8", "surrogateescape") for name, value in heads]
    sender = draw(st.sampled_from([b"From: a@b.example", b'From: "x" <c@d.example>', b"From:", b""]))
    body = draw(st.recursive(_leaf(), lambda inside: _branch(inside), max_leaves=6))
    return b"\r\n".join([sender, *lines, body])


def _leaf() -> st.SearchStrategy[bytes]:
    coding = st.sampled_from([b"base64", b"quoted-printable", b"8bit", b"x-uuencode"])
    return st.builds(
        lambda kind, coding, data: (
            b"Content-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s" % (kind.encode(), coding, data)
        ),
        KINDS,
        coding,
        CONTENT,
    )


def _branch(inside: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    kinds = st.sampled_from([b"mixed", b"alternative", b"related", b"report", b"signed", b"nonsense"])
    return st.builds(
        lambda kind, parts, end: (
            b"Content-Type: multipart/%s; boundary=B%d\r\n\r\n" % (kind, len(parts[0]))
            + b"".join(b"--B%d\r\n%s\r\n" % (len(parts[0]), part) for part in parts)
            + (b"--B%d--\r\n" % len(parts[0]) if end else b"")
        ),
        kinds,
        st.lists(inside, min_size=1, max_size=3),
        st.booleans(),
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(raw=mime())
def test_whatever_mime_can_be(world: World, raw: bytes) -> None:
    for _ in stored(world.hello, [raw]):
        pass
