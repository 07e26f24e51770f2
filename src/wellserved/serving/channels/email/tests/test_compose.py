from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import AT
from wellserved.serving.channels.email.compose import Enclosure, Sending, composed
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.quotes import split_quote
from wellserved.serving.channels.email.rules import bare_subject, is_answer
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import messages_named, plus, token_of, without_plus

WRITABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
LONG = "x" * 200 + "@a-very-long-host-name.example.org"


def sending(**changes: object) -> Sending:
    facts: dict[str, object] = {
        "sender_name": "Linden House",
        "sender": "hello@linden.example",
        "reply_to": "hello+t@linden.example",
        "recipients": ["alice@example.org"],
        "subject": "Re: A pillow",
        "text": "Of course.",
        "at": AT,
        "header_id": "1-abcdefghijklmnop@linden.example",
        "token": "1-abcdefghijklmnop",
    }
    return Sending(**{**facts, **changes})  # type: ignore[arg-type]


def test_long_ids_travel_as_they_are() -> None:
    """Python 3.11 writes a long In-Reply-To as an encoded word, which no mail program threads by."""
    raw = composed(sending(in_reply_to=LONG, references=[LONG] * 3 + [f"{n}{LONG}" for n in range(30)]))
    assert b"In-Reply-To: <" + LONG.encode() + b">\r\n" in raw
    assert b"=?" not in raw.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in raw.split(b"\r\n")) < 998
    back = read(raw)
    assert back.in_reply_to == (LONG,)
    assert back.references[0] == LONG
    assert len(back.references) == 12


@given(st.text(WRITABLE, max_size=300), st.text(WRITABLE, max_size=300), st.text(WRITABLE, max_size=50))
def test_whatever_is_written_arrives(subject: str, text: str, name: str) -> None:
    raw = composed(sending(subject=subject, text=text, sender_name=name))
    back = read(raw)
    assert back.sender
    assert back.sender.address == "hello@linden.example"
    assert [p.address for p in back.to] == ["alice@example.org"]
    assert back.cc == ()
    assert back.header_id == "1-abcdefghijklmnop@linden.example"
    if text.isprintable():
        assert back.text.strip() == text.strip()


@pytest.mark.parametrize("bad", ["x\r\nBcc: eve@evil.example", "x\nBcc: eve@evil.example", "x\rBcc: e@evil.example"])
def test_no_header_is_smuggled_in(bad: str) -> None:
    mail = message_from_bytes(composed(sending(subject=bad, sender_name=bad)), policy=policy.default)
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "word", ["=?utf-8?q?=0d=0aBcc:_eve=40evil.example?=", "=?utf-8?b?DQpCY2M6IGVAZXZpbC5leGFtcGxl?="]
)
def test_no_header_is_smuggled_in_as_an_encoded_word(word: str) -> None:
    """Python decodes what looks encoded in a header that it is given, line ends and all."""
    file = Enclosure(word, "text/plain", b"x")
    raw = composed(sending(subject=word, sender_name=word, recipients=[f"{word}@evil.example"], files=[file]))
    assert b"\nbcc" not in raw.lower()
    assert message_from_bytes(raw, policy=policy.default)["Bcc"] is None


def test_no_strangers_id_or_address_keeps_an_answer_from_leaving() -> None:
    raw = composed(
        sending(in_reply_to="\u00e9@x", references=["\u00e9@x", "1@x"], recipients=["a:b;c@x", "\u00fc@x"])
    )
    assert b"In-Reply-To" not in raw
    assert b"References: <1@x>\r\n" in raw


def test_our_own_mail_quoted_is_folded() -> None:
    raw = letter("Thanks!\n\nOn 18 Nov 2026, Linden House wrote:\n> Of course.\n")
    assert split_quote(read(raw).text)[0] == "Thanks!"


@given(st.integers(1, 2**62))
def test_a_token_names_its_message_only(number: int) -> None:
    token = token_of(number)
    assert messages_named([f"{token}@linden.example"]) == [number]
    assert messages_named([plus("hello@linden.example", token.upper())]) == [number]
    assert messages_named([token[:-1] + ("a" if token[-1] != "a" else "b"), token + "a", f"1{token}"]) == []
    assert without_plus(plus("hello@linden.example", token)) == "hello@linden.example"


@pytest.mark.parametrize("subject", ["Re: x", "RE: Re: x", "AW: x", "Re[2]: x", "回复：x", " sv: x", "Antw: re:x"])
def test_an_answer_says_so(subject: str) -> None:
    assert is_answer(subject)
    assert bare_subject(subject) == "x"


@pytest.mark.parametrize("subject", ["x", "Reservation: x", "Fwd: x", "", "Resort: x", "are: x"])
def test_no_answer(subject: str) -> None:
    assert not is_answer(subject)
