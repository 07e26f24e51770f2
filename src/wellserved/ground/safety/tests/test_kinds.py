"""A file is what its bytes are, whatever it is called."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.ground.safety.kinds import looked_at


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x" * 50)
    return out.getvalue()


HARMLESS = (
    (b"\x89PNG\r\n\x1a\n", "photo.png"),
    (b"\xff\xd8\xff\xe0", "PHOTO.JPG"),
    (b"\xff\xd8\xff\xe0", "photo"),
    (b"%PDF-1.7", "bill.pdf"),
    (b"name,room\nalice,12", "guests.csv"),
    (b"Subject: x\n\n<html><script>", "letter.eml"),
    (archive("a.txt", "b/photo.jpg"), "holiday.zip"),
    (archive("word/document.xml"), "letter.docx"),
    (b"", "empty.txt"),
)
HARMFUL = (
    (b"MZ\x90", "photo.jpg", "called .jpg, but it is a program"),
    (b"MZ\x90", "setup.exe", "is a program"),
    (b"MZ\x90", "photo", "is a program"),
    (b"\x7fELF", "photo.jpg", "is a program"),
    (b"<svg onload='x()'>", "logo.png", "called .png, but it is a drawing"),
    (b"<svg>", "logo.svg", "drawing that can hold scripts"),
    (b"<!DOCTYPE html><script>", "bill.pdf", "called .pdf, but it is a web page"),
    (b"#!/bin/sh", "read me", "is a script"),
    (b"WScript.Echo 1", "photo.jpg.vbs", "end in .vbs"),
    (b"x", "photo.jpg.exe. ", "end in .exe"),
    (b"7z\xbc\xaf\x27\x1c", "x.7z", "cannot be looked into"),
    (archive("a.txt", "b/photo.jpg.exe"), "holiday.zip", "holds 'b/photo.jpg.exe'"),
    (archive("word/vbaProject.bin"), "letter.docx", "macros"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "letter.doc", "macros"),
    (b"%PDF-1.4", "photo.jpg", "called .jpg, but it is a PDF"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "name"), HARMLESS, ids=[name for _, name in HARMLESS])
def test_ordinary_files_raise_no_alarm(data: bytes, name: str) -> None:
    assert looked_at(data, name).warnings == ()


@pytest.mark.parametrize(("data", "name", "warning"), HARMFUL, ids=[name for _, name, _ in HARMFUL])
def test_what_can_do_harm_says_so(data: bytes, name: str, warning: str) -> None:
    assert warning in " ".join(looked_at(data, name).warnings)


def test_an_encrypted_archive_says_that_nobody_looked() -> None:
    data = bytearray(archive("a.txt"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in " ".join(looked_at(bytes(data), "a.zip").warnings)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_it_never_raises(data: bytes, name: str) -> None:
    for start in (b"", b"PK\x03\x04PK\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        looked_at(start + data, name)
