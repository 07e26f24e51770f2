"""Against published estimates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.shrinking import shrink_means, shrink_rates

# Batting averages after 45 at bats: Efron & Morris 1975, J. Am. Stat. Assoc. 70:311, table 1
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]

# Rats with a tumour in 71 experiments: Tarone 1982; Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., table 5.1
TUMOURS = [
    *[0] * 14, *[1] * 8, *[2] * 9, 1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10, 4, 4, 4, 4, 4, 4, 4,
    10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9, 4,
]  # fmt: skip
RATS = [
    *[20] * 7, *[19] * 4, 18, 18, 17, 20, 20, 20, 20, 19, 19, 18, 18, 25, 24, 23, *[20] * 6, 10, 49, 19, 46, 27, 17,
    49, 47, 20, 20, 13, 48, 50, *[20] * 7, 48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 46,
    47, 24, 14,
]  # fmt: skip


def test_eighteen_batters_of_1970() -> None:
    """Efron & Morris 1977, Scientific American 236(5):119: z = 0.265 + 0.212 (y - 0.265); Clemente's is 0.294."""
    y = np.array(HITS) / 45
    found = shrink_means(y, [y.mean() * (1 - y.mean())] * 18, [45] * 18)
    slope, intercept = np.polyfit(y, found.values, 1)
    assert found.prior_mean == pytest.approx(0.265, abs=5e-4)
    assert (slope, intercept) == pytest.approx((0.212, 0.788 * 0.265), abs=5e-4)
    assert found.values[0] == pytest.approx(0.294, abs=5e-4)


def test_the_same_on_the_scale_of_even_variance() -> None:
    """Efron & Morris 1975, section 2: x = sqrt(45) arcsin(2 y - 1), drawn in to 0.209 of its distance."""
    x = np.sqrt(45) * np.arcsin(2 * np.array(HITS) / 45 - 1)
    found = shrink_means(x, [1] * 18, [1] * 18)
    assert x[0] == pytest.approx(-1.35, abs=5e-3)
    assert np.polyfit(x, found.values, 1)[0] == pytest.approx(0.209, abs=5e-4)


def test_seventy_one_experiments_with_rats() -> None:
    """Bayesian Data Analysis, 5.3: the posterior means of alpha and beta are 2.4 and 14.3."""
    found = shrink_rates(TUMOURS, RATS)
    assert (len(found.values), found.n) == (71, 1739)
    assert found.prior_mean == pytest.approx(2.4 / (2.4 + 14.3), abs=1e-3)
    assert found.spread == pytest.approx(0.0834, abs=0.005)  # of a beta distribution with these two
    assert found.reading == "71 units around 14%; in truth two in three lie within 8.8 points of it."
    assert found.prior_mean < found.values[-1] < 4 / 14


def test_the_true_shares_are_in_their_intervals() -> None:
    random = np.random.default_rng(1982)
    inside = 0
    for _ in range(40):
        true = random.beta(16, 4, size=12)
        n = random.integers(10, 120, size=12).astype(float)
        x = random.binomial(n.astype(int), true).astype(float)
        found = shrink_rates(x, n)
        inside += int(np.sum((found.low <= true) & (true <= found.high)))
    assert 0.95 - 3 * np.sqrt(0.95 * 0.05 / 480) < inside / 480


def test_where_nothing_differs_but_by_chance_all_are_drawn_together() -> None:
    found = shrink_means([3.9, 4.0, 4.1, 4.0, 4.0], [1.0] * 5, [20] * 5)
    assert found.spread == 0
    assert np.ptp(found.values) == pytest.approx(0.2 * (1 - 2 / 4))
    assert found.reading == "5 units around 4.00, with no more between them than chance."


def test_means_without_any_spread_stay_as_they_are() -> None:
    assert shrink_means([4.0] * 6, [0.0] * 6, [9] * 6).values == pytest.approx([4.0] * 6)


def test_little_is_drawn_further_than_much() -> None:
    found = shrink_rates([9, 900, 50, 400, 70, 0], [10, 1000, 100, 500, 80, 0])
    assert found.prior_mean is not None
    assert abs(found.values[0] - 0.9) > abs(found.values[1] - 0.9)
    assert found.values[5] == pytest.approx(found.prior_mean, abs=0.02)
    assert found.high[5] - found.low[5] > found.high[0] - found.low[0]


def test_too_few_are_refused() -> None:
    assert shrink_rates([1, 2, 3, 0], [9, 9, 9, 0]).reading == "3 units are too few to compare; 5 are needed."
    assert not shrink_means([1.0], [1.0], [9]).enough


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="no more successes"):
        shrink_rates([3], [2])
    with pytest.raises(ValueError, match="an n over 0"):
        shrink_means([1.0], [1.0], [0])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=5, max_size=15))
def test_failures_are_the_mirror_of_successes(pairs: list[tuple[int, int]]) -> None:
    x, n = [a for a, _ in pairs], [a + b for a, b in pairs]
    good, bad = shrink_rates(x, n), shrink_rates([b for _, b in pairs], n)
    assert good.enough == bad.enough
    assert good.values == pytest.approx(1 - bad.values, abs=1e-6)
    assert good.low == pytest.approx(1 - bad.high, abs=1e-6)
    assert np.all((good.low <= good.values) & (good.values <= good.high))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(-2, 2), st.floats(0.1, 4), st.integers(1, 50)), min_size=5, max_size=15),
    st.floats(-9, 9),
)
def test_the_origin_does_not_matter_and_order_is_kept(units: list[tuple[float, float, int]], shift: float) -> None:
    means, variances, n = (list(column) for column in zip(*units, strict=True))
    one, other = shrink_means(means, variances, n), shrink_means([m + shift for m in means], variances, n)
    assert other.values == pytest.approx(one.values + shift, abs=1e-5)
    assert np.all(one.low <= one.values)
    assert np.ptp(one.values) <= np.ptp(means) + 1e-9
