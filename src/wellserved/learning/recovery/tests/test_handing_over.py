"""Whose it is to make right: it is never nobody's, and whoever it is hears of it."""

from collections.abc import Callable
from datetime import datetime

from django.core import mail

from tests.world import World
from wellserved.ground.accounts.actions import change_staff, deactivate
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.recovery import actions, jobs, mails, reads, rules
from wellserved.learning.recovery.actions.announce import TELL
from wellserved.learning.recovery.models import Recovery
from wellserved.learning.recovery.tests.unhappy import HOUR, says, unhappy


def test_who_leaves_hands_it_over_to_who_leads(world: World, at: datetime) -> None:
    recovery = unhappy(world, at)
    actions.take(recovery, by=staff(world.sander.id), at=at)
    change_staff(world.sander, role="lead", sites=[world.house], by=SYSTEM, at=at + HOUR)
    (left,) = reads.to_do(world.tobias)
    assert (left.owner, left.is_taken) == (world.tobias, False)
    deactivate(world.tobias, by=SYSTEM, at=at + 2 * HOUR)
    assert [one.owner for one in reads.to_do(world.maren)] == [world.maren], "the Quay has nobody else who leads it"
    handed = Entry.objects.filter(kind="RecoveryHandedOver").order_by("id")
    assert [entry.measures["staff_id"] for entry in handed] == [world.tobias.id, world.maren.id]


def test_of_two_who_hand_it_over_one_does(world: World, at: datetime) -> None:
    first, second = unhappy(world, at), Recovery.objects.select_related("conversation").get()
    assert actions.hand_over(first, world.lotte.id, by=staff(world.sander.id), at=at)
    assert not actions.hand_over(second, world.amir.id, by=staff(world.tobias.id), at=at)
    assert Recovery.objects.get().owner == world.lotte
    actions.settle(first, outcome="lost", done="She moved.", by=staff(world.lotte.id), at=at)
    assert not actions.hand_over(first, world.amir.id, by=staff(world.lotte.id), at=at)


def test_whose_it_is_hears_of_it_and_who_leads_when_it_is_late(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    recovery = unhappy(world, at)

    def mailed(moment: datetime) -> list[str]:
        mail.outbox.clear()
        run_jobs(moment)
        return sorted(one.to[0] for one in mail.outbox)

    assert mailed(at) == [world.sander.email]
    assert mailed(at) == []
    assert f"/desk/conversations/{recovery.conversation_id}/#recovery-{recovery.id}" in _opened_mail(world, recovery)
    actions.hand_over(recovery, world.lotte.id, by=staff(world.sander.id), at=at)
    assert mailed(at) == [world.lotte.email]
    assert mailed(at + 5 * HOUR) == sorted([world.lotte.email, world.sander.email, world.tobias.email])
    names = {one.extra_headers["Message-ID"] for one in mail.outbox}
    late = Job.objects.get(kind=TELL, payload__why=rules.LATE)
    jobs.tell(late.payload)
    assert {one.extra_headers["Message-ID"] for one in mail.outbox} == names, "done again, they are the same mails"
    actions.settle(recovery, outcome="recovered", done="A cake.", by=staff(world.lotte.id), at=at + 6 * HOUR)
    run_jobs(at + 7 * HOUR + rules.ASKED_AFTER)
    asked_again = Recovery.objects.get().asked_again
    assert asked_again
    says(asked_again, -1, asked_again.asked_at)
    assert mailed(asked_again.asked_at) == [world.lotte.email]
    assert mail.outbox[0].subject == "Asked again, and not recovered: Bob Nakamura"


def _opened_mail(world: World, recovery: Recovery) -> str:
    """What was mailed when it was opened; the customer's words stay at the desk."""
    subject, body = mails.of(recovery, rules.OPENED)
    assert "Nobody cared" not in subject + body
    return body


def test_nobody_hears_of_what_is_over_or_taken(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    recovery = unhappy(world, at)
    actions.take(recovery, by=staff(world.amir.id), at=at)
    run_jobs(at)
    actions.hand_over(recovery, world.lotte.id, by=staff(world.amir.id), at=at)
    actions.settle(recovery, outcome="lost", done="She moved.", by=staff(world.lotte.id), at=at)
    run_jobs(at)
    assert mail.outbox == []
