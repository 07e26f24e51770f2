import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.difference_scores import cronbach_alpha, difference_reliability
from wellserved.measures.tests.judges import JUDGES

# The law school test of Bock & Lieberman 1970, Psychometrika 35:179: how many of 1,000 gave each pattern of five
# answers, from all wrong to all right.
LAW_SCHOOL = [
    *(3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15),
    *(10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298),
]
SHARES = st.floats(0, 1)
SPREADS = st.floats(0.1, 3)


def test_alpha_of_the_law_school_test_as_published() -> None:
    """Rizopoulos 2006, J. Stat. Softw. 17(5), section 3.1: of all items, then without each."""
    rows = np.array(
        [[n >> k & 1 for k in (4, 3, 2, 1, 0)] for n, times in enumerate(LAW_SCHOOL) for _ in range(times)]
    )
    assert rows.mean(axis=0) == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870])
    assert cronbach_alpha(rows.astype(float)).value == pytest.approx(0.2950, abs=5e-5)
    without = [cronbach_alpha(np.delete(rows, k, axis=1).astype(float)).value for k in range(5)]
    assert without == pytest.approx([0.2754, 0.2376, 0.2168, 0.2459, 0.2663], abs=5e-5)


def test_alpha_of_the_judges_as_published() -> None:
    """Alpha is ICC(3,4): 0.91 in Shrout & Fleiss 1979, table 4; Feldt's limits are those of their formula 15."""
    found = cronbach_alpha(JUDGES, enough=1)
    assert found.value == pytest.approx(0.91, abs=5e-3)
    assert (found.low, found.high) == pytest.approx((0.676, 0.986), abs=5e-4)


@given(st.integers(0, 1000), st.floats(0.1, 9), st.floats(-9, 9))
def test_alpha_does_not_depend_on_the_unit(seed: int, scale: float, shift: float) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(40, 4)) + chance.normal(size=(40, 1))
    found, moved = cronbach_alpha(rows), cronbach_alpha(rows[::-1, ::-1] * scale + shift)
    assert (moved.value, moved.low, moved.high) == pytest.approx((found.value, found.low, found.high))


def test_the_same_question_twice_agrees_wholly() -> None:
    rows = [[n % 5, n % 5] for n in range(30)]
    found = cronbach_alpha(rows)
    assert found.value == found.low == found.high == 1
    assert found.reading == "1.00, between 1.00 and 1.00, from 30 answers: the 2 questions belong together."


def test_what_alpha_refuses() -> None:
    assert cronbach_alpha([[1, 2]] * 7).reading == "7 answers are too few to tell; 30 are needed."
    assert cronbach_alpha([[1, 2]] * 30).reading.startswith("All 30 answers say the same")
    assert cronbach_alpha([[1, 2], [float("nan"), 3]]).n == 1
    assert cronbach_alpha([]).reading == "No answers yet."
    with pytest.raises(ValueError, match="one question alone"):
        cronbach_alpha([[1]] * 30)


@pytest.mark.parametrize(("between", "value"), [(0.0, 0.70), (0.2, 0.625), (0.4, 0.50), (0.6, 0.25), (0.7, 0.0)])
def test_what_is_left_of_two_reliable_answers(between: float, value: float) -> None:
    """Of equal spreads and reliabilities r the formula is (r - between) / (1 - between).

    The paper's own table could not be read again, so the values are reckoned from this well-known form.
    """
    found = difference_reliability(0.7, 0.7, between, 1, 1)
    assert found.value == pytest.approx(value)
    assert found.reliable == (between == 0)


@given(SHARES, SHARES, SPREADS, SPREADS)
def test_unrelated_answers_keep_their_mean_reliability(a: float, b: float, sd_a: float, sd_b: float) -> None:
    found = difference_reliability(a, b, 0, sd_a, sd_b)
    assert found.value == pytest.approx((a * sd_a**2 + b * sd_b**2) / (sd_a**2 + sd_b**2))
    assert found.value is not None
    assert min(a, b) - 1e-9 <= found.value <= max(a, b) + 1e-9


def test_a_simulated_gap_has_the_reliability_that_is_told() -> None:
    chance = np.random.default_rng(1)
    true = chance.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], size=200_000)
    answers = true + chance.normal(size=true.shape) * 0.5
    r = 1 / 1.25
    between = np.corrcoef(answers[:, 0], answers[:, 1])[0, 1]
    found = difference_reliability(r, r, between, 1.25**0.5, 1.25**0.5)
    gap, true_gap = answers[:, 1] - answers[:, 0], true[:, 1] - true[:, 0]
    assert found.value == pytest.approx(np.corrcoef(gap, true_gap)[0, 1] ** 2, abs=0.01)


def test_everybody_expecting_the_same_is_told() -> None:
    found = difference_reliability(0.8, 0.8, 0.1, 0.3, 1.2, n=200)
    assert found.restricted
    assert found.n == 200
    assert found.reading.endswith("nearly all expect the same, so the gap says little more than what was perceived.")
    assert (
        difference_reliability(0.9, 0.9, 1, 1, 1).reading == "All gaps are the same, so there is nothing to compare."
    )


@pytest.mark.parametrize("wrong", [(1.1, 0.5, 0, 1, 1), (0.5, 0.5, -1.1, 1, 1), (0.5, 0.5, 0, -1, 1)])
def test_impossible_numbers_are_told(wrong: tuple[float, float, float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"a reliability is|a spread is"):
        difference_reliability(*wrong)
