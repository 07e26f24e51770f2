import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.segmented import cautious_errors, design, fitted_line, usual_lags
from wellserved.measures.series import cuped, difference_in_differences, interrupted_series
from wellserved.measures.tests.cars import MILES, columns

# Packs of cigarettes sold a head in California, 1970 to 2000; Proposition 99 taxed them from 1989: Abadie, Diamond &
# Hainmueller 2010, J. Am. Stat. Assoc. 105:493
PACKS = [
    123.0, 121.0, 123.5, 124.4, 126.7, 127.1, 128.0, 126.4, 126.1, 121.9, 120.2, 118.6, 115.4, 110.8, 104.8, 102.8,
    99.7, 97.5, 90.1, 82.4, 77.8, 68.7, 67.5, 63.4, 58.6, 56.4, 54.5, 53.8, 52.3, 47.2, 41.6,
]  # fmt: skip
TAXED = 1989 - 1970


def test_cigarettes_in_california() -> None:
    """Linden 2015, Stata Journal 15:480, with one lag: -20.0581 (4.7244) at once, -1.4947 (0.4368) a year."""
    found = interrupted_series(PACKS, TAXED, lags=1, what="years")
    assert (found.level.value, found.slope.value) == pytest.approx((-20.0581, -1.4947), abs=5e-5)
    line = fitted_line(design(31, TAXED, None), np.array(PACKS), 1)
    assert line.coefficients == pytest.approx([132.2258, -1.7795, -20.0581, -1.4947], abs=5e-5)
    assert np.sqrt(np.diag(line.covariance))[1:] == pytest.approx([0.3834, 4.7244, 0.4368], abs=5e-5)
    t = 2.0518  # Student's for 27 degrees of freedom
    assert found.level.high == pytest.approx(-20.0581 + t * 4.7244, abs=1e-3)
    assert found.level.reading.startswith("-20.06 at once, between -29.75 and -10.36: less than by chance.")


def test_without_lags_given_one_is_more_cautious() -> None:
    chosen, usual = interrupted_series(PACKS, TAXED, lags=1), interrupted_series(PACKS, TAXED)
    assert usual.level.value == chosen.level.value
    assert (usual.level.low or 0) < (chosen.level.low or 0)
    assert (usual.slope.low or 0) < (chosen.slope.low or 0)


@pytest.mark.parametrize("resembles", [0.0, 0.3, 0.6])
def test_intervals_hold_in_a_few_dozen_weeks(resembles: float) -> None:
    """Where nothing changed and each week resembles the one before, in 95 of 100 series, less three errors."""
    random = np.random.default_rng(2017)
    runs, n = 300, 60
    noise = random.standard_normal((runs, n + 30))
    for week in range(1, n + 30):
        noise[:, week] += resembles * noise[:, week - 1]
    x = design(n, 40, None)
    inside = 0
    for y in noise[:, 30:]:
        line = fitted_line(x, y, usual_lags(n))
        inside += abs(line.coefficients[2]) < 2.0032 * cautious_errors(x, y, line)[2]
    assert inside / runs > 0.95 - 3 * np.sqrt(0.95 * 0.05 / runs) - 0.005


def test_a_change_is_told_from_the_season() -> None:
    random = np.random.default_rng(52)
    weeks = np.arange(130)
    y = 4 + 0.5 * np.sin(2 * np.pi * weeks / 52) + 0.3 * (weeks >= 90) + 0.05 * random.standard_normal(130)
    found = interrupted_series(y.tolist(), 90, season=52)
    assert found.level.low is not None
    assert found.level.high is not None
    assert found.level.low < 0.3 < found.level.high
    assert found.level.low > 0.2
    assert np.array(found.fitted[:90]) == pytest.approx(np.array(found.expected[:90]))
    assert found.fitted[90] - found.expected[90] == pytest.approx(found.level.value)


def test_a_weak_saturday_is_no_change_of_a_daily_series() -> None:
    days = np.arange(42)
    y = 4 - 2.0 * (days % 7 == 5) - 0.5 * (days % 7 == 0) + 0.3 * (days >= 20)
    found = interrupted_series(y.tolist(), 20, season=7, what="days")
    assert (found.level.value, found.slope.value) == pytest.approx((0.3, 0), abs=1e-9)
    assert found.fitted == pytest.approx(y)


def test_one_season_is_too_short_to_take_it_off() -> None:
    found = interrupted_series([float(n % 3) for n in range(60)], 30, season=52)
    assert found.reading.endswith("The season is not taken off: that needs 104 weeks.")


def test_weeks_without_a_value_are_left_out() -> None:
    values: list[float | None] = [float(n) for n in range(20)]
    values[3] = values[15] = None
    found = interrupted_series(values, 10)
    assert found.n == 18
    assert (found.level.value, found.slope.value) == pytest.approx((0, 0), abs=1e-9)
    assert len(found.fitted) == 20


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (30, 3, "3 weeks after the change are too few to tell; 8 are needed."),
        (7, 30, "7 weeks before the change are too few to tell; 8 are needed."),
    ],
)
def test_too_few_on_either_side_are_refused(before: int, after: int, says: str) -> None:
    found = interrupted_series([1.0] * (before + after), before)
    assert (found.enough, found.level.enough, found.reading) == (False, False, says)


def test_a_change_outside_the_values_is_refused() -> None:
    with pytest.raises(ValueError, match="does not lie within"):
        interrupted_series([1.0] * 20, 20)


def test_cuped_takes_off_what_was_known() -> None:
    """Deng et al. 2013, section 3: the variance left is 1 - r^2; no published data, so by its own formula."""
    random = np.random.default_rng(2013)
    before = random.standard_normal(4000)
    treated = np.arange(4000) % 2 == 0
    y = 0.8 * before + 0.6 * random.standard_normal(4000) + 0.1 * treated
    found, plain = cuped(y, treated.astype(float), before), cuped(y, treated.astype(float), np.zeros(4000))
    assert found.low is not None
    assert found.low < 0.1 < (found.high or 0)
    width, without = ((e.high or 0) - (e.low or 0) for e in (found, plain))
    assert (width / without) ** 2 == pytest.approx(1 - 0.8**2, abs=0.03)


def test_cuped_of_cars_as_r_prints_it() -> None:
    """With the slope within the groups it is the analysis of covariance, of which R prints -0.02362 for am (1 is a
    manual gearbox) in lm(mpg ~ am + wt, mtcars)."""
    weights = [weight for [weight] in columns("weight")]
    manual = [1] * 3 + [0] * 14 + [1] * 3 + [0] * 5 + [1] * 7
    assert cuped(MILES, manual, weights).value == pytest.approx(-0.02362, abs=5e-6)


def test_cuped_where_it_explains_everything() -> None:
    before = [float(n) for n in range(40)]
    found = cuped([2 * x + (n % 2) for n, x in enumerate(before)], [n % 2 for n in range(40)], before)
    assert found.value == pytest.approx(1)
    with pytest.raises(ValueError, match="do not match"):
        cuped([1.0], [1.0], [])


def test_fast_food_in_new_jersey_and_pennsylvania() -> None:
    """Card & Krueger 1994, Am. Econ. Rev. 84:772, table 3, rows 1 and 2: full-time equivalents a store, with their
    standard errors. Their 2.76 is of unrounded means; of the printed ones it is 2.75."""
    published = [(23.33, 1.35, 77), (21.17, 0.94, 77), (20.44, 0.51, 321), (21.03, 0.52, 319)]

    def sample(mean: float, error: float, n: int) -> list[float]:
        shape = np.arange(n) - (n - 1) / 2
        return [float(x) for x in mean + shape / shape.std(ddof=1) * error * np.sqrt(n)]

    before_pa, after_pa, before_nj, after_nj = (sample(*row) for row in published)
    found = difference_in_differences(before_nj, after_nj, before_pa, after_pa, what="stores")
    assert found.value == pytest.approx(2.75)
    assert ((found.high or 0) - (found.value or 0)) / np.sqrt(1.35**2 + 0.94**2 + 0.51**2 + 0.52**2) == pytest.approx(
        1.97, abs=0.01
    )
    assert "no change can be told" in found.reading


SAMPLE = st.lists(st.floats(-5, 5), min_size=10, max_size=30)


@settings(max_examples=30)
@given(SAMPLE, SAMPLE, SAMPLE, SAMPLE, st.floats(-9, 9))
def test_what_changed_for_all_alike_is_no_difference(
    a: list[float], b: list[float], c: list[float], d: list[float], shift: float
) -> None:
    one = difference_in_differences(a, b, c, d)
    other = difference_in_differences(a, [x + shift for x in b], c, [x + shift for x in d])
    turned = difference_in_differences(c, d, a, b)
    assert (other.value, other.low) == pytest.approx((one.value, one.low), abs=1e-6)
    assert turned.value == pytest.approx(-(one.value or 0), abs=1e-9)


@settings(max_examples=20)
@given(SAMPLE, SAMPLE)
def test_few_in_any_are_refused(few: list[float], many: list[float]) -> None:
    found = difference_in_differences(few[:9], many, many, many)
    assert (found.enough, found.n) == (False, 9)


@settings(max_examples=30)
@given(st.lists(st.floats(-5, 5), min_size=16, max_size=40), st.floats(-3, 3), st.floats(-3, 3))
def test_a_trend_is_no_change(values: list[float], level: float, slope: float) -> None:
    trended = [x + level + slope * n for n, x in enumerate(values)]
    one, other = interrupted_series(values, 8), interrupted_series(trended, 8)
    assert (other.level.value, other.slope.value) == pytest.approx((one.level.value, one.slope.value), abs=1e-6)
    assert other.level.low == pytest.approx(one.level.low, abs=1e-5)
