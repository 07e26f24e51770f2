"""Half of the guests are answered by two colleagues on Saturdays; who is which half nobody chooses."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.improvement import actions, reads
from wellserved.learning.improvement.events import TrialEntered
from wellserved.learning.improvement.finding import find
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.rules import BETTER, REFUTED, TOO_FEW, WORTH_IT, is_treated
from wellserved.learning.improvement.tests.trials import draft, guest, guests_served, judge, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial(world: World, at: datetime) -> Improvement:
    by = staff(world.sander.id)
    improvement = actions.propose(draft(world), by=by, at=at)
    assert actions.begin(improvement, by=by, at=at)
    return reads.improvement(world.sander, improvement.id)


def test_whoever_writes_enters_on_the_side_of_their_lot(world: World, trial: Improvement, at: datetime) -> None:
    later = at + timedelta(hours=1)
    conversations = {number: write(world, guest(number, later), later) for number in range(6)}
    told = {event.customer_id: event for event in Entry.objects.of_kinds(TrialEntered).events()}
    assert len(told) == 6
    for conversation in conversations.values():
        treated = is_treated(trial.id, conversation.customer_id)
        event = told[conversation.customer_id]
        assert isinstance(event, TrialEntered)
        assert (event.conversation_id, event.treated) == (conversation.id, treated)
        assert reads.hints_for(conversation) == ([trial] if treated else [])


def test_a_matter_of_before_is_in_no_trial(world: World, trial: Improvement, at: datetime) -> None:
    earlier = write(world, guest(0, at), at - timedelta(days=1))
    assert reads.hints_for(earlier) == []


def test_of_other_sites_nobody_enters(world: World, trial: Improvement) -> None:
    assert reads.tried_by_customer(world.quay.id) == [trial.id]
    assert reads.tried_by_customer(world.house.id) == []


def test_the_lot_is_even_and_always_the_same() -> None:
    sides = [is_treated(7, customer) for customer in range(1000)]
    assert 430 < sum(sides) < 570
    assert sides == [is_treated(7, customer) for customer in range(1000)]
    assert sides != [is_treated(8, customer) for customer in range(1000)]


def test_a_few_customers_are_refused_with_when_it_is_known(world: World, trial: Improvement, at: datetime) -> None:
    guests_served(world, trial, 6, lambda treated, place: place % 2 == 0, at)
    found = find(world.sander, trial, at.date() + timedelta(days=7))
    assert found.standing == TOO_FEW
    assert found.n == 12
    assert "too few" in found.reading
    assert found.weeks_left is not None
    assert found.weeks_left > 100  # 5 points more or less, with 12 guests a week


def test_what_works_is_proven(world: World, trial: Improvement, at: datetime) -> None:
    guests_served(world, trial, 40, lambda treated, place: treated or place % 5 < 2, at)
    found = find(world.sander, trial, at.date() + timedelta(days=21))
    assert found.standing == WORTH_IT
    assert found.any_time
    assert [(group.name, group.n, group.value) for group in found.groups] == [("tried", 40, 1.0), ("usual", 40, 0.4)]
    assert found.gain == pytest.approx(0.6)


def test_each_customer_counts_once_with_what_was_found_first(world: World, trial: Improvement, at: datetime) -> None:
    alice = guest(1, at)
    for day, met in enumerate([False, True, True]):
        then = at + timedelta(days=day)
        judge(write(world, alice, then), met, then)
    found = find(world.sander, trial, at.date() + timedelta(days=7))
    assert [group.value for group in found.groups if group.n] == [0.0]
    assert found.n == 1


def test_only_what_the_viewer_may_see_counts(world: World, trial: Improvement, at: datetime) -> None:
    guests_served(world, trial, 2, lambda treated, place: True, at)
    assert find(world.ines, trial, at.date() + timedelta(days=7)).n == 0
    with pytest.raises(Improvement.DoesNotExist):
        reads.improvement(world.ines, trial.id)
    assert [one.id for one in reads.improvements(world.sander)] == [trial.id]
    assert reads.improvements(world.ines) == []


def test_better_but_perhaps_not_by_enough(world: World, at: datetime) -> None:
    by = staff(world.sander.id)
    ambitious = actions.propose(draft(world, worth=0.9), by=by, at=at)
    actions.begin(ambitious, by=by, at=at)
    trial = reads.improvement(world.sander, ambitious.id)
    guests_served(world, trial, 25, lambda treated, place: treated or place % 5 < 2, at)
    assert find(world.sander, trial, at.date() + timedelta(days=21)).standing in (BETTER, REFUTED)
