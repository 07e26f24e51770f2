"""Managers see the figures of their own sites, and the very conversations behind each."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import staff
from wellserved.learning.insight.quality import Perception, Quality, Scale, StandardFigure
from wellserved.measures.means import mean_of_sums
from wellserved.measures.shares import wilson_interval
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.reads import standards
from wellserved.serving.standards.starter import add_starter
from wellserved.surfaces.office import in_words

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]


@pytest.fixture
def answered(world: World) -> Conversation:
    """Alice wrote to Linden House two days ago and was answered within the hour."""
    at = clock.now() - timedelta(days=2)
    if not standards(clock.now()):
        add_starter(by=staff(world.maren.id), at=at - timedelta(days=30))
    message = Incoming("email", world.email_of(world.alice), "Is there a late check-out?", "Late check-out")
    matter, _ = conversations.open(message, customer=world.alice, site=world.house, at=at)
    conversations.say(
        matter, "Until one o'clock, with pleasure.", by=staff(world.ines.id), at=at + timedelta(minutes=20)
    )
    return matter


def test_an_empty_page_teaches(world: World, as_staff: AsStaff) -> None:
    page = as_staff(world.tobias).get("/office/quality/").content.decode()
    assert "Nothing was measured in this period" in page


def test_a_figure_opens_to_its_conversation(world: World, answered: Conversation, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    page = client.get("/office/quality/?period=7").content.decode()
    assert "1 met" in page
    assert "too few to tell" in page
    behind = client.get("/office/quality/behind/?period=7&standard=email-first-reply&verdict=met").content.decode()
    assert f"/desk/conversations/{answered.id}/" in behind
    assert "Late check-out" in behind


def test_the_page_costs_few_queries(
    world: World, answered: Conversation, as_staff: AsStaff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_staff(world.tobias)
    client.get("/office/quality/")  # what is asked once in a while only, is known from here on
    with django_assert_max_num_queries(16):
        client.get("/office/quality/")


def test_others_see_nothing_of_it(world: World, answered: Conversation, as_staff: AsStaff) -> None:
    path = "/office/quality/behind/?period=7&standard=email-first-reply"
    elsewhere = as_staff(world.elsie).get(path).content.decode()
    assert f"/desk/conversations/{answered.id}/" not in elsewhere
    assert as_staff(world.elsie).get(f"/office/quality/?site={world.house.id}").status_code == 404
    assert as_staff(world.yuki).get("/office/quality/").status_code == 403
    assert as_staff(world.yuki).get(path).status_code == 403
    assert Client().get("/office/quality/").status_code == 302


@pytest.mark.parametrize(
    "query",
    ["site=x", "site=999999", "team=-1", "standard=..", "dimension=money", "category=angry&dimension=overall"],
)
def test_what_no_page_offers_is_not_there(world: World, as_staff: AsStaff, query: str) -> None:
    path = (
        "/office/quality/behind/?"
        if "=" in query and query.split("=")[0] not in ("site", "team")
        else "/office/quality/?"
    )
    status = as_staff(world.tobias).get(path + query).status_code
    assert status == 200 if query == "standard=.." else status == 404


@pytest.mark.parametrize(
    "query", ["start=2026-02-30&end=2026-03-01", "start=2026-03-02&end=2026-03-01", "start=2026-03-01"]
)
def test_days_that_make_no_sense_are_told(world: World, as_staff: AsStaff, query: str) -> None:
    answer = as_staff(world.tobias).get(f"/office/quality/?{query}")
    assert answer.status_code == 422
    assert "error" in answer.content.decode()


def test_a_cursor_nobody_gave_is_not_there(world: World, as_staff: AsStaff) -> None:
    assert as_staff(world.tobias).get("/office/quality/behind/?standard=x&after=junk").status_code == 404


def told(better: int, worse: int, met: int = 0, of: int = 0, gap: float = 0.0) -> Quality:
    n = better + worse
    counts: Any = {"delighted": better, "satisfied": 0, "dissatisfied": worse}
    shares: Any = {name: wilson_interval(number, n) for name, number in counts.items()}
    overall = Scale(n, mean_of_sums(n, better - worse, n), counts, shares)
    none = Scale(0, mean_of_sums(0, 0, 0), counts, shares)
    dimension = Scale(n, mean_of_sums(n, int(gap * n), n), counts, shares)
    figure = StandardFigure("reply", "Soon.", "responsiveness", met, of, wilson_interval(met, of), 0.9, ())
    day = date(2026, 3, 1)
    return Quality(
        day,
        day,
        (figure,) if of else (),
        Perception("overall", overall, none, None),
        (Perception("empathy", dimension, none, None),),
        n,
        n,
        wilson_interval(n, n),
    )


@pytest.mark.parametrize(
    ("quality", "said"),
    [
        (told(0, 0), "No customer has told us yet how they found it."),
        (told(2, 1), "3 customers answered, too few to speak for all: 2 found it better than expected and 1 worse."),
        (
            told(60, 40, met=50, of=100, gap=-0.5),
            "Of 100 customers who answered, 60\u00a0% found it better than they expected and 40\u00a0% worse. "
            "The widest gap is empathy. 0 of 1 standard is on target; one is clearly under it.",
        ),
        (
            told(60, 40, met=99, of=100),
            "Of 100 customers who answered, 60\u00a0% found it better than they expected and 40\u00a0% worse. "
            "In no dimension do we clearly fall short of what was expected. "
            "1 of 1 standard is on target; none is clearly under it.",
        ),
    ],
)
def test_the_page_leads_with_words(quality: Quality, said: str) -> None:
    assert " ".join(in_words.sentences(quality)) == said


def test_the_figures_of_a_chart_can_be_taken_home(world: World, answered: Conversation, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    page = client.get("/office/quality/?period=7").content.decode()
    assert "/office/quality/?period=7&amp;csv=standards" in page
    taken = client.get("/office/quality/?period=7&csv=standards")
    assert taken["Content-Type"].startswith("text/csv")
    rows = taken.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Standard,Met,Of,Share,From,To,Target"
    assert any(row.endswith("1,1,100 %,,,90 %") for row in rows)
    assert client.get("/office/quality/?period=7&csv=passwords")["Content-Type"].startswith("text/html")
