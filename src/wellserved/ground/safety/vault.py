"""Secrets of mailboxes and providers, encrypted at rest with the house's vault key (Fernet: AES-128 and HMAC)."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unopenable(Exception):  # noqa: N818 - a fact: sealed with another key, or damaged
    """The secret was sealed with another key: the `keys` folder does not belong to this database."""


def seal(text: str) -> str:
    """Encrypt; "" stays "", so that "no password" needs no key to be seen."""
    return _fernet(settings.VAULT_KEY).encrypt(text.encode()).decode() if text else ""


def open_sealed(text: str) -> str:
    """What was sealed; raises Unopenable for anything else."""
    if not text:
        return ""
    try:
        return _fernet(settings.VAULT_KEY).decrypt(text.encode()).decode()
    except InvalidToken:
        raise Unopenable("This secret was sealed with another key; enter it again.") from None


@cache
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"vault:" + key.encode()).digest()))
