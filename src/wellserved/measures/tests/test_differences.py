import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.differences import welch_difference

ANSWERS = st.lists(st.integers(-2, 2), min_size=10, max_size=60)


def test_two_groups_reckoned_by_hand() -> None:
    """Variances 55/6 and 110/3, so 4.5833 together; 13.2 degrees of freedom, and t for 13 of them is 2.1604."""
    found = welch_difference(list(range(1, 11)), list(range(3, 22, 2)))
    assert found.value == pytest.approx(-6.5)
    assert (found.low, found.high) == pytest.approx((-11.125, -1.875), abs=0.001)
    assert "less than by chance" in found.reading


@given(ANSWERS, ANSWERS)
def test_it_lies_in_its_interval_and_turns_round(a: list[int], b: list[int]) -> None:
    one, other = welch_difference(a, b), welch_difference(b, a)
    assert one.low is not None
    assert one.high is not None
    assert one.low <= (one.value or 0) <= one.high
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))


@given(st.lists(st.integers(-2, 2), max_size=9), ANSWERS)
def test_too_few_on_either_side_are_refused(few: list[int], many: list[int]) -> None:
    for found in (welch_difference(few, many), welch_difference(many, few)):
        assert not found.enough
        assert found.n == len(few)
