"""DKIM (RFC 6376): keys, and the signature that says a mail is from this domain and as it left. Pure."""

import base64
import logging
from dataclasses import dataclass

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BITS = 2048  # 4096 does not fit into what some name servers hold, and some receivers stop at 2048
SIGNED = (
    *(b"from", b"to", b"cc", b"reply-to", b"subject", b"date", b"message-id", b"in-reply-to", b"references"),
    *(b"mime-version", b"content-type", b"content-transfer-encoding", b"auto-submitted"),
    *(b"list-unsubscribe", b"list-unsubscribe-post"),
)
ONCE_MORE = (b"from", b"subject")  # signed as absent too: whoever adds a second one breaks the signature
_silent = logging.getLogger("wellserved.email.dkim")
_silent.addHandler(logging.NullHandler())
_silent.propagate = False


@dataclass(frozen=True)
class Key:
    domain: str
    selector: str
    pem: bytes


def new_pair() -> tuple[str, str]:
    """A private key (PEM, PKCS 1) and its public half as the DNS holds it (base64)."""
    private = rsa.generate_private_key(65537, BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem.decode(), base64.b64encode(public).decode()


def selector_after(known: list[str], year: int) -> str:
    """ws2026, and for more keys of one year ws2026b, ws2026c ..., ws2026z2, ws2026z3 ..."""
    names = [f"ws{year}", *(f"ws{year}{letter}" for letter in "bcdefghijklmnopqrstuvwxy")]
    names += [f"ws{year}z{number}" for number in range(2, len(known) + 3)]
    return next(name for name in names if name not in known)


def signed(mail: bytes, key: Key) -> bytes:
    """The mail (CRLF line ends) under its signature, relaxed/relaxed: relays may fold and space it anew."""
    signer = dkim.DKIM(mail, logger=_silent)
    present = {name.lower() for name, _ in signer.headers}
    names = [name for name in SIGNED if name in present] + [*ONCE_MORE]
    header: bytes = signer.sign(
        key.selector.encode(),
        key.domain.encode("idna"),
        key.pem,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=names,
    )
    return header + mail
