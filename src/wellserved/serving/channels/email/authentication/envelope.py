"""SPF: may this machine send for the domain of the envelope? (RFC 7208)"""

from typing import Any

import spf as pyspf

from wellserved.serving.channels.email.authentication.domains import domain_of
from wellserved.serving.channels.email.authentication.lookups import Lookups, Unanswered
from wellserved.serving.channels.email.authentication.origin import Origin


class _Query(pyspf.query):  # type: ignore[misc]
    """pyspf's query, asking us instead of the DNS. A resolver follows CNAMEs by itself."""

    def __init__(self, origin: Origin, ask: Lookups) -> None:
        super().__init__(i=origin.peer.partition("%")[0], s=origin.mail_from, h=origin.helo)
        self.ask = ask

    def dns(self, name: str, qtype: str, cnames: Any = None, ignore_void: bool = False) -> list[Any]:
        try:
            found = [_as_pyspf(one, qtype) for one in self.ask(str(name), qtype)]
        except Unanswered as silence:
            raise pyspf.TempError("the DNS did not tell") from silence
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > pyspf.MAX_VOID_LOOKUPS:
                raise pyspf.PermError("Too many names without records")
        return found


def spf(origin: Origin, ask: Lookups) -> tuple[str, str]:
    """(result, domain it is about): pass, fail, softfail, neutral, none, temperror or permerror."""
    domain = domain_of(origin.mail_from) or domain_of(f"@{origin.helo}")
    if not domain:
        return "none", ""
    try:
        return str(_Query(origin, ask).check()[0]), domain
    except Exception:  # records that trip the library
        return "permerror", domain


def _as_pyspf(answer: str, kind: str) -> Any:
    if kind == "TXT":
        return (answer.encode("latin-1", "replace"),)
    if kind == "MX":
        preference, _, name = answer.partition(" ")
        return int(preference), name.rstrip(".")
    return answer.rstrip(".")
