"""Mails as programs really write them: each is told apart from the letter of the standard by one mistake."""

import base64
import binascii
from datetime import UTC, datetime, timedelta

import pytest

from wellserved.serving.channels.email.reading import headers
from wellserved.serving.channels.email.reading.beginning import begun
from wellserved.serving.channels.email.reading.dates import date
from wellserved.serving.channels.email.reading.flowed import unenriched, unflowed
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.tests.mails import mail, plain
from wellserved.serving.channels.email.reading.transfer import unbase64

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "hours"),
    [
        ("Tue, 17 Nov 2026 12:00:00 +0000", 0),
        ("Tue, 17 Nov 2026 14:00:00 +0200 (EET)", 0),
        ("Tue, 17 Nov 26 12:00 GMT", 0),
        ("17 Nov 2026 13:00 CET", 0),
        ("Tue, 17 Nov 2026 07:00:00 EST", 0),
        ("Tue, 17 Nov 2026 21:00:00 JST", 0),
        ("Tue Nov 17 2026 14:00:00 GMT+0200 (CEST)", 0),
        ("Tue, 17 Nov 2026 14:00:00 UTC+2", 0),
        ("Tue, 17 Nov 2026 14:00:00 +02:00", 0),
        ("Tue Nov 17 12:00:00 2026", 0),
        ("2026-11-17T12:00:00Z", 0),
        ("2026-11-17 14:00:00 +0200", 0),
        ("Di, 17 Nov 2026 13:00:00 +0100 (MEZ)", 0),
        ("Tue, 17 Nov 2026 12.00.00 +0000", 0),
        ("Tuesday, November 17, 2026 12:00 PM", 0),
        ("Tue, 17 Nov 2026 12:00:60 +0000", None),
        ("Tue, 17 Nov 126 12:00:00 +0000", 0),
        ("Mon, 16 Nov 2026 24:00:00 +0000", -12),
        ("Tue, 17 Nov 2026 12:00:00 +9999", 0),
        ("Tue,\r\n 17 Nov 2026 12:00:00 +0000", 0),
        ("Tue, 17 Nov 2026 12:00:00 --0400", 4),
    ],
)
def test_dates(raw: str, hours: int | None) -> None:
    expected = NOON + timedelta(seconds=59) if hours is None else NOON + timedelta(hours=hours)
    assert date(raw) == expected


@pytest.mark.parametrize(
    "raw", ["mardi 17 novembre 2026", "17/11/2026 10:00", "0", "Tue, 32 Nov 2026 10:00:00 +0000"]
)
def test_dates_that_are_none(raw: str) -> None:
    assert date(raw) is None


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"From alice Tue Nov 17 12:00:00 2026\r\n", b"\n\nFrom a Tue\n", b""]
)
def test_what_stands_before_the_header(before: bytes) -> None:
    reading = read(before + plain("Hello there"))
    assert (reading.subject, reading.text) == ("Two nights", "Hello there")


@pytest.mark.parametrize("line", [b"this is no field\r\n", b">From alice Tue\r\n", b"From alice Tue Nov 17\r\n"])
def test_a_line_in_the_header_that_is_no_field(line: bytes) -> None:
    reading = read(b"Received: x\r\n" + line + plain("Hello there"))
    assert (reading.subject, reading.text) == ("Two nights", "Hello there")


def test_a_blank_before_the_colon() -> None:
    assert read(b"From : a@x.org\nSubject : Hello\nTo: b@x.org\n\nhi").subject == "Hello"


def test_a_mail_in_order_is_left_as_it_is() -> None:
    raw = plain("Hello")
    assert begun(raw) is raw


@pytest.mark.parametrize(
    ("claimed", "data", "text"),
    [
        ("utf-8", "Grüße, sagte sie".encode()[:-1] + b"\xe2\x82", "Grüße, sagte s"),  # cut off within a character
        ("gb2312", "你好，世界你好世界".encode("gb18030")[:-1], "你好，世界你好世"),
        ("", "\x1b$BF|K\\\x1b(B", "日本"),
        ("us-ascii", "\x1b$BF|K\\\x1b(B", "日本"),
        ("x-user-defined", b"caf\xe9", "café"),
        ("unknown-8bit", b"caf\xe9", "café"),
        ("iso-8859-1", "“quoted”".encode("cp1252"), "“quoted”"),
        ("iso-8859-1", "Grüße".encode(), "Grüße"),
        ("ks_c_5601-1987", "안녕".encode("cp949"), "안녕"),
        ("big5", "你好".encode("big5"), "你好"),
        ("hz-gb-2312", "~{Dc:C~}", "你好"),
    ],
)
def test_charsets_of_text(claimed: str, data: bytes | str, text: str) -> None:
    raw = mail(f"Content-Type: text/plain; charset={claimed}" if claimed else "X: y", "", data)
    assert read(raw).text.startswith(text)


def test_raw_bytes_in_the_header_are_what_the_words_are() -> None:
    head = (b"From: " + "Иван".encode("cp1251") + b" <i@x.org>", b"Subject: " + "Привет".encode("cp1251"))
    reading = read(mail("Content-Type: text/plain; charset=windows-1251", "", "Привет".encode("cp1251"), head=head))
    assert reading.subject == reading.text == "Привет"
    assert reading.sender
    assert reading.sender.name == "Иван"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (b"attachment; filename=Pr\xfcfung.pdf", "Prüfung.pdf"),
        ('attachment; filename="Prüfung.pdf"'.encode(), "Prüfung.pdf"),
        (b"attachment; filename==?utf-8?Q?Pr=C3=BCfung=2Epdf?=", "Prüfung.pdf"),
        (b'attachment; filename="=?utf-8?B?UHLDvGY=?=\r\n =?utf-8?B?dW5nLnBkZg==?="', "Prüfung.pdf"),
        (b"attachment; filename*0*=utf-8''Pr%C3%BC; filename*1=fung.pdf", "Prüfung.pdf"),
        (b"attachment; filename*=iso-8859-1'de'Pr%FCfung.pdf", "Prüfung.pdf"),
        (b"inline; filename=picture.png", "picture.png"),
        (b"attachment; filename=two words.pdf", "two words.pdf"),
    ],
)
def test_names(field: bytes, name: str) -> None:
    part = (b"Content-Type: application/octet-stream", b"Content-Disposition: " + field, b"", b"x")
    reading = read(mail("Content-Type: multipart/mixed; boundary=M", "", "--M", *part, "--M--"))
    assert [file.name for file in reading.files] == [name]


def test_a_mail_inside_goes_by_its_subject() -> None:
    inner = "From: b@x.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe/aus?=\r\n\r\nFrom here\r\n"
    for encoded in (inner, base64.encodebytes(inner.encode()).decode()):
        cte = "7bit" if encoded is inner else "base64"
        part = ("Content-Type: message/rfc822", f"Content-Transfer-Encoding: {cte}", "", encoded)
        file = read(mail("Content-Type: multipart/mixed; boundary=M", "", "--M", *part, "--M--")).files[0]
        assert file.name == ("Grüße aus.eml" if encoded is inner else "attachment-1.eml")
        assert b"\nFrom here" in file.data


def test_pictures_by_location() -> None:
    reading = read(
        mail(
            "Content-Type: multipart/related; boundary=R", "", "--R", "Content-Type: text/html", "",
            '<img src="view.png">', "--R", "Content-Type: image/png", "Content-Location: view.png", "", "x", "--R--",
        )
    )  # fmt: skip
    assert 'src="cid:view.png"' in reading.html
    assert reading.files[0].content_id == "view.png"


def test_a_macintosh_file_is_one_file() -> None:
    reading = read(
        mail(
            "Content-Type: multipart/appledouble; boundary=A", "", "--A", "Content-Type: application/applefile", "",
            "fork", "--A", "Content-Type: image/png; name=view.png", "", "x", "--A--",
        )
    )  # fmt: skip
    assert [file.name for file in reading.files] == ["view.png"]


def test_an_invitation_beside_the_words() -> None:
    reading = read(
        mail(
            "Content-Type: multipart/alternative; boundary=A", "", "--A", "Content-Type: text/plain", "", "Come!",
            "--A", "Content-Type: text/calendar; method=REQUEST", "", "BEGIN:VCALENDAR", "--A--",
        )
    )  # fmt: skip
    assert reading.text == "Come!"
    assert [file.content_type for file in reading.files] == ["text/calendar"]


def test_files_written_into_the_text() -> None:
    data = bytes(range(256)) * 3
    lines = [binascii.b2a_uu(data[n : n + 45]).decode().rstrip("\n") for n in range(0, len(data), 45)]
    reading = read(mail("", "Look:", "begin 644 view.png", *lines, "`", "end", "Nice?"))
    assert [(file.name, file.content_type, file.data) for file in reading.files] == [("view.png", "image/png", data)]
    assert "begin" not in reading.text
    assert reading.text.split() == ["Look:", "Nice?"]


def test_files_in_the_way_of_newsgroups() -> None:
    data = bytes(range(256))
    special = {0, 10, 13, 61}
    coded = b"".join(
        b"=" + bytes([(c + 64) % 256]) if c in special else bytes([c]) for c in ((b + 42) % 256 for b in data)
    )
    raw = mail("", "Look:", "=ybegin line=128 size=256 name=view.png", coded, "=yend size=256")
    assert [(file.name, file.data) for file in read(raw).files] == [("view.png", data)]


def test_a_sentence_that_begins_with_begin_is_one() -> None:
    assert read(plain("begin 644 words\nand the end\nend")).files == ()


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("a long \nline\nnext", "a long line\nnext"),
        (">a long \n>line\nnext", "> a long line\nnext"),
        ("> quoted \nnot", "> quoted \nnot"),
        ("-- \nAlice", "-- \nAlice"),
        (" From me", "From me"),
    ],
)
def test_flowed_lines(flowed: str, text: str) -> None:
    assert unflowed(flowed) == text


def test_flowed_without_blanks() -> None:
    assert unflowed("日 \n本", delete_space=True) == "日本"


def test_enriched_text() -> None:
    enriched = "<bold>Hello</bold>\nthere\n\n<param>red</param>you <<3"
    assert unenriched(enriched) == "Hello there\nyou <3"


@pytest.mark.parametrize(
    "data", [b"SGVsbG8gdGhlcmU=", b"SGVs bG8g\r\ndGhl!cmU", b"SGVsbG8g=dGhlcmU=", b"SGVsbG8gdGhlcmU"]
)
def test_base64_with_damage(data: bytes) -> None:
    assert unbase64(data) == b"Hello there"


def test_a_boundary_that_is_not_told_truly() -> None:
    parts = [
        "--right",
        "Content-Type: text/plain",
        "",
        "Hello",
        "--right",
        "Content-Type: image/png; name=a.png",
        "",
        "x",
    ]
    reading = read(mail('Content-Type: multipart/mixed; boundary="wrong"', "", *parts, "--right--"))
    assert (reading.text, [file.name for file in reading.files]) == ("Hello", ["a.png"])


@pytest.mark.parametrize(
    "raw",
    [
        "=?utf-8?q?=3Ca=40x=2Eorg=3E?=\r\n =?utf-8?q?_=3Cb=40y=2Eorg=3E?=",
        "<a@x.org>\r\n\t<b@y.org>",
        "<a@x.org>,<b@y.org>",
        "<a@x.org>  (Alice's) <b@y.org>",
    ],
)
def test_references_whoever_wrote_them(raw: str) -> None:
    assert headers.ids([raw]) == ("a@x.org", "b@y.org")


def test_several_senders_are_one() -> None:
    raw = b"From: a@x.org, b@x.org\r\nFrom: c@x.org\r\n\r\nhi"
    reading = read(raw)
    assert reading.sender
    assert reading.sender.address == "a@x.org"


def test_hops_are_counted() -> None:
    assert read(mail(*["Received: from a by b"] * 7, "", "hi")).hops == 7
