"""Which records a domain needs, and how it stands with each, by a name server of our own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from wellserved.serving.channels.email.dns.lookup import Unreachable
from wellserved.serving.channels.email.dns.records import Domain, Key, looked_up, wanted
from wellserved.serving.channels.email.dns.spf import amended, mechanism_for, permits

LINDEN = Domain("linden.example", "smtp.relay.example", "", [Key("ws2026", "MIIB" + "A" * 380)])
PUBLISHED = {
    "MX linden.example": ["10 mx.provider.example."],
    "TXT linden.example": ["google-site-verification=x", "v=spf1 include:relay.example -all"],
    "TXT relay.example": ["v=spf1 ip4:203.0.113.0/24 ~all"],
    "A smtp.relay.example": ["203.0.113.25"],
    "TXT ws2026._domainkey.linden.example": ["v=DKIM1; k=rsa; p=MIIB" + "A" * 380],
    "TXT _dmarc.linden.example": ["v=DMARC1; p=quarantine"],
}


@dataclass
class Names:
    """A name server; `asked` is what it was asked."""

    known: Mapping[str, Sequence[str]]
    reachable: bool = True
    asked: list[str] = field(default_factory=list)

    def look(self, name: str, kind: str) -> list[str]:
        self.asked.append(f"{kind} {name}")
        if not self.reachable:
            raise Unreachable("The DNS can't be reached from here (Timeout).")
        return list(self.known.get(f"{kind} {name}", ()))


def states(domain: Domain, known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {record.purpose: record.state for record in looked_up(domain, Names(known).look)}


def test_all_is_in_place() -> None:
    assert set(states(LINDEN, PUBLISHED).values()) == {"in place"}


def test_nothing_is_published() -> None:
    records = looked_up(LINDEN, Names({}).look)
    assert {record.state for record in records} == {"missing"}
    assert [record.purpose for record in records] == ["MX", "SPF", "DKIM", "DMARC"]
    assert all(record.value for record in records[1:])


@pytest.mark.parametrize(
    ("name", "value", "purpose", "says"),
    [
        ("TXT linden.example", ["v=spf1 mx -all"], "SPF", "does not let smtp.relay.example"),
        ("TXT linden.example", ["v=spf1 a -all", "v=spf1 mx -all"], "SPF", "several"),
        ("TXT ws2026._domainkey.linden.example", ["v=DKIM1; p=MIIBother"], "DKIM", "another key"),
        ("TXT ws2026._domainkey.linden.example", ["v=DKIM1; p="], "DKIM", "another key"),
        ("TXT _dmarc.linden.example", ["v=DMARC1; p=none", "v=DMARC1; p=reject"], "DMARC", "several"),
        ("TXT _dmarc.linden.example", ["v=DMARC1; rua=mailto:x@x"], "DMARC", "no policy"),
    ],
)
def test_something_else_is_published(name: str, value: list[str], purpose: str, says: str) -> None:
    records = {one.purpose: one for one in looked_up(LINDEN, Names({**PUBLISHED, name: value}).look)}
    assert records[purpose].state == "different"
    assert says in records[purpose].says
    assert all(one.in_place for one in records.values() if one.purpose != purpose)


def test_the_dns_is_asked_once_and_no_more_when_it_cannot_be_reached() -> None:
    names = Names({}, reachable=False)
    records = looked_up(LINDEN, names.look)
    assert {record.state for record in records} == {"unknown"}
    assert {record.says for record in records} == {"The DNS can't be reached from here (Timeout)."}
    assert len(names.asked) == 1


def test_a_key_is_ready_to_paste() -> None:
    record = next(one for one in wanted(LINDEN) if one.purpose == "DKIM")
    parts = record.chunks.strip('"').split('" "')
    assert [len(part) for part in parts] == [255, len(record.value) - 255]
    assert "".join(parts) == record.value


def test_a_record_in_several_spaces_is_the_same_key() -> None:
    spaced = ["v=DKIM1;k=rsa;  p=MIIB" + "A" * 200 + "  " + "A" * 180]
    assert states(LINDEN, {**PUBLISHED, "TXT ws2026._domainkey.linden.example": spaced})["DKIM"] == "in place"


def test_a_subdomain_has_its_parents_policy() -> None:
    known = {"TXT _dmarc.linden.example": ["v=DMARC1; p=reject"]}
    assert states(Domain("mail.linden.example"), known)["DMARC"] == "in place"


def test_mail_that_comes_straight_to_us_must_be_led_here() -> None:
    domain = Domain("linden.example", takes_mail="desk.linden.example")
    assert wanted(domain)[0].value == "10 desk.linden.example."
    assert states(domain, PUBLISHED)["MX"] == "different"
    assert states(domain, {"MX linden.example": ["5 desk.linden.example."]})["MX"] == "in place"


@pytest.mark.parametrize(
    ("record", "verdict"),
    [
        ("v=spf1 a:smtp.relay.example -all", True),
        ("v=spf1 ip4:203.0.113.25 -all", True),
        ("v=spf1 ip4:203.0.113.26 -all", False),
        ("v=spf1 -ip4:203.0.113.25 ~all", False),
        ("v=spf1 redirect=relay.example", True),
        ("v=spf1 include:loop.example -all", False),
        ("v=spf1 ip4:nonsense ip4:203.0.113.0/24 -all", True),
        ("v=spf1 mx -all", False),
    ],
)
def test_spf_is_followed_to_its_networks(record: str, verdict: bool) -> None:
    names = Names({**PUBLISHED, "TXT loop.example": ["v=spf1 include:loop.example -all"]})
    assert permits(record, "linden.example", "smtp.relay.example", names.look) is verdict
    assert len(names.asked) <= 25


def test_a_relay_is_let_in_by_what_its_provider_publishes() -> None:
    assert mechanism_for("smtp.office365.com") == "include:spf.protection.outlook.com"
    assert mechanism_for("evil-gmail.com") == "a:evil-gmail.com"
    assert mechanism_for("203.0.113.9") == "ip4:203.0.113.9"
    assert amended("v=spf1 mx -all", "smtp.gmail.com") == "v=spf1 mx include:_spf.google.com -all"
    assert amended("v=spf1 mx", "mail.x.example") == "v=spf1 mx a:mail.x.example"
