from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import reads, rules
from wellserved.learning.feedback.actions import TooLate, answer
from wellserved.learning.feedback.events import ResponseChanged, ResponseGiven
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.feedback.models import Response
from wellserved.learning.feedback.tests.matters import invited

SOON = timedelta(minutes=10)


def told() -> list[tuple[str, dict[str, Any]]]:
    entries = Entry.objects.of_kinds(ResponseGiven, ResponseChanged).order_by("id")
    return [(entry.kind, entry.measures) for entry in entries]


def test_an_answer_is_kept_and_told_once(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    response = answer(invitation, Given(comparison=1), at=at + SOON)
    answer(invitation, Given(comparison=1), at=at + 2 * SOON)
    assert Response.objects.get().comparison == 1
    assert [(kind, m["comparison"]) for kind, m in told()] == [("ResponseGiven", 1)]
    assert (response.site_id, response.staff_id) == (world.house.id, world.ines.id)


def test_a_change_tells_what_was_before(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    answer(invitation, Given(comparison=1, ratings={"empathy": Rated(comparison=2)}), at=at)
    answer(invitation, Given(comparison=-1, ratings={"reliability": Rated(comparison=0)}), at=at + SOON)
    kind, measures = told()[-1]
    assert kind == "ResponseChanged"
    assert (measures["previous_comparison"], measures["comparison"]) == (1, -1)
    assert measures["previous_ratings"] == [["empathy", 2, None, None, None]]
    assert measures["ratings"] == [["reliability", 0, None, None, None], ["empathy", 2, None, None, None]]


def test_the_long_form_may_be_answered_in_parts(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    for part in (Rated(desired=9), Rated(adequate=6), Rated(perceived=8)):
        answer(invitation, Given(ratings={"assurance": part}), at=at)
    assert Response.objects.get().ratings.get().rated() == Rated(None, 9, 6, 8)
    assert told()[-1][1]["ratings"] == [["assurance", None, 9, 6, 8]]


def test_words_never_reach_the_journal(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    answer(invitation, Given(comparison=2), at=at)
    answer(invitation, Given(words="  Ines was wonderful \n"), at=at + SOON)
    assert Response.objects.get().words == "Ines was wonderful"
    assert not [entry for entry in Entry.objects.all() if "wonderful" in str(entry.measures)]
    assert len(told()) == 1


def test_a_scanner_that_follows_all_links_says_nothing(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    for n, comparison in enumerate((-2, -1, 0, 1, 2)):
        moment = at + timedelta(milliseconds=300 * n)
        answer(invitation, Given(comparison=comparison), confirmed=False, at=moment)
    assert Response.objects.get().comparison is None
    assert told()[-1][1]["comparison"] is None
    assert reads.responses_of(world.ines, invitation.conversation) == []
    answer(invitation, Given(comparison=1), confirmed=True, at=at + SOON)
    assert [r.comparison for r in reads.responses_of(world.ines, invitation.conversation)] == [1]


def test_after_45_days_no_answer_is_taken(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    answer(invitation, Given(comparison=1), at=at + rules.LASTS - timedelta(seconds=1))
    with pytest.raises(TooLate):
        answer(invitation, Given(comparison=2), at=at + rules.LASTS)
    assert Response.objects.get().comparison == 1


def test_a_link_that_is_hammered_stops_counting(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    for n in range(rules.CLICKS_KEPT):
        answer(invitation, Given(comparison=n % 5 - 2), confirmed=False, at=at + timedelta(hours=n / 5))
    with pytest.raises(TooLate):
        answer(invitation, Given(comparison=0), at=at + timedelta(days=30))


def test_answers_are_for_those_who_serve_there(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    answer(invitation, Given(comparison=-2, words="Cold soup"), at=at)
    for viewer, sees in ((world.ines, 1), (world.maren, 1), (world.lotte, 0), (world.stranger, 0)):
        assert len(reads.responses_of(viewer, invitation.conversation)) == sees
        assert len(reads.history_of(viewer, world.alice)) == sees
        assert len(reads.latest_words(viewer)) == sees
    assert reads.latest_words(world.maren, site_id=world.quay.id) == []
