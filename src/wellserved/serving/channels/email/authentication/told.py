"""What a mail server that we trust found out: its Authentication-Results (RFC 8601)."""

import re
from typing import Any

from authres import AuthenticationResultsHeader

from wellserved.serving.channels.email.authentication.domains import domain_of
from wellserved.serving.channels.email.authentication.judging import Checks, Findings, checks_of
from wellserved.serving.channels.email.authentication.top import written_by_ours
from wellserved.serving.channels.email.reading.parse import read_head

FIELD = "authentication-results"
# Outlook.com leaves its own name out, and writes words that the grammar does not have.
_unnamed = re.compile(r"^\s*(spf|dkim|dmarc|arc)\s*=", re.IGNORECASE)
_not_grammar = re.compile(r"\baction=[^;\s]*|;\s*compauth=[^;]*", re.IGNORECASE)
_fails = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)


def told(raw: bytes, authserv: str) -> Checks:
    """What the server of that name says; {} if it says nothing, or cannot be understood.

    The topmost of its fields counts. Of others, which whoever wrote the mail may have put there, only what speaks
    against it.
    """
    try:
        return _told(raw, authserv.strip().lower())
    except Exception:  # fields of strangers, read by a strict parser
        return {}


def _told(raw: bytes, authserv: str) -> Checks:
    reading = read_head(raw)
    sender = domain_of(reading.sender.address) if reading.sender else ""
    fields = [value for name, value in written_by_ours(raw, (authserv,)) if name == FIELD]
    fields = [value for value in fields if _names(value, authserv)]
    if not fields or not sender:
        return {}
    first, *others = (_parsed(value, authserv) for value in fields)
    if first is None:  # never the next one in its place: the sender may have broken it to put theirs forward
        return checks_of(Findings(sender, authserv, dmarc="fail")) if _fails.search(fields[0]) else {}
    against = (r for other in others if other is not None for r in other.results if r.result == "fail")
    results = [*first.results, *against]
    spf, dmarc = _of(results, "spf"), _of(results, "dmarc")
    about = _property(dmarc, "header", "from") if dmarc else ""
    return checks_of(
        Findings(
            sender=sender,
            by=authserv,
            spf=_word(spf),
            spf_domain=_domain(_property(spf, "smtp", "mailfrom") or _property(spf, "smtp", "helo")) if spf else "",
            dkim=_word(_of(results, "dkim")),
            signers=[domain for r in results if r.method == "dkim" and r.result == "pass" if (domain := _signer(r))],
            dmarc=_word(dmarc) if not about or _domain(about) == sender else "",
            policy="",
        )
    )


def _names(value: str, authserv: str) -> bool:
    """Whether a field is by that server, as far as one can tell without its grammar."""
    by = re.sub(r"^\s*(?:\([^()]*\)\s*)*", "", value.lower()).strip('" ')
    return by.startswith(authserv) or (authserv.endswith("outlook.com") and bool(_unnamed.match(value)))


def _parsed(value: str, authserv: str) -> Any:
    if authserv.endswith("outlook.com") and _unnamed.match(value):
        value = f"{authserv}; {value}"
    try:
        found = AuthenticationResultsHeader.parse(f"Authentication-Results: {_not_grammar.sub('', value)}")
    except Exception:  # its grammar is strict, and servers are not
        return None
    return found if str(found.authserv_id).lower() == authserv else None


def _of(results: list[Any], method: str) -> Any:
    """The result of a method; where there are several, the one that speaks against it, or for DKIM the best."""
    found = [r for r in results if r.method == method]
    wanted = "pass" if method == "dkim" else "fail"
    return next((r for r in found if r.result == wanted), found[0] if found else None)


def _word(result: Any) -> str:
    word = str(result.result).lower() if result is not None else ""
    return word if word.isalpha() else ""


def _property(result: Any, kind: str, name: str) -> str:
    return next((str(p.value) for p in result.properties if (p.type, p.name) == (kind, name)), "")


def _signer(result: Any) -> str:
    return _domain(_property(result, "header", "d") or _property(result, "header", "i"))


def _domain(value: str) -> str:
    return domain_of(value if "@" in value else f"@{value}")
