"""SPF (RFC 7208), as far as it says whether a server may send for a domain."""

import ipaddress
from collections.abc import Iterable, Iterator

from wellserved.serving.channels.email.dns.lookup import Lookup

MOST_LOOKUPS = 10  # RFC 7208, 4.6.4
# Relays whose customers are told to include a record of theirs.
INCLUDES = {
    "gmail.com": "_spf.google.com",
    "google.com": "_spf.google.com",
    "office365.com": "spf.protection.outlook.com",
    "outlook.com": "spf.protection.outlook.com",
    "postmarkapp.com": "spf.mtasv.net",
    "mailgun.org": "mailgun.org",
    "sendgrid.net": "sendgrid.net",
    "amazonaws.com": "amazonses.com",
}


def is_spf(text: str) -> bool:
    return text.strip().lower().split(" ")[0] == "v=spf1"


def mechanism_for(relay: str) -> str:
    """What lets this server send: "include:" of its provider, "ip4:" of an address, or "a:" of its name."""
    try:
        address = ipaddress.ip_address(relay)
    except ValueError:
        known = next((name for end, name in INCLUDES.items() if relay == end or relay.endswith(f".{end}")), "")
        return f"include:{known}" if known else f"a:{relay}"
    return f"ip{address.version}:{address}"


def suggested(relay: str) -> str:
    """A whole record; "~all" asks others to be wary of the rest, without refusing what we forgot."""
    return f"v=spf1 mx {mechanism_for(relay)} ~all" if relay else "v=spf1 mx ~all"


def amended(record: str, relay: str) -> str:
    """The record that is there, with the server let in before its last word."""
    words = record.split()
    at = next((n for n, word in enumerate(words) if word.lower().endswith("all") or "redirect=" in word), len(words))
    return " ".join([*words[:at], mechanism_for(relay), *words[at:]])


def permits(record: str, domain: str, relay: str, look: Lookup) -> bool:
    """Whether mail of the domain may come from the server; Unreachable if a name can't be looked up."""
    if mechanism_for(relay) in record.lower().split():
        return True
    theirs = set(_addresses(relay, look))
    return bool(theirs) and any(_covers(network, theirs) for network in _networks(record, domain, look, _Budget()))


class _Budget:
    def __init__(self) -> None:
        self.left = MOST_LOOKUPS

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def _networks(record: str, domain: str, look: Lookup, budget: _Budget) -> Iterator[str]:
    """The networks that the record lets in, those of included records among them."""
    for word in record.lower().split()[1:]:
        if word[0] in "-~?":
            continue
        name, _, value = word.lstrip("+").partition(":")
        if name in ("ip4", "ip6"):
            yield value
        elif name in ("include", "a", "mx") or word.startswith("redirect="):
            if not budget.spend():
                return
            target = (word.partition("=")[2] if word.startswith("redirect=") else value) or domain
            yield from _named(name, target.partition("/")[0], look, budget)


def _named(name: str, target: str, look: Lookup, budget: _Budget) -> Iterator[str]:
    if name == "a":
        yield from _addresses(target, look)
    elif name == "mx":
        for row in look(target, "MX")[:10]:
            yield from _addresses(row.split()[-1].rstrip("."), look)
    else:
        for record in filter(is_spf, look(target, "TXT")):
            yield from _networks(record, target, look, budget)


def _addresses(host: str, look: Lookup) -> Iterable[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        return [*look(host, "A"), *look(host, "AAAA")]


def _covers(network: str, addresses: set[str]) -> bool:
    try:
        net = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
    return any(ipaddress.ip_address(address) in net for address in addresses)
