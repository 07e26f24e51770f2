"""What is signed or encrypted is told, and what a signature hides is read."""

import subprocess
from pathlib import Path

import pytest

from wellserved.serving.channels.email.reading.model import Seal
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.tests.mails import mail, plain


@pytest.mark.parametrize(
    ("kind", "protocol", "seal"),
    [
        ("signed", "application/pgp-signature", "PGP"),
        ("signed", "application/pkcs7-signature", "S/MIME"),
        ("encrypted", "application/pgp-encrypted", "PGP"),
    ],
)
def test_seals_are_told(kind: str, protocol: str, seal: str) -> None:
    reading = read(
        mail(
            f'Content-Type: multipart/{kind}; protocol="{protocol}"; boundary=S', "", "--S",
            "Content-Type: text/plain", "", "Secret?", "--S", f"Content-Type: {protocol}; name=sig", "", "x", "--S--",
        )
    )  # fmt: skip
    assert (reading.signed if kind == "signed" else reading.encrypted) == (Seal(seal, "1"),)
    assert reading.text == ("Secret?" if kind == "signed" else "This mail is encrypted (PGP); it can't be read here.")
    assert [file.name for file in reading.files] == ["sig"]


def test_words_that_pgp_signed_in_place() -> None:
    text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nTwo nights.\n- -- \nAlice\n"
    reading = read(plain(f"{text}-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----"))
    assert reading.text == "Two nights.\n-- \nAlice"
    assert reading.signed == (Seal("PGP", "1"),)


def test_words_hidden_in_a_signature_are_read(tmp_path: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k.pem", "-out", "c.pem",
         "-days", "9", "-subj", "/CN=Alice"], cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    (tmp_path / "words").write_text("Content-Type: text/plain\n\nIs the sea view room free?\n")
    for option in ("-nodetach", "-stream"):
        command = [
            "openssl",
            "cms",
            "-sign",
            "-nodetach",
            option,
            "-in",
            "words",
            "-signer",
            "c.pem",
            "-inkey",
            "k.pem",
        ]
        signed = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout
        reading = read(b"From: a@x.org\nSubject: hi\n" + signed)
        assert reading.text == "Is the sea view room free?"
        assert reading.signed == (Seal("S/MIME", "1"),)
        assert [file.name for file in reading.files] == ["smime.p7m"]
    command = ["openssl", "cms", "-encrypt", "-in", "words", "c.pem"]
    secret = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout
    reading = read(b"From: a@x.org\n" + secret)
    assert reading.text == "This mail is encrypted (S/MIME); it can't be read here."
    assert reading.encrypted == (Seal("S/MIME", "1"),)
