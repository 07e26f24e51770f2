"""What we find out ourselves about a mail that came to our own listener."""

import logging

from authheaders.dmarc_lookup import DMARCException, lookup_receiver_record

from wellserved.serving.channels.email.authentication.domains import domain_of, is_aligned, registrable
from wellserved.serving.channels.email.authentication.envelope import spf
from wellserved.serving.channels.email.authentication.judging import Checks, Findings, checks_of
from wellserved.serving.channels.email.authentication.lookups import Lookups, Resolve, Unanswered, resolve
from wellserved.serving.channels.email.authentication.origin import Origin
from wellserved.serving.channels.email.authentication.signatures import signatures
from wellserved.serving.channels.email.authentication.top import fields
from wellserved.serving.channels.email.reading.parse import read_head

log = logging.getLogger("wellserved.email.authentication")

US = "us"


def verdict(raw: bytes, *, peer: str, helo: str, mail_from: str, resolve: Resolve = resolve) -> Checks:
    """SPF, DKIM and DMARC of a mail that `peer` handed over, `raw` as it was sent. {} if there is nothing to check.

    By a relay of our own the address of the peer says nothing: then only signatures count.
    """
    try:
        return _verdict(raw, Origin(peer, helo, mail_from), Lookups(resolve))
    except Exception:  # a mail is never lost because its sender could not be checked
        log.exception("a sender could not be checked")
        return {}


def _verdict(raw: bytes, origin: Origin, ask: Lookups) -> Checks:
    reading = read_head(raw)
    sender = domain_of(reading.sender.address) if reading.sender else ""
    if not sender:
        return {}
    froms = sum(name == "from" for name, _ in fields(raw))
    dkim, signers = signatures(raw, ask)
    if origin.is_relay and not dkim:
        return {}
    result, domain = ("", "") if origin.is_relay else spf(origin, ask)
    # One signature holds for one From field; of several, each program shows another.
    proven = [(signer, "adkim") for signer in signers] + [(domain, "aspf")] * (result == "pass")
    if froms != 1:
        proven, signers, domain = [], [], ""
    dmarc, policy = _dmarc(sender, proven, ask)
    if dmarc == "fail" and (origin.is_relay or ask.failed):
        dmarc = "temperror"  # what could have proven it was not to be had
    found = Findings(sender, US, result, domain, dkim, signers, dmarc, policy)
    return checks_of(found)


def _dmarc(sender: str, proven: list[tuple[str, str]], ask: Lookups) -> tuple[str, str]:
    """(result, policy) of RFC 7489 for the domain; `proven` are the domains that stand behind the mail, each with the
    tag by which the owner may ask that it be this very domain."""
    try:
        record = _record(sender, ask)
        policy = "p"
        if not record and (above := registrable(sender)) != sender:
            record, policy = _record(above, ask), "sp"
    except Unanswered:
        return "temperror", ""
    except DMARCException:
        return "permerror", ""
    if not record.get("p"):
        return "none", ""
    passed = any(is_aligned(domain, sender, strict=record.get(tag) == "s") for domain, tag in proven)
    return ("pass" if passed else "fail"), record.get(policy) or record["p"]


def _record(domain: str, ask: Lookups) -> dict[str, str]:
    def text(name: str) -> str | None:
        found = [one for one in ask(name, "TXT") if one.startswith("v=DMARC1")]
        return found[0] if len(found) == 1 else None  # two policies are none (RFC 7489, 6.6.3)

    return dict(lookup_receiver_record(domain, text))
