"""What the quality page tells, to whom, and what lies behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.world import World
from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.actions import recognise
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.insight.actions import sum_up
from wellserved.learning.insight.behind import OfPerception, OfStandard, behind
from wellserved.learning.insight.models import DayOfAsking, DayOfStandard
from wellserved.learning.insight.reads import quality
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.actions import act_on_clocks

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = date(2026, 11, 18)


def served(world: World, site: Site, at: datetime, *, after: timedelta, who: int, guest: int = 0) -> Conversation:
    """A guest writes, is answered, and the matter is closed."""
    customer = recognise("email", f"guest{guest}@mail.example", at=at)
    mail = Incoming(channel="email", sender="guest@mail.example", text="Hello", subject="A question")
    conversation, _ = conversations.open(mail, customer=customer, site=site, at=at)
    conversations.say(conversation, "Of course.", by=staff(who), at=at + after)
    conversations.close(conversation, by=staff(who), at=at + after + HOUR)
    return conversation


def perceived(conversation: Conversation, at: datetime, comparison: int, **ratings: Rated) -> None:
    invitation = invite(conversation, closure_seq=conversation.id, by=SYSTEM, at=at)
    assert invitation is not None
    answer(invitation, Given(comparison=comparison, ratings=ratings), at=at + HOUR)


def test_a_standard_is_told_with_its_evidence(world: World, at: datetime) -> None:
    for n in range(12):
        served(world, world.house, at, after=HOUR * (5 if n < 2 else 1), who=world.ines.id, guest=n)
    found = quality(world.ines, start=DAY, end=DAY)
    figure = next(f for f in found.standards if f.key == "email-first-reply")
    assert (figure.met, figure.missed, figure.of) == (10, 2, 12)
    assert figure.share.reading == "10 of 12 measurements: 83%, between 55% and 95%."
    assert (figure.target, figure.standing) == (0.9, "too early to say")
    assert [(week.monday, week.met, week.of) for week in figure.weeks] == [(date(2026, 11, 16), 10, 12)]


def test_few_measurements_are_shown_as_few(world: World, at: datetime) -> None:
    served(world, world.house, at, after=HOUR, who=world.ines.id)
    [figure] = [f for f in quality(world.ines, start=DAY, end=DAY).standards if f.key == "email-first-reply"]
    assert figure.share.reading == "1 measurement is too few to tell; 10 are needed."
    assert figure.share.low is None


def test_perception_against_expectation(world: World, at: datetime) -> None:
    for n in range(12):
        conversation = served(world, world.house, at, after=HOUR, who=world.ines.id, guest=n)
        rated = {"empathy": Rated(comparison=-1)} if n % 2 else {"assurance": Rated(None, 8, 5, 7)}
        perceived(conversation, at + 3 * HOUR, (1, 0, -1)[n % 3], **rated)
    found = quality(world.ines, start=DAY, end=DAY)
    assert dict(found.overall.comparison.counts) == {"delighted": 4, "satisfied": 4, "dissatisfied": 4}
    assert found.overall.comparison.gap.value == 0
    assert found.overall.comparison.shares["delighted"].enough
    empathy = next(p for p in found.dimensions if p.dimension == "empathy")
    assert (empathy.comparison.n, empathy.comparison.gap.value, empathy.levels.n) == (6, -1, 0)
    assurance = next(p for p in found.dimensions if p.dimension == "assurance")
    assert (assurance.levels.n, assurance.levels.gap.value, assurance.comparison.n) == (6, -1, 0)
    assert assurance.zone is not None
    assert (assurance.zone.adequate, assurance.zone.desired, assurance.zone.perceived) == (5, 8, 7)
    assert (found.asked, found.answered) == (12, 12)
    assert found.response_rate.reading.startswith("12 of 12 invitations: 100%")


def test_an_answer_that_changes_moves_between_figures(world: World, at: datetime) -> None:
    conversation = served(world, world.house, at, after=HOUR, who=world.ines.id)
    invitation = invite(conversation, closure_seq=1, by=SYSTEM, at=at + 2 * HOUR)
    assert invitation is not None
    answer(invitation, Given(comparison=-2), at=at + 3 * HOUR)
    answer(invitation, Given(comparison=1), at=at + timedelta(days=3))
    found = quality(world.ines, start=DAY, end=DAY)  # still told on the day it was first given
    assert dict(found.overall.comparison.counts) == {"delighted": 1, "satisfied": 0, "dissatisfied": 0}
    assert found.overall.comparison.n == 1
    assert found.answered == 1


def test_a_day_is_the_site_s_own(world: World) -> None:
    """23:30 in London is half past midnight in Rotterdam."""
    late = datetime(2026, 11, 18, 23, 15, tzinfo=UTC)
    served(world, world.house, late - HOUR, after=HOUR, who=world.maren.id)
    served(world, world.quay, late - HOUR, after=HOUR, who=world.maren.id)
    days = {row.site_id: row.day for row in DayOfStandard.objects.order_by("-id")}
    assert days == {world.house.id: date(2026, 11, 18), world.quay.id: date(2026, 11, 19)}


def test_every_figure_opens_down_to_its_conversations(world: World, at: datetime) -> None:
    late = served(world, world.house, at, after=5 * HOUR, who=world.ines.id, guest=1)
    fine = served(world, world.house, at + HOUR, after=HOUR, who=world.ines.id, guest=2)
    waiting, _ = conversations.open(
        Incoming(channel="email", sender="x", text="?"), customer=world.alice, site=world.house, at=at - 6 * HOUR
    )
    act_on_clocks(at)
    perceived(late, at + 6 * HOUR, -2, empathy=Rated(comparison=-1))
    perceived(fine, at + 6 * HOUR, 1)

    def opened(figure: OfStandard | OfPerception) -> list[int]:
        return [item.conversation.id for item in behind(world.ines, figure, start=DAY, end=DAY).items]

    assert opened(OfStandard("email-first-reply", "missed")) == [late.id, waiting.id]
    assert opened(OfStandard("email-first-reply", "met")) == [fine.id]
    assert opened(OfStandard("email-first-reply")) == [late.id, fine.id, waiting.id]
    assert opened(OfPerception(category="dissatisfied")) == [late.id]
    assert opened(OfPerception(category="delighted")) == [fine.id]
    assert opened(OfPerception("empathy")) == [late.id]
    assert opened(OfPerception("empathy", scale="levels")) == []
    assert opened(OfPerception("empathy", "nonsense")) == []
    assert opened(OfStandard("no-such-standard")) == []


def test_pages_follow_each_other(world: World, at: datetime) -> None:
    made = [served(world, world.house, at, after=HOUR, who=world.ines.id, guest=n).id for n in range(5)]
    after, seen = "", []
    while True:
        page = behind(world.ines, OfStandard("email-first-reply"), start=DAY, end=DAY, after=after, limit=2)
        seen += [item.conversation.id for item in page.items]
        if not (after := page.after):
            break
    assert seen == made[::-1]
    with pytest.raises(ValueError, match="nonsense"):
        behind(world.ines, OfStandard("email-first-reply"), start=DAY, end=DAY, after="nonsense")


def test_another_site_s_figures_and_conversations_are_not_there(world: World, at: datetime) -> None:
    served(world, world.house, at, after=HOUR, who=world.ines.id)
    for site_id in (None, world.house.id):
        found = quality(world.sander, start=DAY, end=DAY, site_id=site_id)
        assert [figure.of for figure in found.standards] == [0, 0, 0, 0]
        assert not behind(world.sander, OfStandard("email-first-reply"), start=DAY, end=DAY, site_id=site_id).items
    assert quality(world.maren, start=DAY, end=DAY).standards[0].of == 1


def test_who_may_not_see_quality_is_refused(world: World) -> None:
    for agent in (world.callum, world.stranger):
        with pytest.raises(PermissionDenied):
            quality(agent, start=DAY, end=DAY)
        with pytest.raises(PermissionDenied):
            behind(agent, OfStandard("next-reply"), start=DAY, end=DAY)


def test_summing_up_changes_no_figure(world: World, at: datetime) -> None:
    for n in range(4):
        perceived(served(world, world.house, at, after=HOUR, who=world.ines.id, guest=n), at + 2 * HOUR, 1)
    before = quality(world.maren, start=DAY, end=DAY)
    sum_up()
    assert quality(world.maren, start=DAY, end=DAY) == before
    assert DayOfStandard.objects.count() == 2  # first reply, resolution
    assert DayOfAsking.objects.count() == 1


@pytest.mark.parametrize("matters", [3, 12])
def test_the_page_asks_the_same_few_questions_however_much_there_is(
    world: World, at: datetime, matters: int, django_assert_num_queries: object
) -> None:
    for n in range(matters):
        served(world, world.house, at, after=HOUR, who=world.ines.id, guest=n)
    with django_assert_num_queries(7):  # type: ignore[operator]
        quality(world.ines, start=DAY, end=DAY)
