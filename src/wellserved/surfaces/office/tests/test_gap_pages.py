"""Gaps, consistency and drivers as managers see them: in words, with their evidence, and down to conversations."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.made_once import MadeOnce
from tests.world import World, found
from wellserved.ground import clock
from wellserved.ground.customers.actions import recognise
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.insight.models import Belief
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.actions import excuse
from wellserved.serving.standards.models import Measurement
from wellserved.serving.standards.reads import standards
from wellserved.serving.standards.starter import add_starter

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
HOUR = timedelta(hours=1)
PAGES = ("/office/quality/gaps/", "/office/quality/consistency/", "/office/quality/drivers/")
RATED = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


@pytest.fixture(scope="module")
def answered(made_once: Callable[[Callable[[], World]], MadeOnce[World]]) -> MadeOnce[World]:
    return made_once(twelve_answer)


@pytest.fixture
def world(db: None, answered: MadeOnce[World]) -> World:
    """The Linden Group, where twelve guests have answered."""
    return answered()


def twelve_answer() -> World:
    """Twelve guests of Linden House: a third waited too long, and found it worse than they expected."""
    world = found()
    at = clock.now() - timedelta(days=9)
    if not standards(clock.now()):
        add_starter(by=staff(world.maren.id), at=at - timedelta(days=30))
    for n in range(12):
        guest = recognise("email", f"guest{n}@mail.example", at=at)
        mail = Incoming(channel="email", sender=f"guest{n}@mail.example", text="Hello", subject="A question")
        matter, _ = conversations.open(mail, customer=guest, site=world.house, at=at)
        wait = timedelta(days=4) if n % 3 == 0 else HOUR / 2
        conversations.assign(matter, staff_id=world.ines.id, expected=None, by=staff(world.ines.id), at=at)
        conversations.say(matter, "Of course.", by=staff(world.ines.id), at=at + wait)
        conversations.close(matter, by=staff(world.ines.id), at=at + wait + HOUR)
        invitation = invite(matter, closure_seq=matter.id, by=SYSTEM, at=at + wait + 2 * HOUR)
        assert invitation is not None
        felt = -1 if n % 3 == 0 else 0
        ratings = {name: Rated(comparison=felt) for name in RATED}
        ratings["empathy"] = Rated(felt, 8, 5, 7)
        answer(invitation, Given(comparison=felt, ratings=ratings), at=at + wait + 3 * HOUR)
    return world


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_house_is_told_so_calmly(db: None, linden: MadeOnce[World], as_staff: AsStaff, page: str) -> None:
    assert as_staff(linden().tobias).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_only_who_may_see_quality(world: World, as_staff: AsStaff, page: str) -> None:
    assert as_staff(world.yuki).get(page).status_code == 403
    assert Client().get(page).status_code == 302
    assert as_staff(world.elsie).get(f"{page}?site={world.house.id}").status_code == 404
    assert "12 answers" not in as_staff(world.elsie).get(page).content.decode()


def test_the_five_gaps_in_words(world: World, as_staff: AsStaff) -> None:
    page = as_staff(world.tobias).get("/office/quality/gaps/").content.decode()
    assert "Compared directly, service was 0.33 below what was expected" in page
    assert "Nobody has written down what customers are believed to desire" in page
    assert "No quoted time was measured" in page


def test_a_gap_leads_to_a_proposal_that_says_why(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    page = client.get(f"/office/quality/gaps/?site={world.house.id}").content.decode()
    link = re.search(r'href="(/office/quality/improvements/new/\?gap=responsiveness[^"]*)"', page)
    assert link
    form = client.get(html.unescape(link[1])).content.decode()
    assert 'value="gap:responsiveness"' in form
    assert '<option value="mean:responsiveness" selected' in form
    assert "Help comes promptly and willingly, as customers find it." in form
    assert "Perceived −0.3 against what was expected, by 12 answers from" in form


def test_a_belief_is_put_on_record_and_held_against_what_they_say(world: World, as_staff: AsStaff) -> None:
    client, beliefs = as_staff(world.maren), "/office/quality/gaps/beliefs/"
    client.post(beliefs, {"empathy": "6"})
    belief = Belief.objects.get()
    assert (belief.dimension, belief.desired, belief.by_staff_id, belief.site_id) == (
        "empathy",
        6,
        world.maren.id,
        0,
    )
    page = client.get("/office/quality/gaps/").content.decode()
    assert "Of empathy customers desire 2.0 more than the 6 that management believes" in page
    client.post(beliefs, {"empathy": "10"})
    client.post(beliefs, {"empathy": "many"})
    assert Belief.objects.count() == 1
    assert as_staff(world.ines).post(beliefs, {"empathy": "6"}).status_code == 403


def test_who_manages_some_sites_believes_for_these(world: World, as_staff: AsStaff) -> None:
    tobias, gaps = as_staff(world.tobias), "/office/quality/gaps/"
    assert tobias.post(f"{gaps}beliefs/", {"empathy": "6"}).status_code == 403
    assert tobias.post(f"{gaps}beliefs/?site={world.pantry.id}", {"empathy": "6"}).status_code == 404
    assert "Put on record" not in tobias.get(gaps).content.decode()
    assert "Put on record" in tobias.get(f"{gaps}?site={world.quay.id}").content.decode()
    tobias.post(f"{gaps}beliefs/?site={world.quay.id}", {"empathy": "6"})
    assert Belief.objects.get().site_id == world.quay.id


@pytest.mark.parametrize("by", ["site", "team", "staff", "channel", "group", "topic", "weekday", "hour"])
def test_it_can_be_cut_each_way(world: World, as_staff: AsStaff, by: str) -> None:
    client = as_staff(world.tobias)
    page = client.get(f"/office/quality/gaps/?by={by}&dimension=empathy")
    assert page.status_code == 200
    if by == "staff":
        assert world.ines.name in page.content.decode()
    assert client.get(f"/office/quality/gaps/?by={by}&csv=parts")["Content-Type"].startswith("text/csv")


def test_what_no_page_offers_is_not_there(world: World, as_staff: AsStaff) -> None:
    assert as_staff(world.tobias).get("/office/quality/gaps/?by=shoe-size").status_code == 404
    assert as_staff(world.tobias).get("/office/quality/gaps/?dimension=money").status_code == 404


def test_what_a_miss_costs_is_told_only_with_enough_answers(world: World, as_staff: AsStaff) -> None:
    page = as_staff(world.tobias).get("/office/quality/drivers/").content.decode()
    assert "Too few to tell: 8 answers where it was met and 4 where it was missed; ten of each are needed." in page
    assert "What moves customers can&#39;t be told yet." in page
    assert "need not be cause and effect" in page


@pytest.mark.parametrize("figure", ["verdict=missed", "dimension=overall&category=dissatisfied"])
def test_each_part_opens_down_to_its_conversations(world: World, as_staff: AsStaff, figure: str) -> None:
    client = as_staff(world.tobias)
    began = (clock.now() - timedelta(days=9)).astimezone(world.house.zone)

    def opened(part: str) -> int:
        page = client.get(f"/office/quality/behind/?{figure}&{part}")
        return page.content.decode().count('href="/desk/conversations/')

    everything = opened("")
    assert everything
    for by, value, other in (
        ("staff", world.ines.id, world.yuki.id),
        ("channel", "email", "chat"),
        ("weekday", began.weekday(), (began.weekday() + 1) % 7),
        ("hour", began.hour, (began.hour + 1) % 24),
    ):
        assert opened(f"by={by}&value={value}") == everything
        assert opened(f"by={by}&value={other}") == 0
    assert opened("by=group&value=regular") == opened("by=topic&value=stay") == 0
    assert client.get(f"/office/quality/behind/?{figure}&by=shoe-size&value=9").status_code == 404
    assert client.get(f"/office/quality/behind/?{figure}&by=hour&value=noon").status_code == 404


def test_excused_misses_are_listed_too(world: World, as_staff: AsStaff) -> None:
    missed = Measurement.objects.filter(verdict=Measurement.MISSED).first()
    assert missed is not None
    excuse(missed, "The line was down.", by=staff(world.ines.id), at=clock.now())
    page = as_staff(world.tobias).get("/office/quality/behind/?verdict=excused").content.decode()
    assert f"/desk/conversations/{missed.conversation_id}/" in page
    assert "excused" in page
