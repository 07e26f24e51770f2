import base64
import io

import pytest

from wellserved.serving.channels.email.reading.enclosures import clean_name
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.tests.mails import mail


def enclosing(*head: str, data: str = "x") -> bytes:
    return mail(
        "Content-Type: multipart/mixed; boundary=M", "", "--M", "Content-Type: text/plain", "", "Here you are.",
        "--M", *head, "", data, "--M--",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Content-Type: application/pdf; name=bill.pdf", "bill.pdf"),
        ('Content-Disposition: attachment; filename="bill no 1.pdf"', "bill no 1.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''R%C3%A9sum%C3%A9.pdf", "Résumé.pdf"),
        ("Content-Disposition: attachment; filename*0=long; filename*1=name.pdf", "longname.pdf"),
        ('Content-Disposition: attachment; filename="=?utf-8?q?R=C3=A9sum=C3=A9.pdf?="', "Résumé.pdf"),
        ('Content-Disposition: attachment; filename="../../etc/passwd"', "passwd"),
        ('Content-Disposition: attachment; filename="C:\\\\temp\\\\x.doc"', "x.doc"),
        ("Content-Type: application/pdf", "attachment-1.pdf"),
        ("Content-Type: text/calendar; method=REQUEST", "attachment-1.ics"),
        ("Content-Type: message/rfc822", "attachment-1.eml"),
        ("Content-Type: nonsense", ""),
        ("Content-Disposition: attachment; filename*x*=utf-8''y", "attachment-1.txt"),
        ('Content-Type: text/plain; name="notes.txt"', "notes.txt"),
    ],
)
def test_names_of_files(head: str, name: str) -> None:
    reading = read(enclosing(head))
    assert [file.name for file in reading.files] == ([name] if name else [])
    assert reading.text.startswith("Here you are.")


def test_the_bytes_are_the_bytes() -> None:
    data = bytes(range(256)) * 20
    lines = base64.encodebytes(data).decode()
    reading = read(enclosing("Content-Type: image/png", "Content-Transfer-Encoding: base64", data=lines))
    assert reading.files[0].data == data


@pytest.mark.parametrize("data", ["!!!!", "QUJ", "=", "QUJD\x00REVG", ""])
def test_broken_base64_gives_what_there_is(data: str) -> None:
    reading = read(enclosing("Content-Type: image/png", "Content-Transfer-Encoding: base64", data=data))
    assert len(reading.files) == 1


def test_a_mail_inside_a_mail_stays_one_file() -> None:
    inner = "From: b@x.org\r\nSubject: inner\r\n\r\nhello"
    reading = read(enclosing("Content-Type: message/rfc822", data=inner))
    assert b"Subject: inner" in reading.files[0].data
    assert reading.text == "Here you are."


def test_what_hides_its_direction_or_folder_is_shown_as_it_is() -> None:
    assert clean_name("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert clean_name("/etc/../x") == "x"
    assert len(clean_name("x" * 500 + ".pdf")) == 200


def test_winmail_dat_that_is_none_stays_a_file() -> None:
    reading = read(enclosing("Content-Type: application/ms-tnef; name=winmail.dat", data="no tnef"))
    assert [file.name for file in reading.files] == ["winmail.dat"]


def test_winmail_dat_is_opened() -> None:
    lines = base64.encodebytes(_tnef("The room was cold.", "bill.txt", b"120 EUR")).decode()
    head = ("Content-Type: application/ms-tnef; name=winmail.dat", "Content-Transfer-Encoding: base64")
    reading = read(enclosing(*head, data=lines))
    assert [(file.name, file.data) for file in reading.files] == [("bill.txt", b"120 EUR")]
    assert reading.text.endswith("The room was cold.")


def _tnef(body: str, name: str, data: bytes) -> bytes:
    """The smallest winmail.dat: a body and one file, as MS-OXTNEF lays them out."""

    def attribute(level: int, kind: int, number: int, value: bytes) -> bytes:
        out = io.BytesIO()
        out.write(bytes([level]))
        out.write(number.to_bytes(2, "little") + kind.to_bytes(2, "little"))
        out.write(len(value).to_bytes(4, "little") + value)
        out.write((sum(value) & 0xFFFF).to_bytes(2, "little"))
        return out.getvalue()

    return b"".join(
        [
            (0x223E9F78).to_bytes(4, "little"),
            (1).to_bytes(2, "little"),
            attribute(1, 0x0006, 0x9007, (1252).to_bytes(4, "little") + bytes(4)),
            attribute(1, 0x0002, 0x800C, body.encode() + b"\x00"),
            attribute(2, 0x0006, 0x9002, bytes(14)),
            attribute(2, 0x0001, 0x8010, name.encode() + b"\x00"),
            attribute(2, 0x0006, 0x800F, data),
            bytes(13),
        ]
    )
