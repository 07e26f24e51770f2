from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.scores import csat, effort_score, nps, nps_of_counts
from wellserved.measures.shares import wilson


def test_the_score_reckoned_by_hand() -> None:
    """15 of 36 would recommend, 8 would not.

    No printed interval of the adjusted Wald could be found, so its rule is reckoned: 15.75 and 8.75 of 39 are 0.4038
    and 0.2244; their difference 0.1795 has the variance 0.5960 / 39, so a standard error of 0.1236.
    """
    found = nps([10] * 10 + [9] * 5 + [8] * 6 + [7] * 7 + [6] * 4 + [0] * 4)
    assert found.value == pytest.approx(100 * 7 / 36)
    assert found.low == pytest.approx(17.95 - 1.96 * 12.36, abs=0.02)
    assert found.high == pytest.approx(17.95 + 1.96 * 12.36, abs=0.02)
    assert found.reading == ("+19 points, between -6 and +42: 15 of 36 answers would recommend us, 8 would not.")


@given(st.integers(0, 40), st.integers(0, 40), st.integers(10, 40))
def test_who_recommends_and_who_does_not_are_mirrored(promoters: int, detractors: int, rest: int) -> None:
    one = nps_of_counts(promoters, detractors, promoters + detractors + rest)
    other = nps_of_counts(detractors, promoters, promoters + detractors + rest)
    assert one.low is not None
    assert one.high is not None
    assert other.value == -(one.value or 0)
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))
    assert -100 <= one.low <= (one.value or 0) <= one.high <= 100


def test_without_detractors_it_is_nearly_a_share() -> None:
    """The variance of a difference of shares of the same answers: p + d - (p - d)^2."""
    found = nps_of_counts(5000, 0, 10_000)
    assert found.high == pytest.approx(50 + 196 * sqrt(0.25 / 10_000), abs=0.05)


def test_all_the_same_is_not_certain() -> None:
    found = nps([10] * 10)
    assert found.value == found.high == 100
    assert found.low is not None
    assert found.low < 90


def test_satisfied_are_the_top_two() -> None:
    found = csat([5] * 30 + [4] * 30 + [3] * 40)
    assert (found.value, found.low, found.high) == (0.6, *wilson(60, 100))
    assert csat([7] * 20 + [5] * 20, top=1, points=7).value == 0.5


def test_ease_is_a_mean_within_its_scale() -> None:
    found = effort_score([7.0] * 9 + [6.0])
    assert found.value == pytest.approx(6.9)
    assert found.high == 7
    assert found.reading == "6.9 of 7, between 6.7 and 7.0, from 10 answers."


def test_too_few_are_refused() -> None:
    for found in (nps([9] * 7), csat([5] * 7), effort_score([5] * 7)):
        assert found.reading == "7 answers are too few to tell; 10 are needed."
        assert found.n == 7
    assert nps([]).reading == "No answers yet."


def test_answers_beyond_the_scale_are_told() -> None:
    with pytest.raises(ValueError, match="11 is not an answer from 0 to 10"):
        nps([11])
    with pytest.raises(ValueError, match="0 is not an answer from 1 to 5"):
        csat([0])
    with pytest.raises(ValueError, match="top 5 of 5"):
        csat([1], top=5)
    with pytest.raises(ValueError, match="8 is not an answer from 1 to 7"):
        effort_score([8])
    with pytest.raises(ValueError, match="7 and 4 are not of 10"):
        nps_of_counts(7, 4, 10)
