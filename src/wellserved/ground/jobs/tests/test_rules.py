from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from wellserved.ground.jobs.rules import LONGEST_WAIT, MAX_ATTEMPTS, is_hopeless, wait_before


def test_the_first_wait_is_short_and_each_next_one_doubles() -> None:
    assert [wait_before(n).total_seconds() for n in (1, 2, 3, 4)] == [5, 10, 20, 40]


@given(st.integers(1, 10_000))
def test_waits_grow_and_stay_bounded(attempt: int) -> None:
    assert wait_before(attempt) <= wait_before(attempt + 1) <= LONGEST_WAIT


def test_it_is_tried_for_most_of_a_day_and_no_longer_than_two() -> None:
    whole = sum((wait_before(n) for n in range(1, MAX_ATTEMPTS)), timedelta())
    assert timedelta(hours=18) < whole < timedelta(hours=48)
    assert not is_hopeless(MAX_ATTEMPTS - 1)
    assert is_hopeless(MAX_ATTEMPTS)
