"""A survey may have a share and a quota of its own; how long a person rests is the house's alone."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM, rule, staff
from wellserved.learning.feedback import actions, rules
from wellserved.learning.feedback.models import Invitation, Survey
from wellserved.learning.feedback.tests.matters import answered_and_closed, invited, survey_mail
from wellserved.learning.feedback.tests.test_surveys import asked_after_closing, pace
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Conversation

DAY = timedelta(days=1)


def own(survey: Survey, at: datetime, *, share: int | None = None, site_quota: int | None = None) -> None:
    told = {"share": share, "site_quota": site_quota}
    actions.describe(survey, name=survey.name, after_closing=True, **told, by=SYSTEM, at=at)


def drawn(share: float, *, wanted: bool) -> int:
    """A closing that this share asks, or does not."""
    return next(seq for seq in range(1, 10_000) if rules.is_drawn(seq, share) is wanted)


def test_its_own_share_stands_in_place_of_the_house_s(world: World, at: datetime) -> None:
    survey = asked_after_closing(world, "nps", at)
    pace(at, share=1)
    matter, seq = answered_and_closed(world, at), drawn(0.6, wanted=True)
    assert not rules.is_drawn(seq, 0.01)
    assert actions.invite(matter, closure_seq=seq, by=rule(), at=at) is None, "the house asks one in a hundred"
    own(survey, at, share=60)
    assert actions.invite(matter, closure_seq=drawn(0.6, wanted=False), by=rule(), at=at) is None
    assert actions.invite(matter, closure_seq=seq, by=rule(), at=at)


def test_its_own_quota_counts_what_asked_it_alone(world: World, at: datetime) -> None:
    pace(at, quiet_days=1, site_quota=1)
    invited(world, at, closure_seq=1)  # the everyday question, which fills the month of the house's pace
    survey = asked_after_closing(world, "nps", at)
    matter = answered_and_closed(world, at)
    assert actions.invite(matter, closure_seq=2, by=rule(), at=at + 2 * DAY) is None
    own(survey, at, site_quota=2)
    for n in (3, 4):
        assert actions.invite(matter, closure_seq=n, by=rule(), at=at + n * DAY)
    assert actions.invite(matter, closure_seq=5, by=rule(), at=at + 5 * DAY) is None
    own(survey, at)
    assert actions.invite(matter, closure_seq=6, by=rule(), at=at + 20 * DAY), "a new month, as the house does"


@pytest.mark.parametrize("wrong", [{"share": 0}, {"share": 101}, {"site_quota": 0}])
def test_a_pace_that_asks_nobody_is_refused(world: World, at: datetime, wrong: dict[str, int]) -> None:
    survey = asked_after_closing(world, "nps", at)
    with pytest.raises(actions.Refused, match="1"):
        own(survey, at, **wrong)
    assert (Survey.objects.get().share, Survey.objects.get().site_quota) == (None, None)


def visited(world: World, at: datetime) -> Conversation:
    """Alice came in and left again: a conversation without a word."""
    visit = conversations.meet(world.alice, world.house, channel="in_person", by=staff(world.ines.id), at=at)
    conversations.close(visit, by=staff(world.ines.id), at=at)
    return visit


def test_who_came_in_is_asked_when_the_visit_is_over(world: World, at: datetime) -> None:
    assert actions.invite(visited(world, at), closure_seq=1, by=rule(), at=at)


@pytest.mark.parametrize(
    ("after", "said"), [("call", "on the telephone"), ("visit", "with us at"), ("chat", "chatted")]
)
def test_the_mail_says_after_what_it_asks(world: World, at: datetime, after: str, said: str) -> None:
    matter = answered_and_closed(world, at)
    conversations.reopen(matter, by=staff(world.ines.id), at=at)
    invitation = actions.invite(matter, after=after, by=staff(world.ines.id), at=at)
    mail = survey_mail(matter)
    assert said in mail.text
    assert "is closed" not in mail.text
    assert f"/survey/{links.secret_of(mail.id)}/" in links.filled(mail, mail.text), (
        "a program's mail has its links too"
    )
    assert invitation
    pace(at, reminder_days=3)
    assert actions.remind(invitation.id, at=at + 3 * DAY), "open as the matter is"


def test_chance_draws_a_program_s_question_once_a_day(world: World, at: datetime) -> None:
    pace(at, quiet_days=1, share=50)
    matter = answered_and_closed(world, at)
    days = [at + day * DAY for day in range(6)]
    lots = [rules.is_drawn(f"{world.alice.id}:{day:%Y-%m-%d}", 0.5) for day in days]
    for day, lot in zip(days, lots, strict=True):
        asked = [bool(actions.invite(matter, after="call", by=SYSTEM, at=day)) for _ in range(2)]
        assert asked == [lot, False], "asking again does not draw again"
    assert Invitation.objects.count() == sum(lots)
