"""No table of limits of Spiegelhalter 2005 was at hand; they are held against the binomial distribution itself."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.funnels import funnel_curve, funnel_limits

# Deaths after open heart operations on children under one year in England, 1991 to 1995, in twelve hospitals, the
# first being Bristol: Spiegelhalter et al. 2002, J. R. Stat. Soc. A 165:191
DEATHS = [41, 25, 24, 23, 25, 42, 24, 53, 26, 25, 58, 31]
OPERATIONS = [143, 187, 323, 122, 164, 405, 239, 482, 195, 177, 581, 301]


def test_bristol_was_an_outlier() -> None:
    """Aylin et al. 2001, Lancet 358:181: its mortality was around double that of the others, 29 % in all."""
    assert funnel_limits(DEATHS, OPERATIONS).outside == (1,) + (0,) * 11
    others = funnel_limits(DEATHS[1:], OPERATIONS[1:])
    assert others.target is not None
    assert 2 < (41 / 143) / others.target < 3
    assert funnel_limits(DEATHS, OPERATIONS).reading == (
        "Of 12 units, 1 above and none below 12% by more than chance and what usually sets them apart."
    )


@pytest.mark.parametrize("n", [1, 7, 40, 500])
@pytest.mark.parametrize("target", [0.02, 0.3, 0.85])
def test_outside_is_what_had_less_than_one_chance_in_a_thousand(n: int, target: float) -> None:
    """Appendix A.1.1: between its steps the distribution is a line; here term by term."""
    (limits,) = funnel_curve(target, 1, [n])
    chances = [comb(n, r) * target**r * (1 - target) ** (n - r) for r in range(n + 1)]
    numbers = np.arange(-1, n + 1)
    at_most = np.concatenate(([0], np.cumsum(chances)))  # of each number
    at_least = np.concatenate((np.cumsum(chances[::-1])[::-1], [0]))  # of each number and one more
    for p, low, high in ((0.025, limits.low95, limits.high95), (0.001, limits.low998, limits.high998)):
        assert n * low == pytest.approx(max(0, np.interp(p, at_most, numbers)), abs=1e-6 * n)
        assert n * high == pytest.approx(min(n, np.interp(-p, -at_least, numbers + 1)), abs=1e-6 * n)
        x = numbers[1:]
        assert list(x[x < n * low - 1e-9]) == list(x[at_most[1:] < p])
        assert list(x[x > n * high + 1e-9]) == list(x[at_least[:-1] < p])


def test_large_units_have_the_limits_of_the_normal_distribution() -> None:
    (limits,) = funnel_curve(0.3, 4, [1_000_000])
    half = np.array([-1.959964, 1.959964, -3.090232, 3.090232]) * 2 * np.sqrt(0.3 * 0.7 / 1_000_000)
    assert np.array(limits) == pytest.approx(0.3 + half, abs=3e-6)


def test_units_that_truly_differ_widen_the_funnel() -> None:
    random = np.random.default_rng(2005)
    n = np.full(60, 2000.0)
    apart = random.binomial(2000, random.beta(40, 60, size=60)).astype(float)
    found = funnel_limits(apart, n)
    assert found.phi > 10
    assert found.outside.count(0) >= 59
    assert funnel_limits(apart, n, overdispersed=False).outside.count(0) < 40
    assert found.reading.endswith("and what usually sets them apart.")


@pytest.mark.parametrize(
    ("successes", "n", "says"),
    [([], [], "No units yet."), ([1, 2, 0], [9, 9, 0], "2 units are too few to compare; 3 are needed.")],
)
def test_too_few_are_refused(successes: list[int], n: list[int], says: str) -> None:
    found = funnel_limits(successes, n)
    assert (found.enough, found.reading) == (False, says)


def test_how_much_a_handful_truly_differs_is_not_told() -> None:
    assert funnel_limits([1, 50, 99], [100, 100, 100]).phi == 1


def test_a_unit_with_nothing_counted_is_inside() -> None:
    found = funnel_limits([9, 9, 9, 0], [10, 10, 10, 0])
    assert (tuple(found.limits[3]), found.outside[3]) == ((0, 1, 0, 1), 0)
    assert found.reading == "None of 3 units differs from 90% by more than chance."


def test_all_successes_leave_no_room_and_need_none() -> None:
    assert funnel_limits([10, 20, 30], [10, 20, 30]).outside == (0, 0, 0)


def test_what_is_no_share_or_target_is_refused() -> None:
    with pytest.raises(ValueError, match="no more successes than n"):
        funnel_limits([3], [2])
    with pytest.raises(ValueError, match="between 0 and 1"):
        funnel_limits([3], [4], target=1.0)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=3, max_size=30))
def test_failures_are_the_mirror_of_successes(pairs: list[tuple[int, int]]) -> None:
    x, n = np.array([a for a, _ in pairs]), np.array([a + b for a, b in pairs])
    good, bad = funnel_limits(x, n), funnel_limits(n - x, n)
    assert good.phi == pytest.approx(bad.phi)
    assert good.outside == tuple(-side for side in bad.outside)
    for one, other in zip(good.limits, bad.limits, strict=True):
        assert one.low998 <= one.low95 <= (good.target or 0) + 1e-9
        assert (one.low95, one.low998) == pytest.approx((1 - other.high95, 1 - other.high998), abs=1e-6)
