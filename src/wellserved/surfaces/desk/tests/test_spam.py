"""Is it welcome? Decided at the desk, by those who may."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import RawMail, SenderRule
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations.models import Conversation, Message

SignedIn = Callable[[Staff], Client]


@pytest.fixture
def spam(world: World, at: datetime) -> list[RawMail]:
    raws = [
        b"X-Spam-Flag: YES\r\n" + letter(f"Win {n}", sender=f"w{n}@spam.example", subject=f"Prize {n}")
        for n in range(3)
    ]
    return [actions.receive(world.hello, raw, via="imap", at=at) for raw in raws]


def states(mails: list[RawMail]) -> list[str]:
    return [RawMail.objects.get(id=mail.id).state for mail in mails]


def test_each_line_tells_who_what_and_why(as_staff: SignedIn, world: World, spam: list[RawMail]) -> None:
    page = as_staff(world.ines).get("/desk/quarantine/").content.decode()
    for told in ("Prize 0", "w2@spam.example", "X-Spam-Flag: YES"):
        assert told in page
    assert "Win 1" in as_staff(world.ines).get(f"/desk/quarantine/{spam[1].id}/").content.decode()


def test_a_mail_that_would_run_code_is_shown_as_text(as_staff: SignedIn, world: World, at: datetime) -> None:
    raw = letter(
        "<script>alert(1)</script>", sender='"<img src=x onerror=alert(1)>" <a@spam.example>', subject="<b>x</b>"
    )
    mail = actions.receive(world.hello, b"X-Spam-Flag: YES\r\n" + raw, via="imap", at=at)
    ines = as_staff(world.ines)
    for page in ("/desk/quarantine/", f"/desk/quarantine/{mail.id}/"):
        text = ines.get(page).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>x" not in text


def test_several_are_thrown_away_at_once_and_fetched_back(
    as_staff: SignedIn, world: World, spam: list[RawMail]
) -> None:
    ines = as_staff(world.ines)
    thrown = ines.post("/desk/quarantine/", {"_method": "DELETE", "mails": [spam[0].id, spam[2].id]}, follow=True)
    assert states(spam) == [RawMail.DISCARDED, RawMail.QUARANTINED, RawMail.DISCARDED]
    assert "2 mails thrown away" in thrown.content.decode()
    assert f'value="{spam[0].id}"' in thrown.content.decode()
    ines.post("/desk/quarantine/", {"mails": [spam[0].id, spam[2].id]})
    assert states(spam) == [RawMail.QUARANTINED] * 3


def test_several_are_let_in_at_once(as_staff: SignedIn, world: World, spam: list[RawMail]) -> None:
    as_staff(world.ines).post("/desk/quarantine/", {"_method": "PUT", "mails": [mail.id for mail in spam[:2]]})
    assert states(spam) == [RawMail.TAKEN_IN, RawMail.TAKEN_IN, RawMail.QUARANTINED]


@pytest.mark.parametrize("method", ["PUT", "DELETE", ""])
def test_what_is_another_site_s_stays(method: str, as_staff: SignedIn, world: World, spam: list[RawMail]) -> None:
    actions.discard(spam[2], by=staff(world.ines.id), at=now())
    form = {"_method": method, "mails": [mail.id for mail in spam]}
    as_staff(world.sander).post("/desk/quarantine/", {k: v for k, v in form.items() if v})
    as_staff(world.sander).post("/desk/quarantine/", {"mails": ["x", "-1", "9" * 40, "\u0663"]})
    assert states(spam) == [RawMail.QUARANTINED, RawMail.QUARANTINED, RawMail.DISCARDED]
    assert as_staff(world.callum).post("/desk/quarantine/", form).status_code == 404


def test_always_let_in_is_for_those_who_decide_for_the_house(
    as_staff: SignedIn, world: World, spam: list[RawMail]
) -> None:
    for viewer, mail, rules in ((world.ines, spam[0], 0), (world.tobias, spam[1], 1)):
        as_staff(viewer).post(f"/desk/quarantine/{mail.id}/", {"_method": "PUT", "allow": "yes"})
        assert states([mail]) == [RawMail.TAKEN_IN]
        assert SenderRule.objects.count() == rules
    assert SenderRule.objects.get().pattern == "w1@spam.example"


@pytest.fixture
def matter(world: World, at: datetime) -> Conversation:
    mail = actions.receive(world.hello, letter(sender="Win <win@spam.example>"), via="smtp", at=at)
    assert mail.message
    return mail.message.conversation


def test_spam_is_closed_its_sender_blocked_nobody_asked_and_all_taken_back(
    as_staff: SignedIn, world: World, matter: Conversation, run_jobs: Any
) -> None:
    tobias, here = as_staff(world.tobias), f"/desk/conversations/{matter.id}/"
    assert "Spam: block this sender" in tobias.get(here).content.decode()
    page = tobias.post(f"{here}spam/", {"_method": "PUT", "block": "yes"}, follow=True).content.decode()
    matter.refresh_from_db()
    assert matter.is_closed
    assert SenderRule.objects.get().by_staff == world.tobias
    assert "Not spam" in page
    run_jobs(now())
    assert not Message.objects.filter(conversation=matter, purpose="survey").exists()
    again = actions.receive(world.hello, letter("Again", sender="win@spam.example"), via="smtp", at=now())
    assert (again.state, again.reason) == (RawMail.QUARANTINED, "Its sender is blocked.")
    tobias.post(f"{here}spam/", {"_method": "DELETE"})
    assert not Conversation.objects.get(id=matter.id).is_closed
    assert not SenderRule.objects.exists()


def test_who_does_not_decide_for_the_house_closes_only(
    as_staff: SignedIn, world: World, matter: Conversation
) -> None:
    callum, here = as_staff(world.callum), f"/desk/conversations/{matter.id}/"
    assert "Spam: block this sender" not in callum.get(here).content.decode()
    callum.post(f"{here}spam/", {"_method": "PUT", "block": "yes"})
    matter.refresh_from_db()
    assert matter.is_closed
    assert not SenderRule.objects.exists()
    assert as_staff(world.sander).post(f"{here}spam/", {"_method": "PUT"}).status_code == 404


@pytest.mark.parametrize(
    ("checks", "told"),
    [
        (
            {"verdict": "genuine", "dkim": "pass d=example.org", "from": "example.org", "by": "us"},
            "Verified: example.org signed it",
        ),
        ({"verdict": "genuine", "spf": "pass", "from": "example.org", "by": "us"}, "Verified: example.org sent it"),
        (
            {"verdict": "forged", "dmarc": "fail", "from": "example.org", "by": "mx.linden.example"},
            "Forged: it did not come from example.org",
        ),
        ({"verdict": "unknown", "spf": "none", "from": "example.org", "by": "us"}, "Not verified"),
        ({}, ""),
    ],
)
def test_the_verdict_stands_at_the_message(
    checks: dict[str, str], told: str, as_staff: SignedIn, world: World, at: datetime
) -> None:
    mail = actions.receive(world.hello, letter(), via="smtp", at=at, checks=checks)
    assert mail.message
    page = as_staff(world.ines).get(f"/desk/conversations/{mail.message.conversation_id}/").content.decode()
    assert told in page
    assert ('<details class="checks' in page) is bool(checks)


def test_a_sender_who_cannot_be_a_rule_is_told_so(as_staff: SignedIn, world: World, at: datetime) -> None:
    raw = letter("Win", sender="root@localhost")
    mail = actions.receive(world.hello, raw, via="imap", at=at)
    assert mail.message
    owner, here = as_staff(world.tobias), f"/desk/conversations/{mail.message.conversation_id}/"
    page = owner.post(f"{here}spam/", {"_method": "PUT", "block": "yes"}, follow=True)
    assert "Write an address such as" in page.content.decode()
    held = actions.receive(world.hello, b"X-Spam-Flag: YES\r\n" + raw, via="imap", at=at)
    owner.post(f"/desk/quarantine/{held.id}/", {"_method": "PUT", "allow": "yes"})
    assert states([held]) == [RawMail.QUARANTINED]
