"""The two signed names of one message of ours.

Its token is in its Message-ID and its Reply-To address: a reply that brings it back belongs to that message, whatever
its subject says. Everybody whom a reply reaches knows it, so the sender must take part in the conversation besides
(belonging.py). Its return token is in its return path and in a header that no reply repeats: only who got the mail
itself has it, so that a report on its delivery which brings it back is believed (actions/reports.py).

Both are lower-case, since mail servers may change the case of an address. Guessing one takes 2**80 tries.
"""

import base64
import re
from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SALT, RETURN_SALT = "wellserved.email.token", "wellserved.email.return"

_token = re.compile(r"(?<![0-9a-z])([0-9a-z]{1,13})-([a-z2-7]{16})(?![0-9a-z])")


def token_of(message_id: int) -> str:
    """The token of that message, such as `4f-mzxw6ytboi3ge2lk`."""
    return f"{_base36(message_id)}-{_signature(message_id, SALT)}"


def return_token_of(message_id: int) -> str:
    """Its return token, of the same form."""
    return f"{_base36(message_id)}-{_signature(message_id, RETURN_SALT)}"


def messages_named(texts: Iterable[str]) -> list[int]:
    """Ids of the messages whose genuine tokens, of either sort, stand in these ids and addresses, in order."""
    return _signed(texts, (SALT, RETURN_SALT))


def messages_returned(texts: Iterable[str]) -> list[int]:
    """Ids of the messages whose genuine return tokens stand in these ids and addresses, in order."""
    return _signed(texts, (RETURN_SALT,))


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


def _signed(texts: Iterable[str], salts: tuple[str, ...]) -> list[int]:
    found: dict[int, None] = {}
    for text in texts:
        for match in _token.finditer(text.lower()):
            message_id = int(match[1], 36)
            if message_id < 2**63 and any(
                constant_time_compare(_signature(message_id, salt), match[2]) for salt in salts
            ):
                found[message_id] = None
    return list(found)


def _signature(message_id: int, salt: str) -> str:
    digest = salted_hmac(salt, str(message_id), algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
