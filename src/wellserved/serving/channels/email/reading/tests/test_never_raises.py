"""The promise of the package: whatever the bytes are, a Reading comes back, soon."""

import base64
import importlib.util
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.parse import read, read_head
from wellserved.serving.channels.email.reading.tests.mails import ALTERNATIVE, HEAD, REPORT, mail

SECONDS = 3.0  # of CPU for 25 MB


def storable(reading: Reading) -> None:
    """Every text in it can be written to any database and to the page."""
    texts = [reading.subject, reading.text, reading.html, reading.header_id, *reading.references]
    texts += [file.name for file in reading.files] + [file.content_type for file in reading.files]
    texts += [person.name + person.address for person in (*reading.to, *reading.cc, *filter(None, [reading.sender]))]
    for text in texts:
        text.encode()
        assert "\x00" not in text


@given(st.binary(max_size=2000))
def test_any_bytes(raw: bytes) -> None:
    storable(read(raw))
    storable(read_head(raw))


FIELD = st.sampled_from(
    ["From", "To", "Subject", "Date", "Message-ID", "References", "Content-Type", "Content-Disposition",
     "Content-Transfer-Encoding"]
)  # fmt: skip
VALUE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=B", "multipart/alternative; boundary=", "message/rfc822", "base64",
            "text/html; charset=utf-16", "message/delivery-status", "multipart/report; boundary=B", "x-uuencode",
            "text/plain; charset=",
            "quoted-printable", "attachment; filename*0*=x'y; filename*2=z", "=?x?b?=?= <a@b", "application/ms-tnef",
        ]
    ),
)  # fmt: skip


@given(
    st.lists(st.tuples(FIELD, VALUE), max_size=8),
    st.lists(st.sampled_from(["--B", "--B--", "", "x", "%PDF", "begin 644 x"])),
)
def test_anything_that_looks_like_a_mail(fields: list[tuple[str, str]], lines: list[str]) -> None:
    head = "\r\n".join(f"{name}: {value}" for name, value in fields)
    body = "\r\n".join([*lines, "Content-Type: multipart/mixed; boundary=C", "", "--C", *lines])
    storable(read(f"{head}\r\n\r\n{body}".encode("utf-8", "surrogateescape")))


@pytest.mark.parametrize("raw", [ALTERNATIVE, REPORT], ids=["alternative", "report"])
def test_cut_off_at_every_byte(raw: bytes) -> None:
    for end in range(len(raw)):
        storable(read(raw[:end]))


@pytest.mark.parametrize("raw", [ALTERNATIVE, REPORT], ids=["alternative", "report"])
def test_flipped_anywhere(raw: bytes) -> None:
    dice = random.Random(1)
    for _ in range(300):
        broken = bytearray(raw)
        for _ in range(dice.randint(1, 8)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        storable(read(bytes(broken)))


def _nested(kind: bytes, depth: int) -> bytes:
    return b"".join(b"Content-Type: %s; boundary=b%d\r\n\r\n--b%d\r\n" % (kind, i, i) for i in range(depth))


PART = b"--x\r\nContent-Type: %s\r\n\r\nhi\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=x"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "25 MB enclosed": lambda: mail(
        MIXED, b"", b"--x", b"Content-Type: application/pdf", b"Content-Transfer-Encoding: base64", b"",
        base64.encodebytes(os.urandom(18_000_000)), b"--x--",
    ),
    "25 MB of text": lambda: mail(b"", b"hello world, this is a line\r\n" * 880_000),
    "25 MB in one line": lambda: mail(b"", b"x" * 25_000_000),
    "25 MB of HTML": lambda: mail(b"Content-Type: text/html", b"", b"<p>hello <b>world</b>\r\n" * 1_000_000),
    "a header of 1 MB": lambda: mail(b"X-Long: " + b"a b c d " * 130_000, b"", b"hi"),
    "a subject of 1 MB": lambda: mail(b"Subject: " + b"=?utf-8?q?abc?=\r\n " * 60_000, b"", b"hi", head=HEAD[:2]),
    "50,000 recipients": lambda: mail(b"Cc: " + b'"x, y" <c@d.example>, ' * 50_000, b"", b"hi"),
    "a sender of blanks": lambda: b"From: " + b"\x1c" * 19_000 + b"b\r\n\r\nhi",
    "50 senders of slashes": lambda: b'From: "' + (b"\\" * 19_000 + b'\r\nFrom: "') * 50 + b"\r\n\r\nhi",
    "a report of empty lines": lambda: b"From: mailer-daemon@x.example\r\n\r\nMessage-ID:" + b"\n" * 190_000,
    "a million brackets": lambda: mail(b"Cc: " + b"(" * 500_000 + b"<" * 500_000, b"", b"hi"),
    "100,000 fields": lambda: mail(*(b"X-%d: y" % i for i in range(100_000)), b"", b"hi"),
    "parameters of 1 MB": lambda: mail(b"Content-Type: text/plain; " + b"a=b; " * 200_000, b"", b"hi"),
    "10,000 parts": lambda: mail(MIXED, b"", PART % b"text/plain" * 10_000, b"--x--"),
    "10,000 files": lambda: mail(MIXED, b"", PART % b"image/png" * 10_000, b"--x--"),
    "1,000 deep": lambda: mail(_nested(b"multipart/mixed", 1000), b"hi"),
    "1,000 mails in mails": lambda: mail(b"Content-Type: message/rfc822\r\n\r\n" * 1000, b"hi"),
    "nothing": lambda: b"",
    "zeros": lambda: bytes(100_000),
    "noise": lambda: random.Random(2).randbytes(300_000),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sizes_are_read_soon(name: str) -> None:
    raw = HOSTILE[name]()
    began = time.process_time()
    reading = read(raw)
    assert time.process_time() - began < SECONDS
    assert len(reading.text) <= 1_000_000
    assert len(reading.files) <= 200
    storable(reading)


def test_what_was_left_out_is_told() -> None:
    assert read(HOSTILE["10,000 parts"]()).notices
    assert read(HOSTILE["1,000 deep"]()).notices


def corpus() -> list[Path]:
    """CPython's own test mails, where the interpreter brings them."""
    try:
        found = importlib.util.find_spec("test.test_email")
    except ModuleNotFoundError:  # Debian's python3 comes without them
        return []
    folder = Path(found.origin).parent / "data" if found and found.origin else Path("/nowhere")
    return sorted(folder.glob("msg_*.txt"))


def test_the_corpus_of_the_language() -> None:
    if not corpus():
        return  # nothing of the house is missing, so this is no skip
    readings = {path.name: read(path.read_bytes()) for path in corpus()}
    for reading in readings.values():
        storable(reading)
    assert readings["msg_01.txt"].subject == "This is a test message"
    assert readings["msg_07.txt"].files[0].name == "dingusfish.gif"
    assert len(readings["msg_02.txt"].files) == 5
    assert readings["msg_10.txt"].text.startswith("This is a 7bit encoded message.")
    assert "¡This is a Quoted Printable encoded message!" in readings["msg_10.txt"].text
    assert readings["msg_16.txt"].failed == ("jangel1@cougar.noc.ucla.edu",)
