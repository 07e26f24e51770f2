"""The signed name of one message of ours: in its Message-ID, its Reply-To address and its return path.

A reply or a delivery report that brings it back belongs to that message, whatever its subject says. It is
lower-case, since mail servers may change the case of an address. Guessing one takes 2**80 tries; having one is not
enough either: the sender must take part in the conversation (belonging.py).
"""

import base64
import re
from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SALT = "wellserved.email.token"

_token = re.compile(r"(?<![0-9a-z])([0-9a-z]{1,13})-([a-z2-7]{16})(?![0-9a-z])")


def token_of(message_id: int) -> str:
    """The token of that message, such as `4f-mzxw6ytboi3ge2lk`."""
    return f"{_base36(message_id)}-{_signature(message_id)}"


def messages_named(texts: Iterable[str]) -> list[int]:
    """Ids of the messages whose genuine tokens stand in these ids and addresses, in order; no forged ones."""
    found: dict[int, None] = {}
    for text in texts:
        for match in _token.finditer(text.lower()):
            message_id = int(match[1], 36)
            if message_id < 2**63 and constant_time_compare(_signature(message_id), match[2]):
                found[message_id] = None
    return list(found)


def plus(address: str, token: str) -> str:
    """hello@linden.example -> hello+TOKEN@linden.example."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def without_plus(address: str) -> str:
    """hello+anything@linden.example -> hello@linden.example."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"


def _signature(message_id: int) -> str:
    digest = salted_hmac(SALT, str(message_id), algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
