"""Five years of mail are brought from another desk: kept as they were, and nobody hears of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import Mailbox, Outgoing, RawMail
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.standards import rebuild

ALICE, US = "Alice <alice@example.org>", "Linden House <hello@linden.example>"


def dated(day: int, text: str, **rest: Any) -> bytes:
    return letter(text, head=[f"Date: {day:02} Mar 2022 10:00:00 +0000"], **rest)


ASKED = dated(1, "Is breakfast included?", id="1@example.org")
ANSWERED = dated(2, "It is.", sender=US, to=ALICE, id="2@old-desk.example", answers="1@example.org")
THANKED = dated(3, "Thank you!", id="3@example.org", answers="2@old-desk.example")


def bring(world: World, at: datetime, *mails: bytes) -> list[RawMail]:
    return [actions.remember(world.hello, mail, at=at) for mail in mails]


def test_a_matter_is_as_it_was(world: World, at: datetime) -> None:
    bring(world, at, ASKED, ANSWERED, THANKED)
    matter = Conversation.objects.get()
    assert (matter.status, matter.opened_at.day, matter.latest_at.day, matter.message_count) == ("closed", 1, 3, 3)
    assert (matter.opened_at.year, matter.closed_at) == (2022, matter.latest_at)
    assert world.email_of(matter.customer) == "alice@example.org"
    said = matter.messages.order_by("at").values_list("direction", "by_kind", "text", "delivery")
    assert list(said) == [
        ("inbound", "customer", "Is breakfast included?", ""),
        ("outbound", "system", "It is.", "sent"),
        ("inbound", "customer", "Thank you!", ""),
    ]


def test_nothing_follows_from_it(world: World, at: datetime) -> None:
    waiting = Job.objects.waiting().count()
    bring(world, at, ASKED, ANSWERED, THANKED)
    assert Job.objects.waiting().count() == waiting, "nobody will be answered, asked or told"
    assert Conversation.objects.get().next_due_at is None
    assert not Outgoing.objects.exists()
    assert not list(rebuild.differences())


def test_brought_again_it_is_there_once(world: World, at: datetime) -> None:
    first = bring(world, at, ASKED, ANSWERED)
    assert [mail.id for mail in bring(world, at, ASKED, ANSWERED)] == [mail.id for mail in first]
    assert Message.objects.count() == 2


def test_a_colleagues_own_address_is_ours_too(world: World, at: datetime) -> None:
    bring(world, at, ASKED, dated(2, "It is.", sender=world.ines.email, to=ALICE, answers="1@example.org"))
    assert Message.objects.get(direction="outbound").by_staff == world.ines
    assert Conversation.objects.count() == 1


def test_we_wrote_first(world: World, at: datetime) -> None:
    bring(world, at, ANSWERED)
    assert world.email_of(Conversation.objects.get().customer) == "alice@example.org"


def test_in_whatever_order_it_is_brought(world: World, at: datetime) -> None:
    bring(world, at, ANSWERED, THANKED, dated(1, "Is breakfast included?", subject="Re: A pillow"))
    matter = Conversation.objects.get()
    assert (matter.opened_at.day, matter.closed_at and matter.closed_at.day, matter.latest_text) == (
        1,
        3,
        "Thank you!",
    )


def test_who_answers_an_old_mail_is_served(world: World, at: datetime, run_jobs: Any) -> None:
    bring(world, at - timedelta(hours=1), ASKED, ANSWERED)
    mail = actions.receive(world.hello, letter("One more thing", answers="2@old-desk.example"), via="smtp", at=at)
    assert mail.message
    matter = Conversation.objects.get()
    assert mail.message.conversation == matter
    assert matter.is_waiting_for_us
    assert matter.next_due_at is not None, "from now on the clocks run"
    conversations.say(matter, "Gladly.", by=staff(world.ines.id), at=at + timedelta(minutes=5))
    run_jobs(at + timedelta(minutes=6))
    assert Outgoing.objects.get().recipients == ["alice@example.org"]
    assert not list(rebuild.differences())


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        (letter(sender=""), RawMail.QUARANTINED),
        (dated(1, "Who cleans up?", sender=US, to="quay@linden.example"), RawMail.DISCARDED),
        (b"\x00", RawMail.QUARANTINED),
    ],
    ids=["nobody wrote it", "from us to us", "a zero"],
)
def test_what_is_nobodys_is_kept_aside(raw: bytes, state: str, world: World, at: datetime) -> None:
    (mail,) = bring(world, at, raw)
    assert RawMail.objects.get(id=mail.id).state == state
    assert mail.reason
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("date", ["", "Date: 01 Mar 2099 10:00:00 +0000", "Date: 01 Jan 1970 00:00:00 +0000"])
def test_a_date_that_cannot_be_is_told(date: str, world: World, at: datetime) -> None:
    (mail,) = bring(world, at, letter(head=[date] if date else []))
    assert mail.message
    assert mail.message.at == at
    assert "its date is unknown" in mail.message.hints


def test_an_archive_of_two_mailboxes_tells_a_matter_once(world: World, at: datetime) -> None:
    both = dated(1, "To both", to="hello@linden.example, spa@linden.example", id="both@example.org")
    spa = actions.add_mailbox("spa@linden.example", name="Spa", site=world.house, at=at)
    for mailbox in (world.hello, spa):
        actions.remember(Mailbox.objects.get(id=mailbox.id), both, at=at)
    assert Message.objects.count() == 1
    assert RawMail.objects.count() == 2
