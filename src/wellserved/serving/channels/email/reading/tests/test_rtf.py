"""Letters that Outlook sends as compressed RTF alone."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.serving.channels.email.reading.rtf import BEGINS_WITH, MOST_BYTES, decompressed, words_of
from wellserved.serving.channels.email.reading.tests.test_files import _tnef
from wellserved.serving.channels.email.reading.tnef import unpacked

# [MS-OXRTFCP] 4.1 and 4.2: "hello world", and a reference to what it is just writing.
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_standards_own_examples() -> None:
    assert len(BEGINS_WITH) == 207
    assert decompressed(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert decompressed(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


@pytest.mark.parametrize(
    ("rtf", "words"),
    [
        (rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 The room\par was cold.}", "The room\nwas cold."),
        (rb"{\rtf1\ansicpg1252 Gr\'fc\'dfe \u8364?5 \{ok\}}", "Grüße €5 {ok}"),
        (rb"{\rtf1\ansicpg932 \'93\'fa\'96\'7b}", "日本"),
        (rb"{\rtf1\uc2\u-10179??\u-8704??!}", "😀!"),
        (rb"{\rtf1\fromhtml1{\*\htmltag64 <p>}\htmlrtf \par\htmlrtf0 Hello{\*\htmltag84 <b>} you}", "Hello you"),
        (rb"{\rtf1\ansicpg99999 x\u-10179?}", "x\ufffd"),
        (b"}}}}\\", ""),
    ],
)
def test_what_a_reader_would_read(rtf: bytes, words: str) -> None:
    assert words_of(rtf) == words


def test_a_winmail_with_nothing_else_says_its_words() -> None:
    properties = struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, len(HELLO)) + HELLO + bytes(-len(HELLO) % 4)
    attribute = b"\x01" + struct.pack("<HHI", 0x9003, 6, len(properties)) + properties + bytes(2)
    found = unpacked(_tnef("", "bill.txt", b"120 EUR")[:-13] + attribute + bytes(13))
    assert found is not None
    assert (found[0], [file.name for file in found[2]]) == ("hello world", ["bill.txt"])


def test_a_bomb_stays_small() -> None:
    bomb = struct.pack("<II4sI", 0, 2**32 - 1, b"LZFu", 0) + b"\xff" + (b"\x00\x0f" * 8 + b"\xff") * 300_000
    assert len(decompressed(bomb)) <= MOST_BYTES + 17 * 8


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.text(alphabet="\\{}'u09-abf \n", max_size=60))
def test_it_never_raises_what_nobody_expects(noise: bytes, rtf: str) -> None:
    words_of(rtf.encode())
    with suppress(ValueError, IndexError, struct.error):
        words_of(decompressed(HELLO[:16] + noise))
