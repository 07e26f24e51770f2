"""Which records a domain needs, and how it stands with each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from wellserved.serving.channels.email.dns import spf
from wellserved.serving.channels.email.dns.lookup import Lookup, Unreachable

CHUNK = 255  # bytes of one string in a TXT record
IN_PLACE, MISSING, DIFFERENT, UNKNOWN = "in place", "missing", "different", "unknown"


@dataclass(frozen=True)
class Key:
    selector: str
    public: str  # base64
    signs: bool = True


@dataclass(frozen=True)
class Domain:
    """`relay` is the server our mail leaves by; `takes_mail` our own name, if mail comes straight to us."""

    name: str
    relay: str = ""
    takes_mail: str = ""
    keys: Sequence[Key] = ()


@dataclass(frozen=True)
class Record:
    """One record to publish. `value` is "" where only somebody else can tell it; `says` is how it stands."""

    purpose: str  # MX, SPF, DKIM, DMARC
    kind: str
    name: str
    value: str
    why: str
    state: str = UNKNOWN
    says: str = ""
    found: Sequence[str] = field(default=())

    @property
    def in_place(self) -> bool:
        return self.state == IN_PLACE

    @property
    def chunks(self) -> str:
        """The value as zone files want it: strings of at most 255 bytes, each in quotes."""
        if self.kind != "TXT":
            return self.value
        return " ".join(f'"{self.value[n : n + CHUNK]}"' for n in range(0, len(self.value), CHUNK))


def wanted(domain: Domain) -> list[Record]:
    """The records to publish, nothing looked up yet."""
    mx = f"10 {domain.takes_mail}." if domain.takes_mail else ""
    found = [
        Record("MX", "MX", domain.name, mx, "Where mail to you is delivered."),
        Record("SPF", "TXT", domain.name, spf.suggested(domain.relay), "Which servers may send in your name."),
    ]
    for key in domain.keys:
        name = f"{key.selector}._domainkey.{domain.name}"
        why = "What others check our signature with." if key.signs else "For the key that will sign next."
        found.append(Record("DKIM", "TXT", name, f"v=DKIM1; k=rsa; p={key.public}", why))
    policy = f"v=DMARC1; p=none; rua=mailto:postmaster@{domain.name}"
    why = "What others do with forgeries; p=none only reports. Tighten it once the reports are good."
    return [*found, Record("DMARC", "TXT", f"_dmarc.{domain.name}", policy, why)]


def looked_up(domain: Domain, look: Lookup) -> list[Record]:
    """How it stands with each. Where the DNS can't be reached, every record says so, and nobody waits again."""
    records: list[Record] = []
    trouble = ""
    for record in wanted(domain):
        if not trouble:
            try:
                records.append(_LOOKS[record.purpose](record, domain, look))
                continue
            except Unreachable as unreachable:
                trouble = str(unreachable)
        records.append(replace(record, says=trouble))
    return records


def _mx(record: Record, domain: Domain, look: Lookup) -> Record:
    found = look(record.name, "MX")
    hosts = [row.split()[-1].rstrip(".").lower() for row in found]
    if not found:
        return _judged(record, MISSING, found, "No server is named for mail to this domain.")
    told = f"Mail goes to {', '.join(hosts[:3])}."
    if domain.takes_mail and domain.takes_mail not in hosts:
        return _judged(record, DIFFERENT, found, f"{told} It must be handed on to {domain.takes_mail} from there.")
    return _judged(record, IN_PLACE, found, told)


def _spf(record: Record, domain: Domain, look: Lookup) -> Record:
    found = [text for text in look(record.name, "TXT") if spf.is_spf(text)]
    if not found:
        return _judged(record, MISSING, found, "Anybody may send in the name of this domain.")
    if len(found) > 1:
        return _judged(record, DIFFERENT, found, "There are several, which counts as none: make one of them.")
    if domain.relay and not spf.permits(found[0], domain.name, domain.relay, look):
        record = replace(record, value=spf.amended(found[0], domain.relay))
        return _judged(record, DIFFERENT, found, f"It does not let {domain.relay} send your mail.")
    return _judged(replace(record, value=found[0]), IN_PLACE, found, "It lets our server send your mail.")


def _dkim(record: Record, domain: Domain, look: Lookup) -> Record:
    found = look(record.name, "TXT")
    if not found:
        return _judged(record, MISSING, found, "Nobody can check our signature yet.")
    if _public(record.value) not in {_public(text) for text in found}:
        return _judged(record, DIFFERENT, found, "It holds another key, so our signature counts as forged.")
    return _judged(record, IN_PLACE, found, "Our signature can be checked.")


def _dmarc(record: Record, domain: Domain, look: Lookup) -> Record:
    labels = domain.name.split(".")
    # A subdomain without a record of its own has its parent's (RFC 7489, 6.6.3).
    for parent in (".".join(labels[n:]) for n in range(max(len(labels) - 1, 1))):
        found = [text for text in look(f"_dmarc.{parent}", "TXT") if text.strip().lower().startswith("v=dmarc1")]
        if len(found) > 1:
            return _judged(record, DIFFERENT, found, "There are several, which counts as none: keep one.")
        if found:
            policy = re.search(r"(?:^|;)\s*p\s*=\s*(\w+)", found[0], re.IGNORECASE)
            says = f"Forgeries: p={policy[1].lower()}." if policy else ""
            state = IN_PLACE if policy else DIFFERENT
            return _judged(record, state, found, says or "It names no policy (p=), so it counts as none.")
    return _judged(record, MISSING, [], "Nobody tells you of forgeries, and large receivers trust you less.")


def _judged(record: Record, state: str, found: Sequence[str], says: str) -> Record:
    return replace(record, state=state, found=tuple(found), says=says)


def _public(text: str) -> str:
    tag = re.search(r"(?:^|;)\s*p\s*=\s*([^;]*)", text)
    return "".join(tag[1].split()) if tag else ""


_LOOKS: dict[str, Callable[[Record, Domain, Lookup], Record]] = {
    "MX": _mx,
    "SPF": _spf,
    "DKIM": _dkim,
    "DMARC": _dmarc,
}
