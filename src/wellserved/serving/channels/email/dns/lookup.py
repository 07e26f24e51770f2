"""Asking the name servers."""

from collections.abc import Callable

import dns.exception
import dns.resolver

PATIENCE_SECONDS = 4.0

Lookup = Callable[[str, str], list[str]]  # (name, "TXT", "MX", "A" or "AAAA") -> what it holds, [] if there is none


class Unreachable(Exception):  # noqa: N818 - a fact
    """No name server answers; the message is a sentence."""


def lookup(name: str, kind: str) -> list[str]:
    """The real one. Parts of a TXT record are put together; an MX is "10 mail.example."."""
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=PATIENCE_SECONDS, raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN:
        return []
    except (dns.exception.DNSException, OSError, UnicodeError, ValueError) as error:
        raise Unreachable(f"The DNS can't be reached from here ({type(error).__name__}).") from error
    rows = answer.rrset or ()
    if kind == "TXT":
        return [b"".join(row.strings).decode("utf-8", "replace") for row in rows]
    return [row.to_text() for row in rows]
