"""What is asked twice under one key is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from wellserved.ground.repeats.actions import AnotherRequest, Answer, InFlight, once
from wellserved.ground.repeats.models import Request

CREATED = Answer(201, '{"id": 7}')


def forbidden() -> Answer:
    raise AssertionError("done a second time")


def test_the_second_time_the_first_answer_is_given(db: None, at: datetime) -> None:
    assert once("staff:1", "k", "same", lambda: CREATED, at=at) == CREATED
    assert once("staff:1", "k", "same", forbidden, at=at + timedelta(hours=3)) == CREATED


def test_keys_of_different_askers_never_meet(db: None, at: datetime) -> None:
    once("staff:1", "k", "a", lambda: CREATED, at=at)
    assert once("staff:2", "k", "b", lambda: Answer(200, "{}"), at=at).status == 200


def test_a_key_stands_for_one_request(db: None, at: datetime) -> None:
    once("staff:1", "k", "a", lambda: CREATED, at=at)
    with pytest.raises(AnotherRequest):
        once("staff:1", "k", "b", forbidden, at=at)


def test_what_failed_may_be_asked_again(db: None, at: datetime) -> None:
    def fail() -> Answer:
        raise ValueError("no such site")

    with pytest.raises(ValueError, match="no such site"):
        once("staff:1", "k", "a", fail, at=at)
    assert once("staff:1", "k", "a", lambda: CREATED, at=at) == CREATED


def test_what_a_killed_process_began_is_taken_over_in_time(db: None, at: datetime) -> None:
    Request(who="staff:1", key="k", fingerprint="a", begun_at=at).save()
    with pytest.raises(InFlight):
        once("staff:1", "k", "a", forbidden, at=at + timedelta(seconds=30))
    assert once("staff:1", "k", "a", lambda: CREATED, at=at + timedelta(minutes=3)) == CREATED


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_does_it(at: datetime) -> None:
    done: list[int] = []
    together = Barrier(4)

    def ask(number: int) -> Answer | str:
        together.wait()
        try:
            return once("staff:1", "k", "a", lambda: done.append(number) or CREATED, at=at)  # type: ignore[func-returns-value]
        except InFlight:
            return "in flight"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert len(done) == 1
    assert set(answers) <= {CREATED, "in flight"}
    assert CREATED in answers
