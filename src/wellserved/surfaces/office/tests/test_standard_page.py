"""The page of one standard: its share, where and when it differs, its misses, and whether it matters to customers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.actions import act_on_clocks, add_standard
from wellserved.serving.standards.models import Measurement, Standard

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PATH = "/office/standards/soon/"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def soon(world: World, now: datetime) -> Standard:
    rule = {"kind": "first reply", "within": "1 h", "hours": "always"}
    return add_standard("soon", statement="Answered soon.", rule=rule, by=SYSTEM, at=now - timedelta(days=30))


def answered(world: World, at: datetime, minutes: int, site: Site | None = None) -> Conversation:
    letter = Incoming(channel="email", sender="alice@mail.example", text="Tea?", subject="Is there tea")
    matter, _ = conversations.open(letter, customer=world.alice, site=site or world.house, at=at)
    conversations.say(matter, "Yes.", by=staff(world.ines.id), at=at + timedelta(minutes=minutes))
    return matter


def said(matter: Conversation, comparison: int, at: datetime) -> None:
    invitation = Invitation.objects.create(
        conversation=matter,
        customer=matter.customer,
        fingerprint=str(matter.id),
        closure_seq=matter.id,
        asked_at=at,
        expires_at=at,
    )
    Response.objects.create(
        invitation=invitation,
        conversation=matter,
        site=matter.site,
        comparison=comparison,
        answered_at=at,
        changed_at=at,
    )


def test_what_nobody_had_taken_is_told_beside_what_colleagues_did(
    world: World, as_staff: AsStaff, soon: Standard, now: datetime
) -> None:
    answered(world, now - timedelta(days=2), 20)
    letter = Incoming(channel="email", sender="alice@mail.example", text="Tea?", subject="Is there tea")
    conversations.open(letter, customer=world.alice, site=world.house, at=now - timedelta(days=1))
    act_on_clocks(now)
    assert "Nobody had taken it" in as_staff(world.tobias).get(PATH).content.decode()
    consistency = as_staff(world.tobias).get("/office/quality/consistency/").content.decode()
    assert "of matters that nobody had taken, 0 of them met." in consistency


def test_it_shows_shares_misses_and_refuses_what_few_tell(
    world: World, as_staff: AsStaff, soon: Standard, now: datetime
) -> None:
    for n in range(11):
        answered(world, now - timedelta(days=2, hours=n), 20)
    late = answered(world, now - timedelta(days=3), 90)
    page = as_staff(world.tobias).get(PATH).content.decode()
    assert "92\u00a0%" in page  # 11 of 12
    assert "Asked for by the house itself · In force since" in page
    assert "Linden House" in page
    assert f"/desk/conversations/{late.id}/" in page
    assert "Ines" in page
    colleague = page[page.index("By colleague") : page.index("By the weekday")]
    assert "too few to tell" in colleague, "of a colleague, 30 are needed"
    assert "%" not in colleague.replace("target 90\u00a0%", "").replace(": –", "")
    assert "Too few have answered" in page


def test_whether_it_matters_is_told_with_an_interval(
    world: World, as_staff: AsStaff, soon: Standard, now: datetime
) -> None:
    for n in range(12):
        said(answered(world, now - timedelta(days=2, hours=n), 20), 1 + n % 2, now)
        said(answered(world, now - timedelta(days=4, hours=n), 90), -1 - n % 2, now)
    page = as_staff(world.tobias).get(PATH).content.decode()
    assert "Customers are happier where it is met." in page
    assert "+3.00" in page


def test_one_sees_only_one_s_own_sites(world: World, as_staff: AsStaff, soon: Standard, now: datetime) -> None:
    here = answered(world, now - timedelta(days=2), 90)
    page = as_staff(world.elsie).get(PATH).content.decode()
    assert f"/desk/conversations/{here.id}/" not in page
    assert "Not measured in this period" in page
    assert as_staff(world.yuki).get(PATH).status_code == 403
    assert as_staff(world.tobias).get("/office/standards/no-such/").status_code == 404


def test_it_asks_the_database_no_more_for_more(
    world: World, as_staff: AsStaff, soon: Standard, now: datetime
) -> None:
    client = as_staff(world.tobias)
    client.get(PATH)  # what every page asks but once, the house's own name, is known from here on
    counts = []
    for turn in range(2):
        for n in range(3 * turn + 1):
            answered(world, now - timedelta(days=2 + turn, hours=n), 90)
        act_on_clocks(now)
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Measurement.objects.filter(standard=soon).count() == 5


def test_the_quality_page_leads_there(world: World, as_staff: AsStaff, soon: Standard, now: datetime) -> None:
    answered(world, now - timedelta(days=2), 90)
    assert PATH in as_staff(world.tobias).get("/office/quality/").content.decode()
