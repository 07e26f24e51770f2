"""Somebody writes in the name of somebody else: nothing is joined, shown, told or done on their word."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.tokens import plus, token_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message

MINUTE = timedelta(minutes=1)
EVE = "eve@evil.example"
FORGED = {"dmarc": "fail", "from": "example.org", "by": "us", "verdict": "forged"}
UNKNOWN = {"dmarc": "none", "from": "example.org", "by": "us", "verdict": "unknown"}
GENUINE = {"dmarc": "pass", "from": "example.org", "by": "us", "verdict": "genuine"}


@pytest.fixture
def ours(world: World, at: datetime, settings: Any, tmp_path: Path) -> Outgoing:
    """Clara asked for a pillow, and Ines answered."""
    settings.OUTBOX = tmp_path
    asked = received(world, at, id="asked@example.org", checks=GENUINE)
    reply = conversations.say(asked.conversation, "Of course.", by=staff(world.ines.id), at=at + MINUTE)
    outgoing = actions.queue(reply, at=at + MINUTE)
    assert outgoing
    return outgoing


def received(
    world: World,
    at: datetime,
    text: str = "May I have another pillow?",
    *,
    checks: dict[str, str] | None = None,
    mailbox: Mailbox | None = None,
    sender: str = "Clara Finch <clara@example.org>",
    **words: Any,
) -> Message:
    raw = letter(text, sender=sender, **words)
    mail = actions.receive(mailbox or world.hello, raw, via="smtp", at=at, checks=checks)
    assert mail.message, mail.reason
    assert mail.checks == mail.message.checks == (checks or {})
    return mail.message


def by_reference(ours: Outgoing) -> dict[str, Any]:
    return {"answers": ours.header_id, "subject": "Re: A pillow"}


def by_token_in_to(ours: Outgoing) -> dict[str, Any]:
    return {"to": plus("hello@linden.example", token_of(ours.message_id)), "subject": "Re: A pillow"}


def by_token_in_cc(ours: Outgoing) -> dict[str, Any]:
    return {"head": [f"Cc: {plus('hello@linden.example', token_of(ours.message_id))}"], "subject": "Re: A pillow"}


def by_the_first_mail_s_id(ours: Outgoing) -> dict[str, Any]:
    return {"answers": "asked@example.org", "subject": "Re: A pillow"}


def by_subject(ours: Outgoing) -> dict[str, Any]:
    return {"subject": "Re: A pillow"}


def by_number(ours: Outgoing) -> dict[str, Any]:
    number = ours.message.conversation
    return {"subject": f"Re: [{number.reference}] #{number.id} A pillow"}


WAYS = [by_reference, by_token_in_to, by_token_in_cc, by_the_first_mail_s_id, by_subject, by_number]
CLAIMS = WAYS[:4]  # those that name the conversation by something only we gave out


@pytest.mark.parametrize("way", WAYS)
def test_a_forged_customer_joins_nothing(way: Any, world: World, ours: Outgoing, at: datetime) -> None:
    forged = received(world, at + 2 * MINUTE, "Send the key to my friend", id="f@x", checks=FORGED, **way(ours))
    assert forged.conversation != ours.message.conversation
    assert forged.conversation.perhaps_belongs_to == (ours.message.conversation if way in CLAIMS else None)
    assert "belongs to Clara Finch, but the mail did not come from there" in forged.hints[0]
    assert forged.conversation.customer != ours.message.conversation.customer
    assert str(forged.conversation.customer) == "Not verified: clara@example.org"
    assert not Identity.objects.filter(customer=forged.conversation.customer, kind=Identity.EMAIL).exists()


@pytest.mark.parametrize("checks", [GENUINE, UNKNOWN, None])
@pytest.mark.parametrize("way", [*CLAIMS, by_subject])
def test_the_customer_joins(
    way: Any, checks: dict[str, str] | None, world: World, ours: Outgoing, at: datetime
) -> None:
    message = received(world, at + 2 * MINUTE, "Thank you", id="t@x", checks=checks, **way(ours))
    assert message.conversation == ours.message.conversation


@pytest.mark.parametrize("way", WAYS)
def test_a_stranger_joins_nothing(way: Any, world: World, ours: Outgoing, at: datetime) -> None:
    """Their own name is genuine; the token is stolen."""
    eve = {**GENUINE, "from": "evil.example"}
    message = received(world, at + MINUTE, "Send me the key", sender=EVE, id="e@x", checks=eve, **way(ours))
    assert message.conversation != ours.message.conversation
    assert message.conversation.perhaps_belongs_to == (ours.message.conversation if way in CLAIMS else None)


def test_somebody_else_s_message_id_joins_nothing_and_displaces_nobody(
    world: World, ours: Outgoing, at: datetime
) -> None:
    for checks, sender in ((FORGED, "Clara Finch <clara@example.org>"), (GENUINE, EVE)):
        message = received(world, at, f"By {sender}", sender=sender, id="asked@example.org", checks=checks)
        assert message.conversation != ours.message.conversation
    assert RawMail.objects.filter(header_id="asked@example.org").exclude(message=None).count() == 3


def test_another_site_s_token_leads_nowhere(world: World, ours: Outgoing, at: datetime) -> None:
    quay = world.mailboxes["linden-quay"]
    message = received(world, at, "Hello", mailbox=quay, sender=EVE, **by_reference(ours))
    assert (message.conversation.site, message.conversation.perhaps_belongs_to) == (world.quay, None)


def test_nothing_is_sent_to_whom_a_forger_names(
    world: World, ours: Outgoing, at: datetime, run_jobs: Any, settings: Any
) -> None:
    run_jobs(at + MINUTE)
    before = {path.name for path in Path(settings.OUTBOX).glob("*.eml")}
    head = [f"Reply-To: {EVE}", f"Cc: {EVE}"]
    forged = received(world, at + 2 * MINUTE, "Which room am I in?", id="f@x", head=head, checks=FORGED)
    run_jobs(at + 3 * MINUTE)
    assert {path.name for path in Path(settings.OUTBOX).glob("*.eml")} == before  # no acknowledgement
    reply = conversations.say(forged.conversation, "Who asks?", by=staff(world.ines.id), at=at + 4 * MINUTE)
    outgoing = actions.queue(reply, at=at + 4 * MINUTE)
    assert outgoing
    assert outgoing.recipients == ["clara@example.org"]  # whose address it is, not who wrote


def test_what_an_unverified_sender_began_goes_on_there(world: World, at: datetime) -> None:
    """A small business with a broken set-up is forged to everybody: their matter is theirs all the same."""
    first = received(world, at, id="1@x", checks=FORGED)
    reply = conversations.say(first.conversation, "Yes?", by=staff(world.ines.id), at=at + MINUTE)
    outgoing = actions.queue(reply, at=at + MINUTE)
    assert outgoing
    again = received(world, at + 2 * MINUTE, "Please", id="2@x", checks=FORGED, **by_reference(outgoing))
    assert again.conversation == first.conversation
    real = received(world, at + 3 * MINUTE, "It was not me!", id="3@x", checks=GENUINE, **by_reference(outgoing))
    assert real.conversation == first.conversation


def test_a_colleague_may_join_what_was_genuine_after_all(world: World, ours: Outgoing, at: datetime) -> None:
    forged = received(world, at + 2 * MINUTE, "From my new telephone", id="f@x", checks=FORGED, **by_reference(ours))
    into = forged.conversation.perhaps_belongs_to
    assert into
    conversations.join(forged.conversation, into, by=staff(world.ines.id), at=at + 3 * MINUTE)
    assert Message.objects.get(id=forged.id).conversation == ours.message.conversation


@pytest.mark.parametrize(
    "sender",
    [
        "Ines <{ines}>",
        "Linden House <hello@linden.example>",
        "The bookkeeping <books@linden.example>",
        "IT <it@mail.linden.example>",
    ],
)
def test_whoever_says_to_be_us_and_is_not_waits_in_the_quarantine(sender: str, world: World, at: datetime) -> None:
    raw = letter("Change our bank account", sender=sender.format(ines=world.ines.email))
    mail = actions.receive(world.hello, raw, via="smtp", at=at, checks={**FORGED, "from": "linden.example"})
    assert (mail.state, "says that it is from us" in mail.reason) == (RawMail.QUARANTINED, True)
    assert not Conversation.objects.exists()


def test_a_mailbox_at_a_provider_of_millions_does_not_own_its_domain(world: World, at: datetime) -> None:
    Mailbox.objects.filter(id=world.hello.id).update(address="lindenhouse@gmail.com")
    message = received(world, at, sender="bob@gmail.com", checks={**FORGED, "from": "gmail.com"})
    assert message.hints


@pytest.mark.parametrize(
    ("sender", "hint"),
    [
        ("Ines {surname} <ines.{surname}@mail.example>", "a colleague"),
        ("Linden House <booking@x.example>", "our own name"),
        ('"clara@example.org" <eve@evil.example>', "calls itself clara@example.org"),
        ("Clara Finch <eve@evil.example>", "a customer whom we know under another address"),
        ("Billing <billing@1inden.example>", "looks like our linden.example"),
        ("Billing <billing@linden.example.evil.net>", "looks like our linden.example"),
        ("Billing <billing@xn--lnden-n4a.example>", "looks like our linden.example"),
        ("Bob <bob@honest.example>", ""),
        ("Clara Finch <clara@example.org>", ""),
    ],
)
def test_a_name_that_misleads_is_told(sender: str, hint: str, world: World, ours: Outgoing, at: datetime) -> None:
    surname = world.ines.name.split()[-1]
    message = received(world, at, "Hello", sender=sender.format(surname=surname), subject="Hello")
    assert [hint in told for told in message.hints] == ([True] if hint else [])


def test_our_mail_server_s_word_counts_at_every_door(world: World, ours: Outgoing, at: datetime) -> None:
    Mailbox.objects.filter(id=world.hello.id).update(trusted_authserv="mx.linden.example")
    world.hello.refresh_from_db()
    told = "Authentication-Results: mx.linden.example; dmarc={} header.from=example.org"
    for number, (word, verdict) in enumerate((("pass", "genuine"), ("fail", "forged"))):
        raw = letter(sender="clara@example.org", id=f"{number}@x", head=[told.format(word)])
        mail = actions.receive(world.hello, raw, via="imap", at=at)
        stored = actions.store(world.hello, raw + b"again", via="imap", at=at)
        assert mail.checks["verdict"] == stored.checks["verdict"] == verdict


def test_a_mail_that_is_taken_in_later_keeps_its_verdict(
    world: World, ours: Outgoing, at: datetime, run_jobs: Any
) -> None:
    raw = letter("Thanks", sender="clara@example.org", answers=ours.header_id)
    mail = actions.store(world.hello, raw, via="smtp", at=at + MINUTE, checks=FORGED)
    run_jobs(at + MINUTE)
    mail.refresh_from_db()
    assert mail.message
    assert mail.message.checks == FORGED
    assert mail.message.conversation != ours.message.conversation
