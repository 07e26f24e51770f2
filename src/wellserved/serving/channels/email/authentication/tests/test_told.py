"""What a mail server of ours found out, and what others only claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.authentication import told
from wellserved.serving.channels.email.tests.letters import letter

OURS = "mx.linden.example"
LETTER = letter(sender="Clara Finch <clara@customer.example>")
HOP = (
    "Received: from mx.customer.example ([198.51.100.7]) by mx.linden.example with ESMTPS id 1; Wed, 18 Nov 2026\r\n"
)
INNER = "Received: from mx.linden.example by store.linden.example with LMTP id 2; Wed, 18 Nov 2026\r\n"
FOREIGN = "Received: from laptop by mx.customer.example with ESMTPSA id 3; Wed, 18 Nov 2026\r\n"
PASS = "Authentication-Results: mx.linden.example; dmarc=pass (p=reject) header.from=customer.example\r\n"
FAIL = "Authentication-Results: mx.linden.example; dmarc=fail (p=none) header.from=customer.example\r\n"


def seen(*head: str, by: str = OURS) -> str:
    return told("".join(head).encode() + LETTER, by).get("verdict", "not checked")


@pytest.mark.parametrize(
    ("head", "verdict"),
    [
        ((PASS, HOP, FOREIGN), "genuine"),
        ((INNER, HOP, PASS, FOREIGN), "genuine"),  # beneath our own hop, as the largest provider writes it
        ((INNER, HOP, FAIL, FOREIGN), "forged"),
        ((HOP, FOREIGN, PASS), "not checked"),  # the sender's own claim
        ((HOP, FOREIGN), "not checked"),
        ((FAIL, HOP, PASS), "forged"),  # ours stands on top
        ((PASS.replace(OURS, "evil.example"), HOP), "not checked"),
        ((PASS.replace("customer.example", "evil.example"), HOP), "unknown"),  # about another From
        (("Authentication-Results: mx.linden.example; none\r\n", HOP), "unknown"),
        (("Authentication-Results: mx.linden.example; !!!\r\n", HOP), "not checked"),
    ],
)
def test_who_wrote_it_counts(head: tuple[str, ...], verdict: str) -> None:
    assert seen(*head) == verdict


SNEAKY = (
    "Authentication-Results: mx.linden.example; spf=pass smtp.mailfrom==?us-ascii?q?x=40evil.example=3b=20dkim=3d"
    "pass=20header.d=3dcustomer.example=3b=20spf=3dnone=20smtp.mailfrom=3dx?=@evil.example; dmarc=none\r\n"
)
BROKEN = "Authentication-Results: mx.linden.example; spf=pass (@@@; dmarc=none\r\n"


def test_an_address_that_hides_results_in_an_encoded_word_proves_nothing() -> None:
    assert seen(SNEAKY, HOP) != "genuine"


def test_whoever_breaks_our_field_puts_none_in_its_place() -> None:
    assert seen(BROKEN, PASS, HOP) == "not checked"
    assert seen(BROKEN.replace("none", "fail"), PASS, HOP) == "forged"


def test_a_forged_field_beneath_ours_adds_nothing() -> None:
    """Our server said nothing of DMARC; what the sender wrote right beneath looks just like it."""
    ours = "Authentication-Results: mx.linden.example; spf=softfail smtp.mailfrom=customer.example\r\n"
    assert seen(ours, PASS, HOP) == "unknown"
    assert seen(ours, FAIL, HOP) == "forged"


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ("dkim=pass header.d=customer.example", "genuine"),
        ("dkim=pass header.i=@mail.customer.example", "genuine"),
        ("dkim=pass header.d=evil.example; dkim=pass header.d=customer.example", "genuine"),
        ("dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=eve@evil.example", "unknown"),
        ("spf=pass smtp.mailfrom=clara@customer.example", "genuine"),
        ("spf=fail smtp.mailfrom=clara@customer.example", "forged"),
        ("spf=fail smtp.mailfrom=clara@customer.example; dkim=pass header.d=customer.example", "genuine"),
        ("dmarc=temperror header.from=customer.example", "unknown"),
    ],
)
def test_without_a_word_on_dmarc_the_others_tell(results: str, verdict: str) -> None:
    assert seen(f"Authentication-Results: {OURS}; {results}\r\n", HOP) == verdict


def test_a_provider_that_leaves_its_name_out() -> None:
    hop = "Received: from AM6.eurprd.prod.outlook.com (2603:1::2) by DB7.eurprd.prod.outlook.com with HTTPS; Wed\r\n"
    field = (
        "Authentication-Results: spf=pass (sender IP is 198.51.100.7) smtp.mailfrom=customer.example; dkim=pass"
        " (signature was verified) header.d=customer.example;dmarc=pass action=none"
        " header.from=customer.example;compauth=pass reason=100\r\n"
    )
    assert seen(hop, field, by="outlook.com") == "genuine"
    assert seen(field, by=OURS) == "not checked"


@given(st.text(max_size=300))
def test_nothing_that_a_server_writes_raises(noise: str) -> None:
    for head in (f"Authentication-Results: {noise}\r\n", f"Authentication-Results: {OURS}; {noise}\r\n", noise):
        told(head.encode("utf-8", "replace") + LETTER, OURS)
