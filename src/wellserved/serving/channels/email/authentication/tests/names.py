"""A name server as the tests tell it, and letters signed by the people in it."""

import base64
from functools import cache

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from wellserved.serving.channels.email.authentication.lookups import Unanswered
from wellserved.serving.channels.email.tests.letters import letter

THEIRS, ELSEWHERE = "198.51.100.7", "203.0.113.66"  # the mail server of customer.example; a machine of nobody's


class Names:
    """A resolver with these records. A name told as None gives no answer; `asked` keeps what was asked."""

    def __init__(self, records: dict[tuple[str, str], tuple[str, ...] | None] | None = None) -> None:
        self.records = records or {}
        self.asked: list[tuple[str, str]] = []

    def __call__(self, name: str, kind: str, seconds: float) -> tuple[str, ...]:
        assert seconds > 0
        self.asked.append((name, kind))
        found = self.records.get((name, kind), ())
        if found is None:
            raise Unanswered(name)
        return found

    def having(self, name: str, *answers: str, kind: str = "TXT") -> "Names":
        return Names({**self.records, (name, kind): answers})

    def silent(self, name: str, kind: str = "TXT") -> "Names":
        return Names({**self.records, (name, kind): None})


@cache
def key() -> tuple[bytes, str]:
    """(private PEM, what stands in the DNS)."""
    made = rsa.generate_private_key(65537, 2048)
    public = made.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    private = made.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def names() -> Names:
    """customer.example publishes everything, quiet.example nothing."""
    return Names(
        {
            ("customer.example", "TXT"): (f"v=spf1 ip4:{THEIRS} -all",),
            ("mail._domainkey.customer.example", "TXT"): (key()[1],),
            ("_dmarc.customer.example", "TXT"): ("v=DMARC1; p=reject; sp=quarantine",),
            ("evil.example", "TXT"): (f"v=spf1 ip4:{ELSEWHERE} -all",),
            ("mail._domainkey.evil.example", "TXT"): (key()[1],),
        }
    )


def signed(raw: bytes, domain: str = "customer.example", *, length: bool = False) -> bytes:
    made: bytes = dkim.sign(raw, b"mail", domain.encode(), key()[0], length=length)
    return made + raw


def from_clara(text: str = "Is my room ready?", *, sender: str = "Clara Finch <clara@customer.example>") -> bytes:
    return letter(text, sender=sender, id="clara-1@customer.example")
