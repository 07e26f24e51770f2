"""Questions to the DNS on behalf of one mail: few, short, and asked of a resolver that tests bring along."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import dns.exception
import dns.resolver

SECONDS = 4.0  # for all questions of one mail together
SECONDS_EACH = 2.0
MOST = 40  # questions; SPF alone may ask ten, and for each the addresses of ten servers
KEPT = 5_000  # answers, for as long as they are valid
LONGEST = 8_192  # characters of one answer

# (name, TXT/A/AAAA/MX/PTR, seconds) -> what stands there: texts, addresses, "10 mx.example", names.
# () if there is nothing; Unanswered if nobody could tell.
Resolve = Callable[[str, str, float], tuple[str, ...]]


class Unanswered(Exception):  # noqa: N818 - a fact
    """The DNS did not tell in time."""


class Lookups:
    """The questions of one mail. `failed` if one of them remained without an answer."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self.until = time.monotonic() + SECONDS
        self.left = MOST
        self.failed = False
        self.known: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, name: str, kind: str) -> tuple[str, ...]:
        key = name.lower().rstrip("."), kind
        if key not in self.known:
            self.known[key] = self._asked(*key)
        return self.known[key]

    def _asked(self, name: str, kind: str) -> tuple[str, ...]:
        labels = name.split(".")
        if not name.isascii() or len(name) > 253 or any(not 0 < len(label) < 64 for label in labels):
            return ()
        seconds = min(SECONDS_EACH, self.until - time.monotonic())
        self.left -= 1
        try:
            if seconds <= 0 or self.left < 0:
                raise Unanswered
            return tuple(answer[:LONGEST] for answer in self.resolve(name, kind, seconds))
        except Exception as error:  # whatever a resolver, or the network under it, may raise
            self.failed = True
            raise Unanswered(name) from error


def resolve(name: str, kind: str, seconds: float) -> tuple[str, ...]:
    """Ask the name server of this machine."""
    try:
        return tuple(_written(row, kind) for row in _resolver().resolve(name, kind, lifetime=seconds, search=False))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ()
    except dns.exception.DNSException as error:
        raise Unanswered(name) from error


def _written(row: Any, kind: str) -> str:
    return b"".join(row.strings).decode("latin-1") if kind == "TXT" else str(row.to_text())


@cache
def _resolver() -> dns.resolver.Resolver:
    found = dns.resolver.Resolver()
    found.cache = dns.resolver.LRUCache(KEPT)
    return found
