"""DKIM: which domains signed the mail as it is? (RFC 6376)"""

import logging
import re
from typing import Any

import dkim

from wellserved.serving.channels.email.authentication.lookups import Lookups, Unanswered

MOST = 5  # signatures that are tried
MOST_BYTES = 30_000_000  # that are read for it, all signatures together: a second for 20 MB
_quiet = logging.getLogger("wellserved.email.dkim")
_quiet.setLevel(logging.CRITICAL)  # it logs strangers' mistakes as ours
_signed = re.compile(rb"^dkim-signature[ \t]*:", re.IGNORECASE | re.MULTILINE)
_HEAD_BYTES = 500_000


def signatures(raw: bytes, ask: Lookups) -> tuple[str, list[str]]:
    """(pass, fail, temperror or "" if it is not signed; the domains whose signatures hold).

    A signature that leaves the end of the body open (l=), or is made with SHA-1, proves nothing: anybody may have
    written the rest.
    """
    count = len(_signed.findall(raw[:_HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]))
    if not count:
        return "", []
    try:
        mail = dkim.DKIM(raw, logger=_quiet)
    except Exception:  # what is no mail to the library
        return "fail", []
    results = [_holds(mail, number, ask) for number in range(min(count, MOST, 1 + MOST_BYTES // len(raw)))]
    signers = list(dict.fromkeys(domain for result, domain in results if result == "pass"))
    if signers:
        return "pass", signers
    return ("temperror" if any(result == "temperror" for result, _ in results) else "fail"), []


def _holds(mail: Any, number: int, ask: Lookups) -> tuple[str, str]:
    silent = False

    def key(name: bytes, timeout: float = 0) -> bytes | None:
        nonlocal silent
        try:
            found = ask(name.decode("ascii"), "TXT")
        except Unanswered:
            silent = True
            return None
        return found[0].encode("latin-1") if found else None

    try:
        held = mail.verify(idx=number, dnsfunc=key)
        told = mail.signature_fields
        whole = b"l" not in told and told[b"a"] != b"rsa-sha1" and b"from" in mail.include_headers
        domain = told[b"d"].decode("ascii").lower().strip(".")
    except Exception:  # signatures and keys of strangers
        held, whole, domain = False, False, ""
    if silent:
        return "temperror", ""
    return ("pass" if held and whole else "fail"), domain
