"""What leaves is signed by the domain it is from; a receiver finds the key in the DNS."""

import re
from datetime import datetime, timedelta
from typing import Any

import dkim
import pytest

from tests.world import World
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email import actions, reads
from wellserved.serving.channels.email.compose import Enclosure, composed
from wellserved.serving.channels.email.models import SigningKey
from wellserved.serving.channels.email.signing import Key, new_pair, selector_after, signed
from wellserved.serving.channels.email.tests.test_compose import LONG, sending

PEM, PUBLIC = new_pair()
KEY = Key("linden.example", "ws2026", PEM.encode())


def in_dns(name: bytes, timeout: float = 5) -> bytes | None:
    known = {b"ws2026._domainkey.linden.example.": b"v=DKIM1; k=rsa; p=" + PUBLIC.encode()}
    return known.get(name)


def verified(mail: bytes) -> bool:
    return bool(dkim.verify(mail, dnsfunc=in_dns))


def rich(**changes: Any) -> bytes:
    files = [
        Enclosure("R\u00e9sum\u00e9 \u2603.pdf", "application/pdf", bytes(range(256)) * 40),
        Enclosure("a.txt", "text/plain", b"x" * 2000),
    ]
    return composed(
        sending(
            subject="Gr\u00fc\u00dfe aus dem Lindenhaus, " * 8,
            text="Sch\u00f6n, dass Sie kommen.  \n\n.\n.dots\nFrom here   on\n" + "\u00e4" * 1500 + "\n\n\n",
            html="<p>Sch\u00f6n " + "w\u00f6rter " * 400 + "</p>",
            sender_name="Linden H\u00e4user",
            in_reply_to=LONG,
            references=[LONG, *(f"{n}{LONG}" for n in range(20))],
            files=files,
            **changes,
        )
    )


def test_a_receiver_believes_it() -> None:
    for mail in (composed(sending()), rich(), rich(by_machine=True)):
        assert verified(signed(mail, KEY))
        assert not dkim.verify(mail, dnsfunc=in_dns)


def test_a_relay_may_fold_and_space_it_anew() -> None:
    mail = signed(composed(sending(subject="A pillow and a blanket")), KEY)
    assert verified(mail.replace(b"Subject: Re: A pillow", b"subject:  Re:\r\n\tA   pillow"))


@pytest.mark.parametrize(
    "forgery",
    [
        lambda mail: mail.replace(b"pillow", b"ransom"),
        lambda mail: mail.replace(b"Of course", b"Of curse"),
        lambda mail: b"From: Eve <eve@evil.example>\r\n" + mail,
        lambda mail: mail.replace(b"Subject:", b"Subject: Pay at once\r\nSubject:"),
        lambda mail: mail.replace(b"Reply-To: Linden House <hello", b"Reply-To: Linden House <evil"),
    ],
)
def test_what_was_changed_on_the_way_is_not_believed(forgery: Any) -> None:
    mail = signed(composed(sending(subject="A pillow")), KEY)
    changed = forgery(mail)
    assert changed != mail
    assert not verified(changed)


def test_what_matters_is_signed() -> None:
    head = signed(rich(), KEY).partition(b"\r\nFrom:")[0]
    tag = re.search(rb"h=([^;]*);", head)
    assert tag
    names = [name.strip().decode() for name in tag[1].split(b":")]
    assert {"from", "to", "subject", "date", "message-id", "in-reply-to", "references", "content-type"} <= set(names)
    assert (names.count("from"), names.count("subject")) == (2, 2)
    assert b"c=relaxed/relaxed" in head


def test_the_first_key_signs_and_the_next_one_waits_for_its_record(world: World, at: datetime) -> None:
    first = actions.make_key("Linden.Example", at=at)
    assert (first.selector, first.signs_since) == ("ws2026", at)
    second = actions.make_key("linden.example", at=at + timedelta(days=1))
    assert (second.selector, second.signs_since) == ("ws2026b", None)
    assert actions.make_key("linden.example", at=at) == second  # asked twice, it is one
    assert [key.selector for key in reads.signing_keys("linden.example")] == ["ws2026", "ws2026b"]
    assert actions.sign_with(second, at=at + timedelta(days=2))
    assert not actions.sign_with(second, at=at)
    assert [key.selector for key in reads.signing_keys("linden.example")] == ["ws2026b", "ws2026"]
    assert actions.forget_key(first)
    assert SigningKey.objects.get().selector == "ws2026b"
    assert "PRIVATE" not in second.secret
    assert open_sealed(second.secret).startswith("-----BEGIN RSA PRIVATE KEY-----")


def test_selectors_never_run_out() -> None:
    known: list[str] = []
    for _ in range(60):
        known.append(selector_after(known, 2026))
    assert len(set(known)) == 60
    assert known[:3] == ["ws2026", "ws2026b", "ws2026c"]
