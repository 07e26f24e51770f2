import time

import pytest

from wellserved.serving.channels.email.reading import headers
from wellserved.serving.channels.email.reading.dates import date
from wellserved.serving.channels.email.reading.model import Person


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Two nights", "Two nights"),
        ("  folded\r\n  over lines ", "folded over lines"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?UTF-8?B?R3LDvMOfZQ==?= =?UTF-8?Q?_aus_K=C3=B6ln?=", "Grüße aus Köln"),
        ("=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"),  # a character split between words
        ("=?iso-8859-1*de?Q?Gr=FC=DFe?=", "Grüße"),
        ("=?windows-1252?Q?=93quoted=94?=", "“quoted”"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?ks_c_5601-1987?B?vsiz5w==?=", "안녕"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?x-unknown?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?utf-8?B?R3LDvMOfZQ?=", "Grüße"),  # padding lost
        ("=?utf-8?Q?What??=", "What?"),
        ("before =?utf-8?q?=C3=BC?= after", "before ü after"),
        ("=?utf-8?q?open", "=?utf-8?q?open"),
        (b"Gr\xfc\xdfe".decode("ascii", "surrogateescape"), "Grüße"),
        ("Grüße".encode().decode("ascii", "surrogateescape"), "Grüße"),
        ("a\x00b\x07c", "ab c"),
        ("=?utf-8?q?line=0D=0ABcc:_x?=", "line Bcc: x"),
    ],
)
def test_a_subject_as_a_person_reads_it(raw: str, read: str) -> None:
    assert headers.text(raw) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("alice@example.org", [Person("alice@example.org")]),
        ("Alice <ALICE@Example.org>", [Person("alice@example.org", "Alice")]),
        ('"Lindqvist, Alice" <alice@example.org>', [Person("alice@example.org", "Lindqvist, Alice")]),
        ("Alice (at home) <alice@example.org>", [Person("alice@example.org", "Alice (at home)")]),
        ("=?utf-8?q?S=C3=B8ren=2C_J?= <s@example.org>", [Person("s@example.org", "Søren, J")]),
        ("=?utf-8?q?Alice_=3Calice=40example=2Eorg=3E?=", [Person("alice@example.org", "Alice")]),
        ("alice@example.org <alice@example.org>", [Person("alice@example.org")]),
        ("a@x.org, B <b@x.org>; c@x.org", [Person("a@x.org"), Person("b@x.org", "B"), Person("c@x.org")]),
        ("Friends: a@x.org, b@x.org;", [Person("a@x.org"), Person("b@x.org")]),
        ("undisclosed-recipients:;", []),
        ("nobody", []),
        ("", []),
        ("<>", []),
        ("Alice <alice@example.org", [Person("alice@example.org", "Alice")]),
        ("'Alice' <alice@example.org>", [Person("alice@example.org", "Alice")]),
        ("\x00<alice@example.org>", [Person("alice@example.org")]),
        ('"Jörg \\"Long\\"" <j@example.org>', [Person("j@example.org", 'Jörg "Long"')]),
    ],
)
def test_who_it_is(raw: str, read: list[Person]) -> None:
    found = headers.people([raw])
    assert [person.address for person in found] == [person.address for person in read]
    if "at home" not in raw:
        assert list(found) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("<a@x> <b@y>", ("a@x", "b@y")),
        ("<a@x>\r\n\t<b@y>", ("a@x", "b@y")),
        ("<a@x><b@y>", ("a@x", "b@y")),
        ("a@x", ("a@x",)),
        ("<broken by\r\n folding@x>", ("brokenbyfolding@x",)),
        ("=?utf-8?q?=3Clong=40example=2Eorg=3E?=", ("long@example.org",)),
        ("Your message of Tuesday", ()),
        ("<" + "x" * 400 + "@y>", ("x" * 255,)),
    ],
)
def test_ids_come_without_brackets(raw: str, read: tuple[str, ...]) -> None:
    assert headers.ids([raw]) == read


@pytest.mark.parametrize("raw", ["", "yesterday", "Mon, 99 Foo 2020", "Mon, 1 Jan 99999 00:00:00 +0000", "0", "\x00"])
def test_a_date_that_is_none(raw: str) -> None:
    assert date(raw) is None


def test_a_date_is_told_in_utc() -> None:
    assert str(date("Wed, 18 Nov 2026 10:00:00 +0200 (EET)")) == "2026-11-18 08:00:00+00:00"
    assert str(date("Wed, 18 Nov 2026 10:00:00")) == "2026-11-18 10:00:00+00:00"


def test_words_that_never_end_are_read_soon() -> None:
    began = time.monotonic()
    assert headers.text("=?a?q?x" * 2857).startswith("=?a?q?x")
    assert headers.text("=?utf-8?q?a?=" + "=?a?q?x" * 2800).startswith("a=?a")
    assert time.monotonic() - began < 0.5
