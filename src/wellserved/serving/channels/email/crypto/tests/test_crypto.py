"""Signatures by the real openssl and the real gpg."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wellserved.serving.channels.email.crypto import verdict
from wellserved.serving.channels.email.reading.parse import read

HEAD = b"From: Alice <alice@example.org>\r\nTo: hello@linden.example\r\nSubject: Two nights\r\n"
WORDS = b"Content-Type: text/plain\r\n\r\nIs the sea view room free?\r\n"


def run(folder: Path, *command: str) -> bytes:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=60)
    return done.stdout


@pytest.fixture
def smime(tmp_path: Path) -> Path:
    """A certificate of Alice's own making."""
    run(
        tmp_path, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "certificate",
        "-days", "9", "-subj", "/CN=Alice", "-addext", "subjectAltName=email:Alice@example.org",
    )  # fmt: skip
    (tmp_path / "words").write_bytes(WORDS)
    return tmp_path


def signed(folder: Path, *options: str) -> bytes:
    command = ("openssl", "cms", "-sign", "-in", "words", "-signer", "certificate", "-inkey", "key", *options)
    return HEAD + run(folder, *command)


@pytest.mark.parametrize("options", [(), ("-nodetach",), ("-nodetach", "-stream")])
def test_smime_by_a_certificate_that_nobody_vouches_for(smime: Path, options: tuple[str, ...]) -> None:
    raw = signed(smime, *options)
    reading = read(raw)
    assert reading.text == "Is the sea view room free?"
    said = "signed by alice@example.org; the certificate is not from an authority that we know"
    assert verdict(raw, reading) == {"smime": said}


def test_smime_of_somebody_else(smime: Path) -> None:
    raw = signed(smime).replace(b"From: Alice <alice@", b"From: Bob <bob@")
    assert "alice@example.org, who is not the sender" in verdict(raw, read(raw))["smime"]


def test_smime_that_was_changed(smime: Path) -> None:
    raw = signed(smime).replace(b"sea view", b"lake view")
    assert "doesn't match" in verdict(raw, read(raw))["smime"]


def test_smime_with_a_footer_by_a_list(smime: Path) -> None:
    inner = signed(smime).partition(b"Subject: Two nights\r\n")[2].partition(b"MIME-Version: 1.0\n")[2]
    raw = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=L\r\n\r\n--L\r\n"
        + inner
        + b"\r\n--L\r\n\r\nThe list\r\n--L--\r\n"
    )
    assert verdict(raw, read(raw))["smime"].startswith("signed by alice@example.org")


def test_smime_of_an_old_letter_under_new_words(smime: Path) -> None:
    """Whoever has a signed letter of Alice's can send it again, beneath words of their own."""
    inner = signed(smime).partition(b"Subject: Two nights\r\n")[2].partition(b"MIME-Version: 1.0\n")[2]
    start = HEAD + b"Content-Type: multipart/mixed; boundary=L\r\n\r\n--L\r\n\r\nPay to IBAN X\r\n--L\r\n"
    raw = start + inner + b"\r\n--L--\r\n"
    assert "the rest may be anybody's" in verdict(raw, read(raw))["smime"]


@pytest.fixture
def ring(tmp_path_factory: pytest.TempPathFactory, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A key of Alice's in the house's ring."""
    settings.DATA = tmp_path_factory.mktemp("d")
    home = Path(settings.DATA) / "gpg"
    home.mkdir(mode=0o700)
    command = ("gpg", "--homedir", str(home), "--batch", "--passphrase", "", "--quick-generate-key")
    run(tmp_path, *command, "Alice <alice@example.org>", "ed25519", "sign", "never")
    (tmp_path / "words").write_bytes(WORDS)
    yield home
    run(tmp_path, "gpgconf", "--homedir", str(home), "--kill", "gpg-agent")


def by_pgp(folder: Path, ring: Path) -> bytes:
    command = ("gpg", "--homedir", str(ring), "--batch", "--armor", "--detach-sign", "--output", "-", "words")
    lines = [
        HEAD + b'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=S', b"", b"--S",
        WORDS, b"--S", b"Content-Type: application/pgp-signature", b"", run(folder, *command), b"--S--", b"",
    ]  # fmt: skip
    return b"\r\n".join(lines)


def test_pgp_by_a_key_of_the_ring(ring: Path, tmp_path: Path) -> None:
    raw = by_pgp(tmp_path, ring)
    assert verdict(raw, read(raw)) == {"pgp": "signed by alice@example.org"}
    plain_line_ends = raw.replace(b"\r\n", b"\n")
    assert verdict(plain_line_ends, read(plain_line_ends)) == {"pgp": "signed by alice@example.org"}


def test_pgp_that_was_changed(ring: Path, tmp_path: Path) -> None:
    raw = by_pgp(tmp_path, ring).replace(b"sea view", b"lake view")
    assert "doesn't match" in verdict(raw, read(raw))["pgp"]


def test_pgp_by_a_key_that_the_house_does_not_have(ring: Path, tmp_path: Path, settings: Any) -> None:
    raw = by_pgp(tmp_path, ring)
    settings.DATA = tmp_path
    assert verdict(raw, read(raw)) == {"pgp": "signed; the house has no PGP keys to check it with"}
    (tmp_path / "gpg").mkdir(mode=0o700)
    assert verdict(raw, read(raw))["pgp"].startswith("signed; the house doesn't have the key ")


def test_pgp_within_the_text(ring: Path, tmp_path: Path) -> None:
    command = ("gpg", "--homedir", str(ring), "--batch", "--clearsign", "--output", "-", "words")
    raw = HEAD + b"\r\n" + run(tmp_path, *command)
    assert verdict(raw, read(raw)) == {"pgp": "signed by alice@example.org"}


def test_pgp_within_other_words(ring: Path, tmp_path: Path) -> None:
    command = ("gpg", "--homedir", str(ring), "--batch", "--clearsign", "--output", "-", "words")
    raw = HEAD + b"\r\nPay to IBAN X\r\n" + run(tmp_path, *command)
    assert "the rest may be anybody's" in verdict(raw, read(raw))["pgp"]


def test_pgp_of_a_part_that_only_we_see_as_signed(ring: Path, tmp_path: Path) -> None:
    """To the parser a lone CR ends a line: what is shown and what was signed must be the same part."""
    raw = by_pgp(tmp_path, ring)
    head, first, rest = raw.partition(b"--S\r\n")
    signature = rest.partition(b"--S\r\n")[2].partition(b"--S--")[0].replace(b"\r\n", b"\r").replace(b"\n", b"\r")
    shown = b"preamble\r--S\rContent-Type: text/plain\r\rPay to IBAN X\r--S\r" + signature + b"--S--\r\n"
    raw = head + shown + first + rest
    reading = read(raw)
    assert "Pay to IBAN X" in reading.text
    assert not verdict(raw, reading)["pgp"].startswith("signed by")


def test_what_is_encrypted_is_told() -> None:
    raw = (
        HEAD
        + b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=S\r\n\r\n--S\r\n\r\n'
    )
    raw += b"Version: 1\r\n--S\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--S--\r\n"
    assert verdict(raw, read(raw)) == {"pgp": "encrypted; it can't be read here"}


def test_a_mail_without_seals_has_no_verdict() -> None:
    assert verdict(HEAD + b"\r\nhi", read(HEAD + b"\r\nhi")) == {}


def test_nonsense_is_no_signature() -> None:
    raw = HEAD + b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=S\r\n\r\n'
    raw += b"--S\r\n\r\nhi\r\n--S\r\nContent-Type: application/pkcs7-signature\r\n\r\nnonsense\r\n--S--\r\n"
    assert "doesn't match" in verdict(raw, read(raw))["smime"]
