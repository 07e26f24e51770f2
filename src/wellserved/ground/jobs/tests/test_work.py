"""What becomes of a job."""

from datetime import timedelta

import pytest

from wellserved.ground.jobs import actions, reads, recurring, rules
from wellserved.ground.jobs.models import Job
from wellserved.ground.jobs.registry import Permanent
from wellserved.ground.jobs.tests.conftest import NOON, Notebook
from wellserved.ground.jobs.work import drain, perform

pytestmark = pytest.mark.django_db


def test_a_job_runs_once_when_it_is_due(notebook: Notebook) -> None:
    actions.enqueue("test.note", {"what": "call back"}, due_at=NOON)
    drain(NOON - timedelta(seconds=1))
    assert notebook.ran == []
    assert drain(NOON) == 1
    assert drain(NOON + timedelta(days=2)) == 0
    assert notebook.ran == ["call back"]


def test_the_longest_due_runs_first(notebook: Notebook) -> None:
    for minutes in (3, 1, 2):
        actions.enqueue("test.note", {"what": minutes}, due_at=NOON + timedelta(minutes=minutes))
    drain(NOON + timedelta(hours=1))
    assert notebook.ran == [1, 2, 3]


def test_the_same_key_re_arms_one_job(notebook: Notebook) -> None:
    actions.enqueue("test.note", {"what": "early"}, due_at=NOON, key="reminder:1")
    actions.enqueue("test.note", {"what": "late"}, due_at=NOON + timedelta(hours=1), key="reminder:1")
    drain(NOON + timedelta(hours=2))
    assert notebook.ran == ["late"]


def test_two_workers_never_hold_the_same_job(notebook: Notebook) -> None:
    for number in range(5):
        actions.enqueue("test.note", {"what": number}, due_at=NOON)
    mine = actions.claim(at=NOON, limit=3)
    theirs = actions.claim(at=NOON, limit=3)
    assert len(mine) == 3
    assert len(theirs) == 2
    assert not {job.id for job in mine} & {job.id for job in theirs}


def test_a_dead_workers_job_returns_after_its_lease(notebook: Notebook) -> None:
    actions.enqueue("test.note", {"what": "x"}, due_at=NOON)
    [dead] = actions.claim(at=NOON, limit=9)
    assert drain(NOON + actions.LEASE - timedelta(seconds=1)) == 0
    assert drain(NOON + actions.LEASE) == 1
    assert not actions.done(dead, at=NOON), "who lost the lease has no say any more"


def test_a_living_worker_renews_its_lease(notebook: Notebook) -> None:
    actions.enqueue("test.note", {"what": "long"}, due_at=NOON)
    held = actions.claim(at=NOON, limit=9)
    actions.renew(held, at=NOON + timedelta(seconds=40))
    assert drain(NOON + actions.LEASE) == 0
    assert actions.done(held[0], at=NOON)


def test_what_is_re_armed_while_it_runs_runs_again(notebook: Notebook) -> None:
    actions.enqueue("test.note", {"what": "first"}, due_at=NOON, key="k")
    [running] = actions.claim(at=NOON, limit=9)
    actions.enqueue("test.note", {"what": "second"}, due_at=NOON, key="k")
    perform(running, lambda: NOON)
    drain(NOON)
    assert notebook.ran == ["first", "second"]


def test_a_failure_is_tried_again_later_and_parked_in_the_end(notebook: Notebook) -> None:
    actions.enqueue("test.note", {"what": "x"}, due_at=NOON)
    notebook.trouble = ConnectionError("the line is dead")
    at, tries = NOON, 0
    while Job.objects.waiting().exists():
        tries += drain(at)
        at += rules.LONGEST_WAIT
    assert tries == rules.MAX_ATTEMPTS
    [job] = reads.parked()
    assert job.last_error.strip().endswith("ConnectionError: the line is dead")


def test_what_can_never_work_is_parked_at_once(notebook: Notebook) -> None:
    actions.enqueue("test.note", {"what": "x"}, due_at=NOON)
    actions.enqueue("test.unheard-of", {}, due_at=NOON)
    notebook.trouble = Permanent("no such mailbox")
    assert drain(NOON) == 2
    assert {job.last_error for job in reads.parked()} == {
        "no such mailbox",
        "no part of this version does jobs of kind 'test.unheard-of'",
    }


def test_a_parked_job_can_be_retried_or_given_up(notebook: Notebook) -> None:
    notebook.trouble = Permanent("not now")
    for what in ("again", "never"):
        actions.enqueue("test.note", {"what": what}, due_at=NOON, key=what)
    drain(NOON)
    again, never = (Job.objects.get(key=key).id for key in ("again", "never"))
    notebook.trouble = None
    assert actions.retry(again, at=NOON)
    assert actions.discard(never)
    assert not actions.retry(never, at=NOON)
    drain(NOON)
    assert notebook.ran == ["again"]
    assert not actions.discard(again), "only what is parked"


def test_recurring_work_comes_back_even_after_a_failure(notebook: Notebook) -> None:
    for minutes in (0, 1):  # two workers start
        actions.arm("test.hourly", at=NOON + timedelta(minutes=minutes), every=timedelta(hours=1))
    notebook.trouble = RuntimeError("bad hour")
    assert drain(NOON) == 1
    assert drain(NOON + timedelta(minutes=59)) == 0
    notebook.trouble = None
    assert drain(NOON + timedelta(hours=1)) == 1
    assert len(notebook.ran) == 1
    assert Job.objects.get().last_error == ""


def test_what_is_no_longer_scheduled_is_forgotten() -> None:
    def sweep() -> None: ...
    def wash() -> None: ...

    recurring.arm([(timedelta(hours=1), sweep), (timedelta(days=9), wash)], at=NOON)
    recurring.arm([(timedelta(days=1), wash)], at=NOON + timedelta(hours=1))
    drain(NOON + timedelta(hours=1))
    [job] = Job.objects.all()
    assert job.kind.endswith("wash")
    assert job.due_at == NOON + timedelta(hours=1) + timedelta(days=1), "the new interval holds at once"


def test_done_jobs_are_forgotten_after_some_days(notebook: Notebook) -> None:
    for number in range(7):
        actions.enqueue("test.note", {"what": number}, due_at=NOON + timedelta(days=number))
        drain(NOON + timedelta(days=number))
    actions.enqueue("test.note", {"what": "waits"}, due_at=NOON + timedelta(days=90))
    forgotten = actions.forget_done(NOON + timedelta(days=6, hours=1), batch=2)
    assert forgotten == 4
    assert Job.objects.count() == 4


def test_health_tells_the_oldest_due_and_how_many_are_parked(notebook: Notebook) -> None:
    actions.enqueue("test.note", {}, due_at=NOON)
    actions.enqueue("test.note", {}, due_at=NOON - timedelta(hours=1))
    health = reads.health(NOON)
    assert health.oldest_due == NOON - timedelta(hours=1)
    assert health.late_seconds(NOON) == 3600
    assert reads.health(NOON - timedelta(days=1)).oldest_due is None
