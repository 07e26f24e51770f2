from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.survival import kaplan_meier

# Weeks of remission of children with leukaemia given 6-MP, and of those given a placebo, True when it came back:
# Freireich et al. 1963, Blood 21:699
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
CAME_BACK = (
    [True] * 3 + [False, True, False, True] + [False] * 2 + [True] * 2 + [False] * 3 + [True] * 2 + [False] * 5
)
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_children_in_remission() -> None:
    """Kleinbaum & Klein 2012, Survival Analysis, 3rd ed., table 2.5: time, at risk, share."""
    found = kaplan_meier(TREATED, CAME_BACK, what="children", unit="weeks")
    assert list(found.times) == [6, 7, 10, 13, 16, 22, 23]
    assert list(found.at_risk) == [21, 17, 15, 12, 11, 7, 6]
    assert found.shares == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert (found.median, found.n) == (23, 21)
    assert found.reading == "9 of 21 children were lost, half of all within 23 weeks."


def test_greenwood_s_errors_are_as_published() -> None:
    """Kalbfleisch & Prentice 2002, 2nd ed., 1.4, and the printouts of most programs: 0.0764, 0.0869, ... 0.1346.

    They are read back from the interval: on the scale of log(-log), half its width is z times the error over
    share x log(share).
    """
    found = kaplan_meier(TREATED, CAME_BACK)
    scale = np.log(-np.log(found.low)) - np.log(-np.log(found.high))
    errors = -scale / 2 / 1.959964 * found.shares * np.log(found.shares)
    assert errors == pytest.approx([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5)


def test_children_without_treatment() -> None:
    """The same table: half had relapsed by week 8, and all in the end."""
    found = kaplan_meier(PLACEBO, [True] * 21)
    assert (found.median, found.shares[-1], found.low[-1]) == (8, 0, 0)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=10, max_size=60))
def test_customer_by_customer(customers: list[tuple[int, bool]]) -> None:
    """Each loss multiplies the share by that of those at risk who were not lost, in exact fractions."""
    found = kaplan_meier([time for time, _ in customers], [lost for _, lost in customers])
    share = Fraction(1)
    for i, time in enumerate(sorted({time for time, lost in customers if lost})):
        at_risk = sum(other >= time for other, _ in customers)
        share *= 1 - Fraction(sum(other == time and lost for other, lost in customers), at_risk)
        assert (found.times[i], found.at_risk[i]) == (time, at_risk)
        assert found.shares[i] == pytest.approx(float(share))
    assert np.all((found.low <= found.shares) & (found.shares <= found.high))


@given(st.lists(st.integers(0, 60), min_size=10, max_size=30))
def test_days_or_weeks_are_the_same(durations: list[int]) -> None:
    left = [n % 3 > 0 for n in range(len(durations))]
    one, other = kaplan_meier(durations, left), kaplan_meier([time / 8 for time in durations], left)
    assert other.times == pytest.approx(one.times / 8)
    assert other.shares == pytest.approx(one.shares)


def test_who_stays_longer_than_anyone_was_seen_has_no_median() -> None:
    found = kaplan_meier(range(1, 21), [False] * 19 + [True])
    assert found.median == 20
    found = kaplan_meier(range(1, 21), [True] + [False] * 19)
    assert found.median is None
    assert found.reading == "1 of 20 customers were lost; more than half stay longer than anyone has been seen."


def test_nobody_lost() -> None:
    found = kaplan_meier([5.0] * 12, [False] * 12)
    assert (found.enough, len(found.times), found.median) == (True, 0, None)


def test_too_few_are_refused() -> None:
    found = kaplan_meier([3.0] * 9, [True] * 9)
    assert (found.enough, found.reading) == (False, "9 customers are too few to tell; 10 are needed.")


def test_what_is_no_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="under 0"):
        kaplan_meier([-1.0], [True])
    with pytest.raises(ValueError, match="do not go with"):
        kaplan_meier([1.0, 2.0], [True])
