"""Nothing committed is missed, in whatever order commits become visible."""

import random

from hypothesis import given
from hypothesis import strategies as st

from wellserved.ground.stream.tail import PATIENCE_SECONDS, WIDEST_GAP, Tail


def test_what_comes_in_order_is_new_once() -> None:
    tail = Tail(0)
    assert tail.take([1, 2, 3], at=0) == {1, 2, 3}
    assert tail.take([3, 4], at=1) == {4}
    assert tail.complete_to == 4


def test_a_skipped_number_is_asked_for_again_and_holds_the_resuming_point_back() -> None:
    tail = Tail(4)
    assert tail.take([5, 7, 8], at=0) == {5, 7, 8}
    assert set(tail.asked_again) == {6}
    assert tail.complete_to == 5
    assert tail.take([6], at=3) == {6}
    assert tail.complete_to == 8


def test_a_number_that_was_rolled_back_is_given_up_in_the_end() -> None:
    tail = Tail(0)
    tail.take([2], at=0)
    tail.take([], at=PATIENCE_SECONDS - 1)
    assert tail.complete_to == 0
    tail.take([], at=PATIENCE_SECONDS)
    assert tail.complete_to == 2
    assert not tail.asked_again


def test_a_leap_in_the_numbers_is_not_asked_for_whole() -> None:
    tail = Tail(0)
    tail.take([10_000_000], at=0)
    assert len(tail.asked_again) == WIDEST_GAP


@given(st.integers(1, 60), st.integers(0, 59), st.randoms(use_true_random=False))
def test_every_commit_is_delivered_once_and_the_resuming_point_never_passes_an_unseen_one(
    count: int, rolled_back: int, chance: random.Random
) -> None:
    order = [number for number in range(1, count + 1) if number % 60 != rolled_back]
    chance.shuffle(order)
    tail, visible, delivered = Tail(0), set[int](), list[int]()
    for moment, number in enumerate(order):
        visible.add(number)
        if chance.random() < 0.4:  # several commits between two looks
            continue
        delivered += sorted(_look(tail, visible, moment))
        assert all(n in delivered or n not in order for n in range(1, tail.complete_to + 1))
    delivered += sorted(_look(tail, visible, len(order)))
    assert sorted(delivered) == sorted(order)


def _look(tail: Tail, visible: set[int], at: float) -> set[int]:
    """What the reader's query would return."""
    return tail.take([n for n in visible if n > tail.high or n in tail.asked_again], at)
