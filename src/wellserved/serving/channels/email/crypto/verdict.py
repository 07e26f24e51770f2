"""A mail -> what is known of its signatures."""

import logging
from pathlib import Path

from django.conf import settings

from wellserved.serving.channels.email.crypto import pgp, smime
from wellserved.serving.channels.email.crypto.signed import Signed, signed_in
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.seals import PGP, SMIME

log = logging.getLogger("wellserved.email")

LARGEST = 30_000_000  # bytes of a mail whose signature is checked
ENCRYPTED = "encrypted; it can't be read here"
PARTLY = "; that holds for a part of the mail, the rest may be anybody's"
UNCHECKED = "signed; the signature could not be checked"


def verdict(raw: bytes, reading: Reading) -> dict[str, str]:
    """{"smime": "signed by alice@example.org"}, {"pgp": ...}, both or neither, in plain words. Never raises."""
    if not reading.signed and not reading.encrypted:
        return {}
    found = {_key(seal.kind): ENCRYPTED for seal in reading.encrypted}
    sender = reading.sender.address if reading.sender else ""
    for kind in dict.fromkeys(seal.kind for seal in reading.signed):
        found[_key(kind)] = _checked(raw, kind, sender)
    return found


def _checked(raw: bytes, kind: str, sender: str) -> str:
    if len(raw) > LARGEST:
        return "signed; the mail is too large for the signature to be checked"
    try:
        what = signed_in(raw, kind)
        said = _asked(what, kind, sender) if what else UNCHECKED
        return said if what is None or what.whole or said == UNCHECKED else f"{said}{PARTLY}"
    except Exception:  # a stranger's signature, and programs that may be missing or hang
        log.warning("a signature (%s) could not be checked", kind, exc_info=True)
        return UNCHECKED


def _asked(what: Signed, kind: str, sender: str) -> str:
    if kind == SMIME:
        return smime.verdict(what, sender)
    return pgp.verdict(what, sender, Path(settings.DATA) / "gpg")


def _key(kind: str) -> str:
    return {SMIME: "smime", PGP: "pgp"}[kind]
