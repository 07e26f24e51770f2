from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.arrays import Floats
from wellserved.measures.explained import by_orderings, by_relative_weights
from wellserved.measures.importance import relative_weights, shapley_importance
from wellserved.measures.resampling import correlations
from wellserved.measures.tests.cars import MILES, columns
from wellserved.measures.tests.swiss import CAUSES, FERTILITY, NAMES

SEEDS = st.integers(0, 10_000)


def answers(seed: int, n: int = 120, p: int = 3) -> tuple[Floats, Floats]:
    """Comparisons from -2 to 2, of which the first matters most."""
    chance = np.random.default_rng(seed)
    x = np.clip(np.round(chance.normal(size=(n, p)) + 0.5 * chance.normal(size=(n, 1))), -2, 2)
    return x, x @ np.arange(p, 0, -1) + chance.normal(size=n)


def test_lmg_of_the_swiss_data_as_published() -> None:
    """Groemping 2006, J. Stat. Softw. 17(1), the output in section 4.1: 70.67 % of the variance, and these parts."""
    found = shapley_importance(CAUSES, FERTILITY, NAMES)
    assert found.r_squared == pytest.approx(0.7067, abs=5e-5)
    parts = [share * (found.r_squared or 0) for share in found.shares]
    assert parts == pytest.approx([0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592], abs=5e-9)


@pytest.mark.parametrize(
    ("last", "parts", "percents"),
    [
        ("gears", (0.2284797, 0.2221469, 0.2321744, 0.0963886), (29.32274, 28.50999, 29.79691, 12.37037)),
        ("weight", (0.2096904, 0.1883043, 0.1799590, 0.2706812), (24.70914, 22.18908, 21.20570, 31.89607)),
    ],
)
def test_relative_weights_of_the_cars_as_published(last: str, parts: list[float], percents: list[float]) -> None:
    """The examples in the documentation of the R package rwa (Chan), raw and rescaled weights."""
    names = ["cylinders", "displacement", "power", last]
    found = relative_weights(columns(*names), MILES, names)
    assert [share * (found.r_squared or 0) for share in found.shares] == pytest.approx(parts, abs=5e-8)
    assert [100 * share for share in found.shares] == pytest.approx(percents, abs=5e-6)


def test_lmg_is_the_mean_over_all_orders() -> None:
    data = np.column_stack([CAUSES, FERTILITY])
    matrix = correlations(data, np.ones(len(data)))

    def explained(columns: tuple[int, ...]) -> float:
        if not columns:
            return 0.0
        among, outcome = matrix[np.ix_(columns, columns)], matrix[list(columns), -1]
        return float(outcome @ np.linalg.solve(among, outcome))

    gained = np.zeros(5)
    orders = list(permutations(range(5)))
    for order in orders:
        for place, one in enumerate(order):
            gained[one] += explained(order[: place + 1]) - explained(order[:place])
    assert by_orderings(matrix) == pytest.approx(gained / len(orders))


@pytest.mark.parametrize("divide", [by_orderings, by_relative_weights])
def test_parts_add_up_to_r_squared(divide: object) -> None:
    assert callable(divide)
    x, y = answers(3, p=5)
    fitted = np.column_stack([np.ones(len(x)), x])
    residuals = y - fitted @ np.linalg.lstsq(fitted, y)[0]
    assert divide(correlations(np.column_stack([x, y]), np.ones(len(x)))).sum() == pytest.approx(
        1 - residuals.var() / y.var()
    )


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_of_two_columns_both_ways_say_the_same(seed: int) -> None:
    """Johnson 2000, p. 9: with two predictors relative weights are the mean of the two orders."""
    x, y = answers(seed, p=2)
    matrix = correlations(np.column_stack([x, y]), np.ones(len(x)))
    assert by_relative_weights(matrix) == pytest.approx(by_orderings(matrix), abs=1e-9)


@pytest.mark.parametrize("measure", [shapley_importance, relative_weights])
def test_uncorrelated_columns_have_their_squared_correlation(measure: object) -> None:
    assert callable(measure)
    x = np.array([[a, b, c] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)] * 8, dtype=float)
    found = measure(x, x @ [3.0, 2.0, 0.0], ["a", "b", "c"])
    assert found.r_squared == pytest.approx(1)
    assert found.shares == pytest.approx((9 / 13, 4 / 13, 0))


@given(SEEDS, st.floats(0.1, 50), st.floats(-50, 50))
@settings(max_examples=10, deadline=None)
def test_units_and_order_of_columns_do_not_matter(seed: int, scale: float, shift: float) -> None:
    x, y = answers(seed)
    found = shapley_importance(x, y, ["a", "b", "c"], resamples=50)
    moved = shapley_importance(x[:, ::-1] * scale + shift, -y * scale, ["c", "b", "a"], resamples=50)
    assert moved.shares == pytest.approx(found.shares[::-1])
    assert moved.low == pytest.approx(found.low[::-1])


@given(SEEDS)
@settings(max_examples=10, deadline=None)
def test_equal_rows_may_be_put_together(seed: int) -> None:
    x, y = answers(seed, p=2)
    y = np.round(y)
    rows, counts = np.unique(np.column_stack([x, y]), axis=0, return_counts=True)
    found = shapley_importance(x, y, ["a", "b"], resamples=50)
    together = shapley_importance(rows[:, :2], rows[:, 2], ["a", "b"], counts=counts.tolist(), resamples=50)
    assert together.n == found.n
    assert together.shares == pytest.approx(found.shares)


def test_of_twins_each_has_half_and_of_a_constant_nothing() -> None:
    x, y = answers(5, p=1)
    for measure in (shapley_importance, relative_weights):
        found = measure(np.column_stack([x, x, np.ones(len(x))]), y, ["one", "twin", "constant"])
        assert found.shares == pytest.approx((0.5, 0.5, 0.0), abs=1e-6)


def test_many_answers_have_narrow_intervals_of_the_same_middle() -> None:
    """Over 2,000 answers the resamples' moments are drawn from a normal distribution: the interval must go on."""
    x, y = answers(7, n=2000)
    drawn = shapley_importance(x, y, ["a", "b", "c"])
    close = shapley_importance(np.vstack([x, x[:1]]), np.append(y, y[0]), ["a", "b", "c"])
    assert close.low == pytest.approx(drawn.low, abs=0.01)
    assert close.high == pytest.approx(drawn.high, abs=0.01)


def test_what_leads_is_told_in_words() -> None:
    x, y = answers(1, n=400)
    found = shapley_importance(x, y, ["empathy", "tangibles", "assurance"])
    assert found.reading.startswith("empathy (")
    assert found.reading.endswith("of the differences between 400 answers.")
    close = shapley_importance(x, x @ [1.0, 1.0, 0.0], ["empathy", "tangibles", "assurance"])
    assert "which of them is first cannot be told" in close.reading


def test_what_cannot_be_ranked_is_refused() -> None:
    x, y = answers(2, n=7)
    found = shapley_importance(x, y, ["a", "b", "c"])
    assert not found.enough
    assert found.reading == "7 answers are too few for a ranking; 30 are needed."
    x, y = answers(2, n=40, p=10)
    assert "50 are needed" in relative_weights(x, y, list("abcdefghij")).reading
    assert shapley_importance([], [], ["a"]).reading == "No answers yet."
    x, y = answers(2, n=60)
    assert "say the same" in shapley_importance(x, np.ones(60), ["a", "b", "c"]).reading
    unmoved = shapley_importance(x, np.random.default_rng(4).normal(size=60), ["a", "b", "c"])
    assert unmoved.shares == ()
    assert unmoved.reading == "Nothing that was asked can be seen to move it, in 60 answers."


def test_answers_with_a_gap_are_left_out() -> None:
    x, y = answers(2, n=60)
    gaps = x.copy()
    gaps[:10, 1] = np.nan
    found = shapley_importance(gaps, y, ["a", "b", "c"])
    assert found.n == 50
    assert found.shares == pytest.approx(shapley_importance(x[10:], y[10:], ["a", "b", "c"]).shares)


def test_what_does_not_fit_together_is_told() -> None:
    with pytest.raises(ValueError, match="3 columns do not have 2 names"):
        shapley_importance([[1, 2, 3]], [1], ["a", "b"])
    with pytest.raises(ValueError, match="1 values were expected"):
        shapley_importance([[1, 2, 3]], [1, 2], ["a", "b", "c"])
    with pytest.raises(ValueError, match="counts are whole numbers"):
        shapley_importance([[1, 2, 3]], [1], ["a", "b", "c"], counts=[0.5])
    with pytest.raises(ValueError, match="at most 12"):
        shapley_importance([[0] * 13], [1], list("abcdefghijklm"))
