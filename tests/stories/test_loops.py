"""Machines that answer machines stop."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.stories.other_desk import OtherDesk, Post
from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.reading.tests.mails import REPORT
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.conversations.acknowledging import MATTERS_OF_A_DOMAIN, NOTICES_A_DAY
from wellserved.serving.conversations.models import Message

MANNERS = ("says_automatic", "refers", "keeps_marks", "keeps_subject", "rotates")


@pytest.mark.parametrize("manners", list(itertools.product((False, True), repeat=len(MANNERS))))
def test_two_desks_that_acknowledge_each_other_stop(
    manners: tuple[bool, ...], world: World, at: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path
    kept = dict(zip(MANNERS, manners, strict=True))
    other = OtherDesk(**kept)
    post = Post(world.hello, other, tmp_path)
    most = 1 if kept["says_automatic"] or kept["refers"] or kept["keeps_marks"] else MATTERS_OF_A_DOMAIN
    post.carry(other.first(), at, most)


def test_a_desk_that_reminds_all_day_gets_the_days_share(
    world: World, at: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path
    other = OtherDesk(refers=False, keeps_subject=False)
    post = Post(world.hello, other, tmp_path)
    for hour in range(0, 24, 2):
        post.carry(other.first(), at + timedelta(hours=hour), NOTICES_A_DAY)
    assert len(post.ours) == NOTICES_A_DAY


@pytest.mark.parametrize(
    "head",
    [
        "Auto-Submitted: auto-generated",
        "List-Id: <news.example.org>",
        "Precedence: bulk",
        "X-Auto-Response-Suppress: All",
        "Return-Path: <>",
    ],
)
def test_what_no_machine_may_answer_is_not_acknowledged(head: str, world: World, at: datetime, run_jobs: Any) -> None:
    actions.receive(world.hello, letter(head=[head]), via="smtp", at=at)
    run_jobs(at + timedelta(minutes=1))
    assert not Message.objects.filter(direction="outbound").exists()


def test_a_list_that_our_mailbox_is_on_gets_no_word_of_ours(world: World, at: datetime, run_jobs: Any) -> None:
    """Members write to the list, the list to us; an acknowledgement would go round to all of them."""
    for number in range(5):
        raw = letter(
            f"Opinion {number}",
            sender=f"Member {number} <member{number}@example.org>",
            to="talk@lists.example.org",
            id=f"{number}@lists",
            head=["List-Id: <talk.lists.example.org>", "List-Post: <mailto:talk@lists.example.org>"],
        )
        assert actions.receive(world.hello, raw, via="smtp", at=at).state == RawMail.TAKEN_IN
    run_jobs(at + timedelta(minutes=1))
    assert not Message.objects.filter(direction="outbound").exists()


def test_our_own_mail_that_comes_back_is_a_loop(
    world: World, at: datetime, run_jobs: Any, settings: Any, tmp_path: Path
) -> None:
    """A forwarder sends our acknowledgement back to us, under whatever name."""
    settings.OUTBOX = tmp_path
    actions.receive(world.hello, letter(), via="smtp", at=at)
    run_jobs(at + timedelta(minutes=1))
    (ours,) = tmp_path.glob("*.eml")
    for raw in (ours.read_bytes(), ours.read_bytes().replace(b"hello@linden.example>", b"box@forward.example>", 1)):
        assert actions.receive(world.hello, raw, via="smtp", at=at).state == RawMail.QUARANTINED


def test_a_bounce_of_a_bounce_ends(world: World, at: datetime, run_jobs: Any) -> None:
    bounce = actions.receive(world.hello, REPORT, via="smtp", at=at)
    again = REPORT.replace(b"ours@linden.example", b"report@elsewhere.example").replace(
        b"Subject: ", b"Subject: Re: "
    )
    of_the_bounce = actions.receive(world.hello, again, via="smtp", at=at)
    for mail in (bounce, of_the_bounce):
        actions.release(mail, by=staff(world.ines.id), at=at)
    run_jobs(at + timedelta(minutes=1))
    assert not Message.objects.filter(direction="outbound").exists()
