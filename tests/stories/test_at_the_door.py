"""Mail that is handed to our own listener is checked there, and every mail is one message, no more and no less."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from tests.world import World
from wellserved.serving.channels.email import actions, listener
from wellserved.serving.channels.email.authentication import Origin, checked
from wellserved.serving.channels.email.authentication.tests.names import ELSEWHERE, THEIRS, from_clara, names, signed
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations.models import Message


@pytest.mark.parametrize(
    ("peer", "mail_from", "verdict"),
    [
        (THEIRS, "clara@customer.example", "genuine"),
        (ELSEWHERE, "eve@evil.example", "forged"),
        ("10.0.0.5", "clara@customer.example", None),  # a relay of ours: its address says nothing
    ],
)
def test_the_listener_looks_who_it_is(
    peer: str, mail_from: str, verdict: str | None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "checked", partial(checked, resolve=names()))
    with ThreadPoolExecutor(1) as pool:
        door = listener.Door("smtp", pool)
        said = door._delivered(from_clara(), Origin(peer, "mx.customer.example", mail_from), ["hello@linden.example"])
    assert said[0].startswith("250")
    mail = RawMail.objects.get()
    assert mail.message
    assert mail.checks.get("verdict") == mail.message.checks.get("verdict") == verdict
    assert mail.content.startswith(b"Return-Path: <" + mail_from.encode())


def test_a_signature_holds_though_we_write_on_top_of_the_mail(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "checked", partial(checked, resolve=names()))
    with ThreadPoolExecutor(1) as pool:
        door = listener.Door("lmtp", pool)
        door._delivered(
            signed(from_clara()), Origin("127.0.0.1", "mx", "box@forward.example"), ["hello@linden.example"]
        )
    assert RawMail.objects.get().checks["dkim"] == "pass d=customer.example"


def test_a_name_server_that_fails_loses_no_mail(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, kind: str, seconds: float) -> tuple[str, ...]:
        raise OSError("network is unreachable")

    monkeypatch.setattr(listener, "checked", partial(checked, resolve=broken))
    with ThreadPoolExecutor(1) as pool:
        door = listener.Door("smtp", pool)
        origin = Origin(THEIRS, "mx", "clara@customer.example")
        said = door._delivered(signed(from_clara()), origin, ["hello@linden.example"])
    assert said[0].startswith("250")
    assert RawMail.objects.get().checks["verdict"] == "unknown"


def test_the_same_mail_twice_is_one_and_two_without_an_id_are_two(world: World, at: datetime, run_jobs: Any) -> None:
    for text in ("first", "second", "first"):
        actions.receive(world.hello, letter(text), via="smtp", at=at)
    assert sorted(Message.objects.filter(direction="inbound").values_list("text", flat=True)) == ["first", "second"]


def test_one_mail_to_mailboxes_of_two_sites_reaches_both(world: World, at: datetime) -> None:
    raw = letter(to="hello@linden.example, quay@linden.example", id="both@x")
    for mailbox in (world.hello, world.mailboxes["linden-quay"]):
        actions.receive(mailbox, raw, via="smtp", at=at)
    said = Message.objects.filter(direction="inbound")
    assert {message.conversation.site for message in said} == {world.house, world.quay}
