"""The inbox: who sees what, in which order, page by page, and that none of it reads more than a page."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.world import World
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.customers.actions import recognise
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, listing, reads
from wellserved.serving.conversations.boxes import BOXES, Box, Place
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming

Write = Callable[..., Conversation]


@pytest.fixture
def write(world: World, at: datetime) -> Write:
    """A mail to a site, some minutes later than the last."""
    minutes = iter(range(1, 1000))

    def written(subject: str, site: Site | None = None) -> Conversation:
        moment = at + timedelta(minutes=next(minutes))
        incoming = Incoming("email", "alice@rowan.example", f"About {subject}", subject)
        return actions.open(incoming, customer=world.alice, site=site or world.house, at=moment)[0]

    return written


def subjects(viewer: Staff, box: str, **asked: Any) -> list[str]:
    return [line.subject for line in reads.inbox(viewer, BOXES[box], **asked).lines]


def test_the_latest_stands_on_top(world: World, write: Write) -> None:
    for subject in ("first", "second", "third"):
        write(subject)
    assert subjects(world.ines, "open") == ["third", "second", "first"]


def test_a_line_says_who_and_where(world: World, write: Write) -> None:
    write("Late arrival")
    (line,) = reads.inbox(world.ines, BOXES["open"]).lines
    assert (line.customer_name, line.site_name, line.latest_text) == (
        world.alice.name,
        "Linden House",
        "About Late arrival",
    )
    assert line.assignee_name is None


def test_who_has_no_name_is_called_by_their_address(world: World, at: datetime) -> None:
    stranger = recognise("email", "Someone@Post.example", at=at)
    incoming = Incoming("email", "someone@post.example", "Are you open?")
    actions.open(incoming, customer=stranger, site=world.house, at=at)
    assert reads.inbox(world.ines, BOXES["open"]).lines[0].customer_name == "someone@post.example"


def test_everybody_sees_their_own_sites_only(world: World, write: Write) -> None:
    write("at the House")
    write("at the Quay", world.quay)
    assert subjects(world.ines, "open") == ["at the House"]
    assert subjects(world.lotte, "open") == ["at the Quay"]
    assert subjects(world.maren, "open") == ["at the Quay", "at the House"]
    assert subjects(world.stranger, "open") == []
    assert subjects(world.ines, "open", site_id=world.quay.id) == []


def test_each_box_holds_what_it_says(world: World, write: Write, at: datetime) -> None:
    fresh, taken, answered, done = map(write, ("fresh", "taken", "answered", "done"))
    by = staff(world.ines.id)
    actions.assign(taken, staff_id=world.ines.id, by=by, at=at)
    actions.say(answered, "Yes", by=by, at=at + timedelta(hours=2))
    actions.close(done, by=by, at=at + timedelta(hours=2))
    actions.note_due(fresh.id, at + timedelta(hours=4))
    actions.note_due(taken.id, at + timedelta(hours=3))
    assert subjects(world.ines, "mine") == ["answered", "taken"]
    assert subjects(world.yuki, "mine") == []
    assert subjects(world.ines, "unassigned") == ["fresh"]
    assert subjects(world.ines, "due") == ["taken", "fresh"]
    assert subjects(world.ines, "open") == ["taken", "fresh"]
    assert subjects(world.ines, "waiting") == ["answered"]
    assert subjects(world.ines, "closed") == ["done"]
    assert set(subjects(world.ines, "all")) == {"fresh", "taken", "answered", "done"}


@pytest.mark.parametrize("box", ["open", "due"])
def test_pages_follow_each_other_both_ways(world: World, write: Write, at: datetime, box: str) -> None:
    for number in range(7):
        site = world.quay if number % 2 else world.house
        conversation = write(str(number), site)
        actions.note_due(conversation.id, at - timedelta(minutes=number // 2))
    everything = subjects(world.maren, box)
    seen, place, tops = [], None, []
    while True:
        page = reads.inbox(world.maren, BOXES[box], after=place, limit=3)
        seen += [line.subject for line in page.lines]
        tops.append(page.newer)
        if page.older is None:
            break
        place = page.older
    assert seen == everything
    assert tops[0] is None
    back = reads.inbox(world.maren, BOXES[box], before=tops[-1], limit=3)
    assert [line.subject for line in back.lines] == everything[3:6]
    first = reads.inbox(world.maren, BOXES[box], before=back.newer, limit=3)
    assert [line.subject for line in first.lines] == everything[:3]
    assert first.newer is None


def test_a_page_stays_where_it_was_while_new_mail_comes(world: World, write: Write) -> None:
    for number in range(4):
        write(str(number))
    page = reads.inbox(world.ines, BOXES["open"], limit=2)
    write("news")
    assert subjects(world.ines, "open", after=page.older, limit=2) == ["1", "0"]


def test_badges_count_what_waits(world: World, write: Write, at: datetime) -> None:
    write("fresh")
    taken = write("taken")
    write("at the Quay", world.quay)
    actions.assign(taken, staff_id=world.ines.id, by=staff(world.ines.id), at=at)
    actions.note_due(taken.id, at)
    assert reads.badges(world.ines, at) == reads.Badges(mine=1, unassigned=1, overdue=1)
    assert reads.badges(world.maren, at) == reads.Badges(mine=0, unassigned=2, overdue=1)
    assert reads.badges(world.stranger, at) == reads.Badges(0, 0, 0)


def plan(statement: listing.Statement) -> str:
    """How the database goes about it, told by the database."""
    sql, values = statement
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The tables of a test are too small for an index to pay: show what is done where it pays.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            cursor.execute(f"EXPLAIN {sql}", values)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("box", BOXES.values(), ids=lambda box: box.key)
@pytest.mark.parametrize("paged", [False, True])
def test_no_page_reads_or_sorts_more_than_a_page(
    world: World, write: Write, at: datetime, box: Box, paged: bool
) -> None:
    write("one")
    place = Place(at, 1) if paged else None
    stored = connection.ops.adapt_datetimefield_value(at) if paged else None
    site_ids = [site.id for site in world.sites.values()]
    told = plan(listing.page(box, site_ids=site_ids, staff_id=1, place=place, at=stored, newer=False, limit=51))
    scans = len(site_ids) * (1 if box.by_due else len(box.statuses))
    assert_bounded(told, scans)
    assert told.count("USE TEMP B-TREE FOR ORDER BY" if connection.vendor == "sqlite" else "Sort Key") <= 1


def test_no_badge_counts_more_than_it_says(world: World, write: Write, at: datetime) -> None:
    write("one")
    site_ids = [site.id for site in world.sites.values()]
    stored = connection.ops.adapt_datetimefield_value(at)
    told = plan(listing.badges(site_ids=site_ids, staff_id=1, at=stored))
    assert_bounded(told, 3 * len(site_ids))
    assert "ORDER BY" not in told
    assert "Sort Key" not in told


def assert_bounded(told: str, scans: int) -> None:
    """As many short walks along an index of the inbox as expected, and nothing else is read."""
    if connection.vendor == "sqlite":
        along = re.findall("SEARCH conversations_conversation USING (?:COVERING )?INDEX inbox_", told)
        assert "SCAN conversations_conversation" not in told
    else:
        along = re.findall("using inbox_", told)
        assert "Seq Scan" not in told
        assert "Bitmap" not in told
    assert len(along) == scans, told
