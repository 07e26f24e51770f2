"""An improvement is proposed, tried and decided; what it is judged by stays as it was when the trial began."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import Actor, staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.improvement import actions, reads, rules
from wellserved.learning.improvement.models import Annotation, Improvement
from wellserved.learning.improvement.rules import NotAllowed
from wellserved.learning.improvement.tests.trials import draft, guest, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(world: World) -> Actor:
    return staff(world.sander.id)


def state(improvement: Improvement) -> str:
    improvement.refresh_from_db()
    return improvement.state


def test_from_proposal_to_verdict(world: World, by: Actor, at: datetime) -> None:
    improvement = actions.propose(draft(world), by=by, at=at)
    assert actions.begin(improvement, by=by, at=at + timedelta(days=1))
    assert not actions.begin(improvement, by=by, at=at + timedelta(days=1))
    verdict: Any = {
        "words": "Guests thank us.",
        "known": "14 points better.",
        "by": by,
        "at": at + timedelta(days=50),
    }
    assert actions.conclude(improvement, "adopted", **verdict)
    assert not actions.conclude(improvement, "dropped", **verdict)
    assert state(improvement) == Improvement.ADOPTED
    steps = [(step.state, step.words, step.known) for step in improvement.steps.all()]
    assert steps[-1] == ("adopted", "Guests thank us.", "14 points better.")
    kinds = Entry.objects.filter(kind__startswith="Improvement").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["ImprovementProposed", "ImprovementBegun", "ImprovementConcluded"]


def test_nobody_changes_the_measure_afterwards(world: World, by: Actor, at: datetime) -> None:
    improvement = actions.propose(draft(world), by=by, at=at)
    assert actions.revise(improvement, draft(world, measure="mean:overall", worth=0.2), by=by, at=at)
    actions.begin(improvement, by=by, at=at)
    assert not actions.revise(improvement, draft(world, measure="dissatisfied:overall"), by=by, at=at)
    improvement.refresh_from_db()
    assert (improvement.measure, improvement.worth) == ("mean:overall", 0.2)


def test_steps_are_undone_one_by_one_and_stay_on_record(world: World, by: Actor, at: datetime) -> None:
    improvement = actions.propose(draft(world, design="before"), by=by, at=at)
    assert not actions.undo_step(improvement, by=by, at=at)
    actions.begin(improvement, by=by, at=at)
    [annotation] = Annotation.objects.standing()
    assert (annotation.text, annotation.kind, annotation.site_id) == (improvement.title, "change", world.quay.id)
    actions.conclude(improvement, "dropped", by=by, at=at)
    assert actions.undo_step(improvement, by=by, at=at)
    assert state(improvement) == Improvement.TRIED
    assert improvement.ended_at is None
    assert actions.undo_step(improvement, by=by, at=at)
    assert state(improvement) == Improvement.PROPOSED
    assert improvement.began_at is None
    assert not Annotation.objects.standing().exists()
    assert not actions.undo_step(improvement, by=by, at=at)
    assert [(s.state, s.undoes) for s in improvement.steps.all()] == [
        ("proposed", False),
        ("tried", False),
        ("dropped", False),
        ("tried", True),
        ("proposed", True),
    ]
    assert actions.begin(improvement, by=by, at=at)


def test_a_trial_that_a_customer_entered_cannot_be_unmade(world: World, by: Actor, at: datetime) -> None:
    improvement = actions.propose(draft(world), by=by, at=at)
    actions.begin(improvement, by=by, at=at)
    write(world, guest(1, at), at + timedelta(minutes=5))
    assert not actions.undo_step(improvement, by=by, at=at + timedelta(hours=1))
    assert state(improvement) == Improvement.TRIED


def test_what_was_never_tried_can_only_be_dropped(world: World, by: Actor, at: datetime) -> None:
    improvement = actions.propose(draft(world), by=by, at=at)
    assert not actions.conclude(improvement, "adopted", by=by, at=at)
    assert actions.conclude(improvement, "dropped", by=by, at=at)
    with pytest.raises(NotAllowed):
        actions.conclude(improvement, "forgotten", by=by, at=at)


@pytest.mark.parametrize(
    "lacking",
    [
        {"title": " "},
        {"reason": ""},
        {"worth": 0.0},
        {"worth": 5.0},
        {"design": "sites"},
        {"design": "magic"},
        {"treated": frozenset()},
        {"planned_weeks": 0},
    ],
)
def test_what_a_proposal_lacks_is_told(world: World, by: Actor, at: datetime, lacking: dict[str, object]) -> None:
    with pytest.raises(NotAllowed):
        actions.propose(draft(world, **lacking), by=by, at=at)
    assert not Improvement.objects.exists()


def test_who_has_not_all_its_sites_looks_and_does_not_decide(world: World, at: datetime) -> None:
    both = draft(world, design="sites", treated=frozenset([world.quay.id]), compared=frozenset([world.house.id]))
    improvement = actions.propose(both, by=staff(world.maren.id), at=at)
    assert reads.may_decide(world.sander, reads.improvement(world.sander, improvement.id))
    assert not reads.may_decide(world.ines, reads.improvement(world.ines, improvement.id))
    with pytest.raises(Improvement.DoesNotExist):
        reads.improvement(world.elsie, improvement.id)


@pytest.mark.parametrize(
    ("low", "high", "most", "said"),
    [
        (None, None, None, rules.TOO_FEW),
        (0.06, 0.2, 0.18, rules.WORTH_IT),
        (0.01, 0.2, 0.18, rules.BETTER),
        (-0.1, 0.2, 0.18, rules.OPEN),
        (-0.1, 0.06, 0.05, rules.OPEN),
        (-0.1, 0.06, 0.04, rules.REFUTED),
        (0.01, 0.05, 0.04, rules.REFUTED),
        (-0.2, -0.01, -0.03, rules.WORSE),
    ],
)
def test_what_an_interval_says(low: float | None, high: float | None, most: float | None, said: str) -> None:
    assert rules.standing(low, high, most, 0.05) == said


def test_how_long_until_it_is_known() -> None:
    assert rules.weeks_until_known(100, 2, 0.25, 0.1, peeking=False) == 14  # 800 are needed, 50 a week
    assert rules.weeks_until_known(100, 2, 0.25, 0.1, peeking=True) == 22
    assert rules.weeks_until_known(900, 2, 0.25, 0.1, peeking=False) == 0
    assert rules.weeks_until_known(0, 2, 0.25, 0.1, peeking=False) is None
