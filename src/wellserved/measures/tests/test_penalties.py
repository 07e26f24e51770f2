import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.arrays import Floats
from wellserved.measures.penalties import penalty_reward

SEEDS = st.integers(0, 10_000)


def levels(seed: int, n: int = 300, p: int = 3) -> tuple[Floats, np.random.Generator]:
    chance = np.random.default_rng(seed)
    return chance.integers(-2, 3, size=(n, p)).astype(float), chance


@given(SEEDS)
@settings(max_examples=10, deadline=None)
def test_one_attribute_is_a_difference_of_means(seed: int) -> None:
    """No printed coefficients with their data could be found; of one attribute they are plain differences."""
    x, chance = levels(seed, n=100, p=1)
    y = x[:, 0] + chance.normal(size=len(x))
    (found,) = penalty_reward(x, y, ["empathy"])
    as_expected = y[x[:, 0] == 0].mean()
    assert found.penalty.value == pytest.approx(y[x[:, 0] < 0].mean() - as_expected)
    assert found.reward.value == pytest.approx(y[x[:, 0] > 0].mean() - as_expected)


def test_robust_errors_are_those_of_the_groups() -> None:
    """Of one attribute HC3 is, in each group, its sum of squares by (n - 1)^2: reckoned without any matrix."""
    x, chance = levels(3, n=90, p=1)
    y = 2 * x[:, 0] + chance.normal(size=len(x))
    (found,) = penalty_reward(x, y, ["empathy"])
    squares = [((part - part.mean()) ** 2).sum() / (len(part) - 1) ** 2 for part in (y[x[:, 0] < 0], y[x[:, 0] == 0])]
    assert found.penalty.high is not None
    assert found.penalty.low is not None
    width = 2 * 1.98761 * np.sqrt(sum(squares))  # Student's t of 87 degrees of freedom
    assert found.penalty.high - found.penalty.low == pytest.approx(width, rel=1e-5)


def test_the_three_kinds_are_told_apart() -> None:
    x, chance = levels(1, n=600)
    basic, performance, excitement = x.T
    y = (
        -2.0 * (basic < 0)
        + 1.0 * ((performance > 0).astype(float) - (performance < 0))
        + 2.0 * (excitement > 0)
        + chance.normal(size=len(x))
    )
    found = penalty_reward(x, y, ["cleanliness", "waiting", "surprise"])
    assert [one.kind for one in found] == ["basic", "performance", "excitement"]
    assert found[0].reading == "cleanliness: to fall short costs more than to exceed brings."
    assert found[0].n == 600


def test_noise_is_no_kind() -> None:
    x, chance = levels(2)
    found = penalty_reward(x, chance.normal(size=len(x)), ["a", "b", "c"])
    assert {one.kind for one in found} == {""}


@given(SEEDS)
@settings(max_examples=5, deadline=None)
def test_columns_may_change_places_and_equal_rows_be_put_together(seed: int) -> None:
    x, chance = levels(seed, n=120, p=2)
    y = np.round(x.sum(axis=1) + chance.normal(size=len(x)))
    found = penalty_reward(x, y, ["a", "b"])
    turned = penalty_reward(x[:, ::-1], y, ["b", "a"])
    rows, counts = np.unique(np.column_stack([x, y]), axis=0, return_counts=True)
    together = penalty_reward(rows[:, :2], rows[:, 2], ["a", "b"], counts=counts.tolist())
    for one, other in ((turned[1], found[0]), (together[0], found[0]), (together[1], found[1])):
        assert (one.penalty.low, one.reward.high) == pytest.approx((other.penalty.low, other.reward.high))


def test_what_hardly_anybody_said_has_no_coefficient() -> None:
    x, chance = levels(4, n=100, p=1)
    x[x < 0] = 0
    x[:7] = -1
    (found,) = penalty_reward(x, x[:, 0] + chance.normal(size=100), ["empathy"])
    assert found.penalty.reading == "7 answers are too few to tell; 10 are needed."
    assert found.reward.enough
    assert found.kind == ""


def test_two_that_always_go_together_are_not_told_apart() -> None:
    x, chance = levels(6, n=200, p=2)
    x = np.column_stack([x, x[:, 0]])
    found = penalty_reward(x, x[:, 0] + chance.normal(size=200), ["clean", "quick", "tidy"])
    assert [one.penalty.enough for one in found] == [False, True, False]
    assert found[0].penalty.reading == "It always goes with another, so the two cannot be told apart."
    assert found[0].kind == ""


def test_too_few_are_refused() -> None:
    x, _ = levels(5, n=7)
    found = penalty_reward(x, np.ones(7), ["a", "b", "c"])
    assert [one.reading for one in found] == ["7 answers are too few to tell; 30 are needed."] * 3
    assert not found[0].penalty.enough
    assert penalty_reward([], [], ["a"])[0].reading == "No answers yet."


def test_what_does_not_fit_together_is_told() -> None:
    with pytest.raises(ValueError, match="2 columns do not have 1 names"):
        penalty_reward([[1, 2]], [1], ["a"])
