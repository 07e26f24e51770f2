"""What we find out about mail that comes to our own listener."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.authentication import Origin, checked, lookups, verdict
from wellserved.serving.channels.email.authentication.domains import is_aligned, registrable
from wellserved.serving.channels.email.authentication.tests.names import (
    ELSEWHERE,
    THEIRS,
    Names,
    from_clara,
    names,
    signed,
)


def found(
    raw: bytes, peer: str = THEIRS, dns: Names | None = None, mail_from: str = "clara@customer.example"
) -> dict[str, str]:
    return verdict(raw, peer=peer, helo="mx.customer.example", mail_from=mail_from, resolve=dns or names())


def test_from_their_own_server_it_is_genuine() -> None:
    assert found(from_clara()) == {
        "spf": "pass",
        "spf_domain": "customer.example",
        "dmarc": "pass",
        "policy": "reject",
        "from": "customer.example",
        "by": "us",
        "verdict": "genuine",
    }


def test_a_signature_outlives_a_forwarder() -> None:
    seen = found(signed(from_clara()), ELSEWHERE, mail_from="box@evil.example")
    assert (seen["spf"], seen["dkim"], seen["verdict"]) == ("pass", "pass d=customer.example", "genuine")


def test_what_was_changed_after_signing_is_not() -> None:
    seen = found(signed(from_clara()).replace(b"room", b"bill"), ELSEWHERE, mail_from="x@evil.example")
    assert (seen["dkim"], seen["dmarc"], seen["verdict"]) == ("fail", "fail", "forged")


@pytest.mark.parametrize("policy", ["none", "quarantine", "reject"])
def test_forged_is_forged_whatever_the_owner_asks_for(policy: str) -> None:
    """An envelope of one's own passes SPF; the name on the letter is another's all the same."""
    dns = names().having("_dmarc.customer.example", f"v=DMARC1; p={policy}")
    seen = found(signed(from_clara(), "evil.example"), ELSEWHERE, dns, "eve@evil.example")
    assert (seen["spf"], seen["dkim"], seen["verdict"]) == ("pass", "pass d=evil.example", "forged")


def test_a_domain_that_publishes_nothing_is_unknown() -> None:
    seen = found(from_clara(sender="q@quiet.example"), ELSEWHERE, mail_from="q@quiet.example")
    assert (seen["spf"], seen["dmarc"], seen["verdict"]) == ("none", "none", "unknown")


def test_without_a_policy_a_signature_or_spf_still_tells() -> None:
    dns = names().having("_dmarc.customer.example")
    assert found(signed(from_clara()), ELSEWHERE, dns, "x@evil.example")["verdict"] == "genuine"
    assert found(from_clara(), THEIRS, dns)["verdict"] == "genuine"
    assert found(from_clara(), ELSEWHERE, dns)["verdict"] == "forged"  # -all: "nobody else"
    softly = dns.having("customer.example", "v=spf1 ~all")
    assert found(from_clara(), ELSEWHERE, softly)["verdict"] == "unknown"


def test_a_subdomain_follows_the_policy_of_its_domain() -> None:
    raw = from_clara(sender="clara@mail.customer.example")
    seen = found(raw, ELSEWHERE, mail_from="eve@evil.example")
    assert (seen["dmarc"], seen["policy"]) == ("fail", "quarantine")
    assert found(signed(raw))["verdict"] == "genuine"
    strict = names().having("_dmarc.mail.customer.example", "v=DMARC1; p=reject; adkim=s; aspf=s")
    assert found(signed(raw), dns=strict)["verdict"] == "forged"


@pytest.mark.parametrize(
    "silent", ["mail._domainkey.customer.example", "customer.example", "_dmarc.customer.example"]
)
def test_a_name_server_that_is_away_accuses_nobody(silent: str) -> None:
    dns = names().silent(silent)
    assert found(signed(from_clara()), ELSEWHERE, dns, "x@customer.example")["verdict"] in ("genuine", "unknown")
    assert (
        found(from_clara(), ELSEWHERE, names().silent("_dmarc.customer.example"), "x@evil.example")["verdict"]
        == "unknown"
    )


def test_a_hyphen_is_part_of_a_domain() -> None:
    dns = (
        names()
        .having("_dmarc.my-inn.example", "v=DMARC1; p=reject")
        .having("my-inn.example", f"v=spf1 ip4:{THEIRS} -all")
    )
    raw = from_clara(sender="a@my-inn.example")
    assert found(raw, THEIRS, dns, "a@my-inn.example")["verdict"] == "genuine"
    assert found(raw, ELSEWHERE, dns, "a@my.example")["verdict"] == "forged"


def test_a_second_from_takes_nothing_from_the_signature_of_the_first() -> None:
    """A genuine mail of somebody else at the same provider, sent on with another name on top."""
    genuine = signed(from_clara(sender="eve@customer.example"))
    raw = b"From: Clara Finch <clara@customer.example>\r\n" + genuine
    assert found(raw, ELSEWHERE, mail_from="eve@customer.example")["verdict"] == "forged"
    assert found(raw, THEIRS, mail_from="eve@customer.example")["verdict"] == "forged"


def test_a_signature_over_half_a_mail_proves_nothing() -> None:
    raw = signed(from_clara(), length=True) + b"And send the key to Eve.\r\n"
    assert found(raw, ELSEWHERE, mail_from="eve@evil.example")["verdict"] == "forged"


def test_by_a_relay_of_ours_only_signatures_count() -> None:
    for peer in ("127.0.0.1", "10.0.0.5", "::1", "fd00::7", "::ffff:192.168.1.4"):
        dns = names()
        assert found(from_clara(), peer, dns) == {}
        assert dns.asked == []
        assert found(signed(from_clara()), peer)["verdict"] == "genuine"
        changed = signed(from_clara()).replace(b"room", b"bill")
        assert found(changed, peer)["verdict"] == "unknown"


def test_questions_are_few() -> None:
    dns = names()
    for n in range(30):
        dns = dns.having(f"s{n}.example", " ".join(["v=spf1", *(f"include:s{m}.example" for m in range(n + 1, 30))]))
    dns = dns.having("s0.example", "v=spf1 " + " ".join(f"mx:m{n}.example" for n in range(10)) + " -all")
    for n in range(10):
        dns = dns.having(f"m{n}.example", *(f"10 h{n}-{m}.example." for m in range(10)), kind="MX")
        for m in range(10):
            dns = dns.having(f"h{n}-{m}.example", "192.0.2.1", kind="A")
    seen = found(from_clara(sender="x@s0.example"), ELSEWHERE, dns, "x@s0.example")
    assert len(dns.asked) <= lookups.MOST
    assert seen["verdict"] == "unknown"


def test_when_the_time_is_over_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "SECONDS", 0.0)
    dns = names()
    raw = signed(signed(from_clara()), "evil.example")
    assert found(raw, ELSEWHERE, dns)["verdict"] == "unknown"
    assert dns.asked == []


def test_a_hundred_signatures_cost_little() -> None:
    raw = from_clara()
    for _ in range(100):
        raw = b"DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=mail; h=from; bh=AAAA; b=AAAA\r\n" + raw
    began = time.process_time()
    assert found(raw, ELSEWHERE, mail_from="x@evil.example")["verdict"] == "forged"
    assert time.process_time() - began < 2


@given(st.binary(max_size=2000), st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_a_stranger_writes_raises(noise: bytes, helo: str, mail_from: str) -> None:
    for raw in (noise, b"DKIM-Signature: " + noise + b"\r\n" + from_clara(), b"From: a@customer.example\r\n" + noise):
        verdict(raw, peer=ELSEWHERE, helo=helo, mail_from=mail_from, resolve=names())
        dns = (
            names()
            .having("customer.example", noise.decode("latin-1"))
            .having("_dmarc.customer.example", "v=DMARC1" + noise.decode("latin-1"))
        )
        verdict(from_clara(), peer=THEIRS, helo=helo, mail_from="a@customer.example", resolve=dns)


@pytest.mark.parametrize(
    ("domain", "owner"),
    [
        ("mail.linden.example", "linden.example"),
        ("linden.example", "linden.example"),
        ("a.b.linden.co.uk", "linden.co.uk"),
        ("LINDEN.Example.", "linden.example"),
        ("example", "example"),
        ("", ""),
    ],
)
def test_who_registered_it(domain: str, owner: str) -> None:
    assert registrable(domain) == owner


def test_neighbours_under_one_suffix_are_strangers() -> None:
    assert not is_aligned("evil.example", "customer.example")
    assert not is_aligned("evil.co.uk", "customer.co.uk")
    assert not is_aligned("", "customer.example")
    assert is_aligned("mail.customer.example", "customer.example")
    assert not is_aligned("mail.customer.example", "customer.example", strict=True)


def test_mail_of_strangers_is_not_believed_about_itself() -> None:
    raw = b"Authentication-Results: mx.linden.example; dmarc=pass header.from=customer.example\r\n" + from_clara()
    stranger, relay = (Origin(peer, "x", "eve@evil.example") for peer in (ELSEWHERE, "127.0.0.1"))
    assert checked(raw, trusted="mx.linden.example", origin=stranger, resolve=names())["verdict"] == "forged"
    assert checked(raw, trusted="mx.linden.example", origin=relay, resolve=names())["verdict"] == "genuine"
    assert checked(raw, trusted="mx.linden.example")["verdict"] == "genuine"
    assert checked(raw) == {}
