"""Against what was published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.estimate import Estimate
from wellserved.measures.means import mean_interval, mean_of_sums, student_quantile
from wellserved.measures.servqual import (
    category_of_comparison,
    satisfaction_category,
    servperf,
    servqual_gaps,
    servqual_score,
)
from wellserved.measures.shares import newcombe_difference, wilson, wilson_interval


# Newcombe 1998, Stat. Med. 17:857, table I, method 3
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


# Newcombe 1998, Stat. Med. 17:873, table II, method 10
@pytest.mark.parametrize(
    ("a", "n_a", "b", "n_b", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_newcombe_as_published(a: int, n_a: int, b: int, n_b: int, low: float, high: float) -> None:
    found = newcombe_difference(a, n_a, b, n_b, enough=1)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


# Any printed table of Student's t, two-sided 5 %
@pytest.mark.parametrize(
    ("df", "t"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (9, 2.262), (10, 2.228), (30, 2.042), (60, 2.0), (120, 1.98)],
)
def test_student_as_printed(df: int, t: float) -> None:
    assert student_quantile(df) == pytest.approx(t, abs=5e-4)


def test_the_sleep_of_student_s_ten_patients() -> None:
    """Student 1908, Biometrika 6:1: hours of sleep gained; mean 1.58, 95 % interval 0.70 to 2.46."""
    gained = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    found = mean_interval(gained)
    assert (found.value, found.low, found.high) == pytest.approx((1.58, 0.7001142, 2.4598858), abs=1e-6)
    assert found.reading == "+1.58, between +0.70 and +2.46, from 10 answers."


@given(st.lists(st.integers(-8, 8), min_size=10, max_size=60))
def test_sums_tell_the_same_as_values(values: list[int]) -> None:
    by_sums = mean_of_sums(len(values), sum(values), sum(value * value for value in values))
    by_values = mean_interval(values)
    for one, other in (
        (by_sums.value, by_values.value),
        (by_sums.low, by_values.low),
        (by_sums.high, by_values.high),
    ):
        assert one == pytest.approx(other, abs=1e-9)


@given(st.integers(1, 3000), st.integers(0, 3000))
def test_a_wilson_interval_holds_its_share(n: int, successes: int) -> None:
    low, high = wilson(min(successes, n), n)
    assert 0 <= low <= min(successes, n) / n <= high <= 1


@pytest.mark.parametrize(
    ("found", "reading"),
    [
        (wilson_interval(0, 0), "No answers yet."),
        (wilson_interval(1, 1), "1 answer is too few to tell; 10 are needed."),
        (wilson_interval(5, 7), "7 answers are too few to tell; 10 are needed."),
        (mean_interval([1.0] * 7, what="measurements"), "7 measurements are too few to tell; 10 are needed."),
        (newcombe_difference(5, 9, 90, 100), "9 answers are too few to tell; 10 are needed."),
    ],
)
def test_too_few_are_refused(found: Estimate, reading: str) -> None:
    assert not found.enough
    assert found.reading == reading


def test_enough_are_read_out() -> None:
    assert wilson_interval(92, 100).reading == "92 of 100 answers: 92%, between 85% and 96%."
    assert newcombe_difference(56, 70, 48, 80).reading == "+20 points, +5 to +33: more than by chance."


def test_impossible_shares_are_told() -> None:
    with pytest.raises(ValueError, match="8 of 7 is not a share"):
        wilson(8, 7)


@pytest.mark.parametrize(
    ("desired", "adequate", "perceived", "category"),
    [
        (8, 5, 9, "delighted"),
        (8, 5, 8, "delighted"),
        (8, 5, 7, "satisfied"),
        (8, 5, 5, "satisfied"),
        (8, 5, 4, "dissatisfied"),
        (5, 5, 5, "delighted"),
        (5, 7, 6, "delighted"),
    ],
)
def test_categories(desired: float, adequate: float, perceived: float, category: str) -> None:
    assert satisfaction_category(desired, adequate, perceived) == category


def test_a_comparison_has_a_category_too() -> None:
    categories = [category_of_comparison(comparison) for comparison in (-2, -1, 0, 1, 2)]
    assert categories == ["dissatisfied", "dissatisfied", "satisfied", "delighted", "delighted"]


def test_gaps_are_perception_minus_expectation() -> None:
    gaps = servqual_gaps({"empathy": [(7.0, 6.0)] * 6 + [(6.0, 6.0)] * 6, "assurance": [(5.0, 6.0)]})
    assert gaps["empathy"].value == -0.5
    assert gaps["empathy"].high is not None
    assert gaps["empathy"].high < 0
    assert not gaps["assurance"].enough


def test_points_weigh_the_gaps() -> None:
    """Zeithaml, Parasuraman & Berry 1990, Delivering Quality Service: the weights are points out of 100."""
    gaps = {
        "reliability": Estimate(-1.0, -1.2, -0.8, 120, ""),
        "tangibles": Estimate(0.5, 0.3, 0.7, 80, ""),
        "empathy": Estimate(None, None, None, 3, ""),
    }
    found = servqual_score(gaps, {"reliability": 60, "tangibles": 40, "empathy": 0})
    assert (found.value, found.low, found.high) == pytest.approx((-0.4, -0.6, -0.2))
    assert found.reading == "-0.40, between -0.60 and -0.20, from 80 answers."
    assert servqual_score(gaps, {"reliability": 60, "empathy": 40}).reading.startswith("3 answers are too few")
    with pytest.raises(ValueError, match="the points are 90, not 100"):
        servqual_score(gaps, {"reliability": 90})
    with pytest.raises(ValueError, match="there is no gap of courtesy"):
        servqual_score(gaps, {"courtesy": 100})


def test_perceptions_alone() -> None:
    found = servperf({"empathy": [6.0] * 6 + [7.0] * 6, "assurance": [5.0]})
    assert found["empathy"].value == 6.5
    assert found["empathy"].reading == "6.5 of 7, between 6.2 and 6.8, from 12 answers."
    assert not found["assurance"].enough
    with pytest.raises(ValueError, match="an answer is not from 1 to 5"):
        servperf({"empathy": [6.0]}, points=5)
