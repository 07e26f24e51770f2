"""Against published charts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.chart import Chart
from wellserved.measures.control import c_chart, laney_p_chart, p_chart, u_chart, xmr_chart

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, 6.3.3.1 and 6.3.3.2
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
WAFERS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13]
CHIPS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


def lines(chart: Chart, at: int = 0) -> tuple[float, float, float]:
    return chart.low[at], chart.centre[at], chart.high[at]


def test_flow_rates_as_published() -> None:
    chart = xmr_chart(FLOW, enough=10)
    assert lines(chart) == pytest.approx((45.8159, 50.81, 55.8041), abs=5e-5)
    assert chart.outside() == ()
    assert chart.reading == "50.8 on average, 45.8 to 55.8 by chance alone; none of 10 weeks are outside."


def test_defects_on_wafers_as_published() -> None:
    chart = c_chart(WAFERS)
    assert lines(chart) == pytest.approx((4, 16, 28))
    assert chart.outside() == (23,)
    assert chart.reading == "16 on average, 4 to 28 by chance alone; 1 of 25 weeks is outside."


def test_misplaced_chips_as_published() -> None:
    chart = p_chart(CHIPS, [50] * 30)
    assert lines(chart) == pytest.approx((0.0524, 0.2313, 0.4102), abs=5e-5)
    assert chart.outside() == (14, 22)


def test_dyed_cloth_as_published() -> None:
    """Montgomery 2013, Introduction to Statistical Quality Control, 7th ed., table 7.11: 1.42 defects a 50 m2."""
    counts = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
    square = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
    chart = u_chart(counts, square, enough=10)
    assert chart.centre[0] == pytest.approx(1.42, abs=5e-3)
    assert chart.high[0] == pytest.approx(153 / 107.5 + 3 * np.sqrt(153 / 107.5 / 10))
    assert chart.outside() == ()


def test_laney_is_an_x_chart_of_the_scores() -> None:
    """No table of Laney 2002 was at hand; this is its definition, the p chart's z-scores judged by an X chart."""
    n = np.array([1200, 900, 1500, 1000] * 5)
    successes = np.array([300, 180, 420, 210, 260, 250, 330, 300, 350, 190] * 2)
    chart = laney_p_chart(successes, n)
    share = successes.sum() / n.sum()
    z = (successes / n - share) / np.sqrt(share * (1 - share) / n)
    sigma_z = np.abs(np.diff(z)).mean() / 1.128
    assert sigma_z > 3
    assert np.array(chart.high) - share == pytest.approx(3 * sigma_z * np.sqrt(share * (1 - share) / n))
    assert len(p_chart(successes, n).outside()) > len(chart.outside())


@pytest.mark.parametrize(
    ("n", "says"),
    [(0, "No weeks yet."), (7, "7 weeks are too few for a control chart; 12 are needed.")],
)
def test_too_few_are_refused(n: int, says: str) -> None:
    chart = c_chart([3] * n + [None] * 20)
    assert (chart.enough, chart.n, chart.reading, chart.low) == (False, n, says, ())


def test_weeks_without_a_value_are_left_out() -> None:
    """Neither do they join their neighbours into a moving range."""
    chart = xmr_chart([*[1.0, 2.0] * 6, None, *[101.0, 102.0] * 6])
    assert chart.values[12] is None
    assert chart.sigma[0] == pytest.approx(1 / 1.128)
    assert p_chart([1] * 12 + [0], [4] * 12 + [0]).values[-1] is None


def test_where_only_every_other_week_is_measured_they_are_neighbours() -> None:
    """Else there would be no range at all, and every week outside."""
    chart = xmr_chart([1.0, None, 2.0, None] * 8)
    assert chart.sigma[0] == pytest.approx(1 / 1.128)
    assert chart.outside() == ()
    assert laney_p_chart([3, 0, 5, 0] * 8, [9, 0, 9, 0] * 8).outside() == ()


def test_the_lines_begin_anew_with_a_phase() -> None:
    chart = xmr_chart([*[1.0, 2.0] * 6, *[11.0, 13.0] * 6], phases=(12,))
    assert (chart.phases, chart.outside()) == ((12,), ())
    assert (lines(chart, 11)[1], lines(chart, 12)[1]) == (1.5, 12)


def test_a_short_phase_is_held_against_the_one_before() -> None:
    chart = xmr_chart([*[1.0, 2.0] * 6, *[11.0, 13.0] * 2], phases=(12,))
    assert (chart.phases, chart.centre[-1]) == ((12,), 1.5)
    assert chart.outside() == (12, 13, 14, 15)


def test_a_short_first_phase_goes_with_the_next() -> None:
    chart = xmr_chart([*[1.0, 2.0] * 2, *[11.0, 13.0] * 6], phases=(4,))
    assert (chart.phases, chart.centre[0]) == ((), chart.centre[-1])


def test_a_steady_process_has_no_width() -> None:
    chart = p_chart([5] * 12, [5] * 12)
    assert lines(chart) == (1, 1, 1)
    assert laney_p_chart([5] * 12, [5] * 12).outside() == ()


@pytest.mark.parametrize(("successes", "n"), [([3], [2]), ([-1], [2]), ([1], [0]), ([1], [-1]), ([1, 1], [3])])
def test_what_is_no_share_is_refused(successes: list[float], n: list[float]) -> None:
    with pytest.raises(ValueError, match=r"successes|size"):
        p_chart(successes, n)


def test_what_is_no_count_or_phase_is_refused() -> None:
    with pytest.raises(ValueError, match="under 0"):
        c_chart([-1])
    with pytest.raises(ValueError, match="do not begin"):
        xmr_chart(FLOW, phases=(10,))


@given(
    st.lists(st.floats(-100, 100).map(lambda x: round(x, 3)), min_size=12, max_size=40),
    st.floats(0.5, 20),
    st.floats(-50, 50),
)
def test_the_unit_does_not_matter(values: list[float], scale: float, shift: float) -> None:
    one, other = xmr_chart(values), xmr_chart([scale * value + shift for value in values])
    assert np.array(other.low) == pytest.approx(scale * np.array(one.low) + shift, abs=1e-6)
    assert np.array(other.high) == pytest.approx(scale * np.array(one.high) + shift, abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=12, max_size=40))
def test_failures_are_the_mirror_of_successes(pairs: list[tuple[int, int]]) -> None:
    yes, n = [a for a, _ in pairs], [a + b for a, b in pairs]
    good, bad = p_chart(yes, n), p_chart([all_ - a for a, all_ in zip(yes, n, strict=True)], n)
    assert good.low == pytest.approx([1 - high for high in bad.high])
    assert good.n == sum(all_ > 0 for all_ in n)
