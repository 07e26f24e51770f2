"""Shares of unlike mixtures. No published example of the interval was at hand: identities and simulations hold it."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.shares import newcombe_difference
from wellserved.measures.stratified import stratified_difference

SHARE = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
STRATA = st.lists(st.tuples(SHARE, SHARE).map(lambda pair: (*pair[0], *pair[1])), min_size=1, max_size=6)


def test_who_has_more_of_what_is_hard_is_not_called_worse() -> None:
    """Both groups meet the easy standard in 95 of 100 and the hard one in 40; one has mostly hard ones."""
    easy, hard = (19, 20, 190, 200), (80, 200, 8, 20)
    pooled = newcombe_difference(99, 220, 198, 220)
    assert pooled.high is not None
    assert pooled.high < 0, "thrown together it looks much worse"
    told = stratified_difference([easy, hard])
    assert told.value == pytest.approx(0.0)
    assert told.reading.endswith("no difference can be told.")


def test_of_one_stratum_it_is_newcombes() -> None:
    assert stratified_difference([(56, 70, 48, 80)]) == newcombe_difference(56, 70, 48, 80)


@given(STRATA)
def test_the_groups_exchanged_it_is_the_opposite(strata: list[tuple[int, int, int, int]]) -> None:
    one, other = stratified_difference(strata), stratified_difference([(b, m, a, n) for a, n, b, m in strata])
    assert one.value == pytest.approx(-other.value if other.value is not None else None)
    if one.low is not None and other.high is not None:
        assert one.low == pytest.approx(-other.high)


@given(STRATA)
def test_it_lies_between_the_differences_of_the_strata(strata: list[tuple[int, int, int, int]]) -> None:
    told = stratified_difference(strata)
    each = [a / n - b / m for a, n, b, m in strata]
    assert told.value is not None
    assert min(each) - 1e-9 <= told.value <= max(each) + 1e-9


def test_a_stratum_without_one_of_the_groups_says_nothing() -> None:
    assert stratified_difference([(9, 20, 15, 30), (40, 50, 0, 0)]) == newcombe_difference(9, 20, 15, 30)
    assert stratified_difference([]).value is None
    with pytest.raises(ValueError, match="successes"):
        stratified_difference([(5, 4, 1, 2)])


def test_cases_that_are_in_all_strata_are_not_counted_as_if_they_were_others() -> None:
    """Thirty conversations, each measured by three standards that are met or missed together."""
    one = (12, 30, 90, 150)
    told = stratified_difference([one, one, one], same_cases=True)
    apart = stratified_difference([one, one, one])
    assert told.low is not None
    assert apart.low is not None
    assert told.value is not None
    assert (told.value - told.low) == pytest.approx((told.value - apart.low) * sqrt(3))


def test_its_interval_holds_the_truth_as_often_as_it_says() -> None:
    dice, held, runs = np.random.default_rng(3), 0, 2000
    shares = ((0.9, 30, 120), (0.6, 60, 40), (0.75, 25, 200))  # of group b; group a is 0.08 lower
    for _ in range(runs):
        told = stratified_difference(
            [(int(dice.binomial(n, share - 0.08)), n, int(dice.binomial(m, share)), m) for share, n, m in shares]
        )
        assert told.low is not None
        assert told.high is not None
        held += told.low <= -0.08 <= told.high
    assert abs(held / runs - 0.95) < 3 * sqrt(0.95 * 0.05 / runs)
