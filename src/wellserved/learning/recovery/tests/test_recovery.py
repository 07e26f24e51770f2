"""A dissatisfied answer, and what becomes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.accounts.actions import deactivate
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback.actions import answer, describe, make, switch_on
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.recovery import actions, reads, rules
from wellserved.learning.recovery.models import Recovery
from wellserved.learning.recovery.rules import NotAllowed
from wellserved.learning.recovery.tests.unhappy import HOUR, asked, says, unhappy
from wellserved.serving.conversations import actions as conversations


def told() -> list[str]:
    return list(Entry.objects.filter(kind__startswith="Recovery").order_by("id").values_list("kind", flat=True))


def test_it_is_somebody_s_at_once(world: World, at: datetime) -> None:
    recovery = unhappy(world, at)
    assert recovery.owner == world.sander
    assert (recovery.contact_due_at, recovery.outcome_due_at) == (at + 4 * HOUR, at + 30 * HOUR)
    assert recovery.site == world.quay
    assert not recovery.is_taken
    assert told() == ["RecoveryOpened"]


def test_who_has_left_owns_nothing(world: World, at: datetime) -> None:
    invitation = asked(world, at)
    deactivate(world.sander, by=SYSTEM, at=at)
    says(invitation, -1, at)
    assert Recovery.objects.get().owner_id == world.tobias.id, "he manages both hotels"


def test_a_level_under_what_would_just_do_counts(world: World, at: datetime) -> None:
    invitation = asked(world, at)
    answer(invitation, Given(comparison=1, ratings={"empathy": Rated(desired=8, adequate=6, perceived=3)}), at=at)
    assert Recovery.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "key", "low", "high"), [("nps", "recommend", 6, 7), ("csat", "satisfied", 2, 3), ("ces", "easy", 3, 4)]
)
def test_a_survey_that_asks_otherwise_opens_one_too(
    world: World, at: datetime, kind: str, key: str, low: int, high: int
) -> None:
    survey = make(kind, name="After closing", site=None, by=SYSTEM, at=at - 2 * HOUR)
    describe(survey, name="After closing", after_closing=True, by=SYSTEM, at=at - 2 * HOUR)
    switch_on(survey, starts_at=at - 2 * HOUR, by=SYSTEM, at=at - 2 * HOUR)
    invitation = asked(world, at)
    answer(invitation, Given(answers={key: low}), at=at)
    assert [one.owner for one in reads.to_do(world.sander)] == [world.sander]
    answer(invitation, Given(answers={key: high}), at=at + HOUR)
    assert reads.to_do(world.sander) == [], "changed in time"


def test_a_satisfied_answer_opens_nothing(world: World, at: datetime) -> None:
    says(asked(world, at), 0, at)
    assert not Recovery.objects.exists()


def test_an_answer_changed_back_is_nothing_to_make_right(world: World, at: datetime) -> None:
    invitation = asked(world, at)
    says(invitation, -2, at)
    says(invitation, -1, at)
    says(invitation, 1, at + HOUR)
    assert reads.to_do(world.sander) == []
    says(invitation, -1, at + 2 * HOUR)
    (again,) = reads.to_do(world.sander)
    assert (again.owner, again.contact_due_at) == (world.sander, at + 6 * HOUR), "they said so two hours later"
    assert told() == ["RecoveryOpened", "RecoveryWithdrawn", "RecoveryReopened"]


def test_what_was_begun_is_seen_through(world: World, at: datetime) -> None:
    invitation = asked(world, at)
    says(invitation, -2, at)
    actions.take(Recovery.objects.select_related("conversation").get(), by=staff(world.lotte.id), at=at)
    says(invitation, 1, at + HOUR)
    assert [one.eased_at for one in reads.to_do(world.sander)] == [at + HOUR]
    says(invitation, -1, at + 2 * HOUR)
    assert [one.eased_at for one in reads.to_do(world.sander)] == [None]
    assert told() == ["RecoveryOpened", "RecoveryTaken", "RecoveryEased", "RecoveryEased"]


def test_one_of_two_who_take_it_wins(world: World, at: datetime) -> None:
    first, second = unhappy(world, at), Recovery.objects.select_related("conversation").get()
    assert actions.take(first, by=staff(world.lotte.id), at=at)
    assert not actions.take(second, by=staff(world.amir.id), at=at)
    assert Recovery.objects.get().owner == world.lotte
    assert not actions.give_back(second, by=staff(world.amir.id), at=at)
    assert actions.take(second, by=staff(world.amir.id), at=at, after=world.lotte.id), "he saw that she had it"
    assert actions.give_back(second, by=staff(world.amir.id), at=at)
    assert not Recovery.objects.get().is_taken
    assert told() == ["RecoveryOpened", "RecoveryTaken", "RecoveryTaken", "RecoveryGivenBack"]


def test_writing_to_them_is_the_first_word(world: World, at: datetime) -> None:
    matter = unhappy(world, at).conversation
    conversations.note(matter, "Who was on duty?", by=staff(world.lotte.id), at=at)
    assert Recovery.objects.get().contacted_at is None
    for hour in (1, 2):
        conversations.say(matter, "May I call you?", by=staff(world.lotte.id), at=at + hour * HOUR)
    recovery = Recovery.objects.get()
    assert (recovery.contacted_at, recovery.owner, recovery.due_at) == (at + HOUR, world.lotte, at + 30 * HOUR)


def test_what_is_late_is_told_once(world: World, at: datetime, run_jobs: Callable[[datetime], int]) -> None:
    recovery = unhappy(world, at)
    run_jobs(at + 3 * HOUR)
    assert "RecoveryOverdue" not in told()
    run_jobs(at + 5 * HOUR)
    actions.note_overdue(recovery, recovery.contact_due_at, by=SYSTEM)
    assert told().count("RecoveryOverdue") == 1
    actions.contact(recovery, by=staff(world.sander.id), at=at + 6 * HOUR)
    run_jobs(at + 31 * HOUR)
    late = Entry.objects.filter(kind="RecoveryOverdue").order_by("id")
    assert [(one.at, one.measures["step"]) for one in late] == [
        (at + 4 * HOUR, "contact"),
        (at + 30 * HOUR, "outcome"),
    ]


def test_an_outcome_says_what_was_done(world: World, at: datetime) -> None:
    recovery, by = unhappy(world, at), staff(world.sander.id)
    with pytest.raises(NotAllowed, match="what was done"):
        actions.settle(recovery, outcome="lost", done=" ", by=by, at=at)
    with pytest.raises(NotAllowed, match="came of it"):
        actions.settle(recovery, outcome="forgotten", done="Nothing.", by=by, at=at)
    assert actions.settle(recovery, outcome="lost", done="He has moved away.", by=by, at=at + HOUR)
    assert not actions.settle(recovery, outcome="recovered", done="A cake.", by=by, at=at + HOUR)
    assert [one.done for one in reads.settled(world.sander)] == ["He has moved away."]
    assert actions.reopen(recovery, by=by, at=at + 2 * HOUR)
    assert not actions.reopen(recovery, by=by, at=at + 2 * HOUR)
    assert [one.done for one in reads.to_do(world.sander)] == ["He has moved away."]


def test_who_is_thought_to_be_recovered_is_asked(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    recovery = unhappy(world, at)
    actions.settle(recovery, outcome="recovered", done="A room upgrade.", by=staff(world.sander.id), at=at + HOUR)
    assert Recovery.objects.get().customer_says == ""
    run_jobs(at + HOUR + rules.ASKED_AFTER)
    asked_again = Recovery.objects.get().asked_again
    assert asked_again is not None
    says(asked_again, 1, asked_again.asked_at)
    (seen,) = reads.settled(world.sander)
    assert (seen.outcome, seen.customer_says) == ("recovered", "recovered")


def test_who_is_not_recovered_is_ours_again_and_asked_no_third_time(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    recovery, by = unhappy(world, at), staff(world.sander.id)
    actions.settle(recovery, outcome="recovered", done="A room upgrade.", by=by, at=at + HOUR)
    run_jobs(at + HOUR + rules.ASKED_AFTER)
    asked_again = Recovery.objects.get().asked_again
    assert asked_again is not None
    says(asked_again, -1, asked_again.asked_at)
    (again,) = reads.to_do(world.sander)
    assert again.customer_says == "not recovered"
    assert again.due_at > asked_again.asked_at, "it is due anew, not late at once"
    assert Recovery.objects.count() == 1, "the second answer is about the same recovery"
    actions.settle(again, outcome="recovered", done="A call of the owner.", by=by, at=at + 50 * HOUR)
    run_jobs(at + 90 * HOUR)
    assert told().count("RecoverySettled") == 2
    assert Entry.objects.filter(kind="CustomerAsked").count() == 2
    says(asked_again, 0, asked_again.asked_at + HOUR)
    assert [one.customer_says for one in reads.settled(world.sander)] == ["recovered"]


def test_an_outcome_taken_back_in_time_asks_nobody(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    recovery, by = unhappy(world, at), staff(world.sander.id)
    actions.settle(recovery, outcome="recovered", done="A cake.", by=by, at=at + HOUR)
    actions.reopen(recovery, by=by, at=at + 2 * HOUR)
    run_jobs(at + 50 * HOUR)
    assert Recovery.objects.get().asked_again is None


def test_only_those_who_serve_there_see_it(world: World, at: datetime) -> None:
    recovery = unhappy(world, at)
    for viewer, sees in ((world.lotte, 1), (world.maren, 1), (world.ines, 0), (world.stranger, 0)):
        assert len(reads.to_do(viewer)) == sees
        assert len(reads.of_conversation(viewer, recovery.conversation)) == sees
        assert reads.standing(viewer, at + HOUR).opened == sees
    assert reads.to_do(world.lotte, mine=True) == []
    with pytest.raises(Recovery.DoesNotExist):
        reads.recovery(world.ines, recovery.id)


def test_a_joined_matter_brings_it_along(world: World, at: datetime) -> None:
    recovery = unhappy(world, at)
    other = asked(world, at + 31 * timedelta(days=1)).conversation
    conversations.join(recovery.conversation, other, by=staff(world.sander.id), at=at + HOUR)
    assert [one.id for one in reads.of_conversation(world.sander, other)] == [recovery.id]
    third = asked(world, at + 62 * timedelta(days=1)).conversation
    conversations.join(other, third, by=staff(world.sander.id), at=at + HOUR)
    other = third
    assert [one.id for one in reads.of_conversation(world.sander, other)] == [recovery.id]
    conversations.say(other, "May I call you?", by=staff(world.lotte.id), at=at + 2 * HOUR)
    assert Recovery.objects.get().contacted_at == at + 2 * HOUR


def test_a_site_sets_its_own_terms(world: World, at: datetime) -> None:
    actions.set_terms(world.quay, contact_hours=2, outcome_hours=8)
    with pytest.raises(NotAllowed, match="whole hours"):
        actions.set_terms(world.quay, contact_hours=9, outcome_hours=8)
    assert unhappy(world, at).contact_due_at == at + 2 * HOUR


def test_how_well_it_goes_counts_what_is_due(world: World, at: datetime) -> None:
    recovery = unhappy(world, at)
    assert reads.standing(world.maren, at + HOUR).contacted.n == 0
    actions.contact(recovery, by=staff(world.sander.id), at=at + HOUR)
    standing = reads.standing(world.maren, at + 2 * HOUR, site_id=world.quay.id)
    assert (standing.contacted.n, standing.contacted.value, standing.settled.n) == (1, 1.0, 0)
    assert not standing.contacted.enough
    assert reads.standing(world.maren, at + 31 * HOUR).settled.value == 0.0
    assert reads.standing(world.maren, at + 2 * HOUR, site_id=world.house.id).opened == 0
