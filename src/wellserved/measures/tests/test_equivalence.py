import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.equivalence import CONFIDENCE, equivalence
from wellserved.measures.estimate import Estimate, too_few
from wellserved.measures.series import difference_in_differences

# Yields of two varieties: NCSS Statistical Software, Two-Sample T-Tests for Equivalence, example 1
YIELD_A = [452, 874, 554, 447, 356, 754, 558, 574, 664, 682, 547, 435, 245]
YIELD_B = [546, 547, 774, 465, 459, 665, 467, 365, 589, 534, 456, 651, 654, 665, 546, 537]
NOTHING = [0.0] * 10


def yields(confidence: float) -> Estimate:
    """With nothing before, the difference in differences is the difference, with Welch's degrees of freedom."""
    return difference_in_differences(NOTHING, YIELD_A, NOTHING, YIELD_B, confidence=confidence)


def test_yields_as_published() -> None:
    """Difference -8.1153846 with 19.169 degrees of freedom: -120.27336 to 104.04259 in 95 of 100.

    Against 110 the two one-sided tests have p = 0.03628 and 0.02002 (as the tests of the R package TOSTER have it
    too, test-NCSS1.R): so at 5 % neither variety is 110 better, and at 2.5 % only the first is surely not.
    """
    found = yields(0.95)
    assert (found.value, found.low, found.high) == pytest.approx((-8.1153846, -120.27336, 104.04259), abs=5e-6)
    for p, end in ((0.03628, "low"), (0.02002, "high")):
        at_p = getattr(yields(1 - 2 * p), end)
        assert abs(at_p) == pytest.approx(110, abs=0.02)  # the printed p has five digits
    assert equivalence(yields(CONFIDENCE), 110).same
    strict = equivalence(found, 110)
    assert (strict.less, strict.more, strict.same) == (True, False, False)


def test_it_is_said_in_words() -> None:
    found = Estimate(0.01, -0.05, 0.07, 80, "")
    assert equivalence(found, 0.1).reading == (
        "Whatever the difference is, it is less than 0.10 either way: between -0.05 and +0.07 in nine of ten cases."
    )
    worse = Estimate(-0.2, -0.3, -0.1, 80, "")
    assert equivalence(worse, 0.1).reading.startswith("Whatever the gain is, it is less than 0.10: ")
    assert equivalence(found, 0.06).reading.startswith("A gain of 0.06 cannot be ruled out: ")


def test_a_few_refute_nothing() -> None:
    found = equivalence(too_few(0.0, 7, 10, "answers"), 0.1)
    assert (found.less, found.enough, found.n) == (False, False, 7)
    assert found.reading == "7 answers are too few to tell; 10 are needed."


@pytest.mark.parametrize("smallest", [0, -1, float("nan")])
def test_what_matters_is_over_nothing(smallest: float) -> None:
    with pytest.raises(ValueError, match="is over 0"):
        equivalence(Estimate(0.0, -1.0, 1.0, 10, ""), smallest)


@given(st.floats(-5, 5), st.floats(0, 5), st.floats(0.01, 5))
def test_turned_round_less_is_more(value: float, half: float, smallest: float) -> None:
    one = equivalence(Estimate(value, value - half, value + half, 10, ""), smallest)
    other = equivalence(Estimate(-value, -value - half, half - value, 10, ""), smallest)
    assert (one.less, one.more) == (other.more, other.less)
