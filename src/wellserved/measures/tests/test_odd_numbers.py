"""What every measure does with numbers that are none, come from an array, are missing, or very large."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from wellserved.measures.agreement import icc, krippendorff_alpha, weighted_kappa
from wellserved.measures.control import c_chart, laney_p_chart, p_chart, u_chart, xmr_chart
from wellserved.measures.difference_scores import cronbach_alpha, difference_reliability
from wellserved.measures.differences import welch_difference
from wellserved.measures.funnels import funnel_curve, funnel_limits
from wellserved.measures.importance import relative_weights, shapley_importance
from wellserved.measures.kano import kano_coefficients
from wellserved.measures.means import mean_interval, mean_of_sums
from wellserved.measures.penalties import penalty_reward
from wellserved.measures.quadrants import importance_performance
from wellserved.measures.scores import csat, effort_score, nps
from wellserved.measures.sequential import sequential_mean_test, sequential_test
from wellserved.measures.series import cuped, difference_in_differences, interrupted_series
from wellserved.measures.servqual import (
    category_of_comparison,
    satisfaction_category,
    servperf,
    servqual_gaps,
)
from wellserved.measures.shares import newcombe_difference, wilson_interval
from wellserved.measures.shrinking import shrink_means, shrink_rates
from wellserved.measures.survival import kaplan_meier
from wellserved.measures.variance import variance_components
from wellserved.measures.zones import zone_of_means, zone_of_tolerance

Measure = Callable[[Any], Any]
NAN, INF = float("nan"), float("inf")
FEW = list(range(1, 6)) * 8
OF_NONE: dict[str, Measure] = {  # they want every value; what was not said is left out before
    "mean_interval": mean_interval,
    "mean_of_sums": lambda x: mean_of_sums(40, 100.0, x[0]),
    "welch_difference": lambda x: welch_difference(x, FEW),
    "servqual_gaps": lambda x: servqual_gaps({"empathy": [(5, one) for one in x]}),
    "servperf": lambda x: servperf({"empathy": x}),
    "nps": nps,
    "csat": csat,
    "effort_score": effort_score,
    "kano_coefficients": lambda x: kano_coefficients([(one, 5) for one in x]),
    "importance_performance": lambda x: importance_performance("abcde" * 8, FEW, x),
    "difference_reliability": lambda x: difference_reliability(0.8, 0.8, 0.1, x[0], 1),
    "shrink_means": lambda x: shrink_means(x, [1] * 40, [9] * 40),
    "shrink_rates": lambda x: shrink_rates(x, [9] * 40),
    "variance_components": lambda x: variance_components(x, {"site": ["a", "b"] * 20}),
    "funnel_limits": lambda x: funnel_limits(x, [9] * 40),
    "funnel_curve": lambda x: funnel_curve(0.5, 1, x),
    "cuped": lambda x: cuped(FEW, [0, 1] * 20, x),
    "difference_in_differences": lambda x: difference_in_differences(FEW, FEW, FEW, x),
    "sequential_test": lambda x: sequential_test(x[0], 40, 5, 40),
    "sequential_mean_test": lambda x: sequential_mean_test(FEW, x),
    "kaplan_meier": lambda x: kaplan_meier(x, [1] * 40),
}
OF_SOME: dict[str, Measure] = {  # here NaN is what was not said or measured; infinity is no number anywhere
    "krippendorff_alpha": lambda x: krippendorff_alpha([x, FEW]),
    "weighted_kappa": lambda x: weighted_kappa(x, FEW),
    "icc": lambda x: icc(np.column_stack([x, FEW])),
    "cronbach_alpha": lambda x: cronbach_alpha(np.column_stack([x, FEW])),
    "shapley_importance": lambda x: shapley_importance(np.column_stack([x, FEW[::-1]]), FEW, "ab", resamples=20),
    "relative_weights": lambda x: relative_weights(np.column_stack([x, FEW[::-1]]), FEW, "ab", resamples=20),
    "penalty_reward": lambda x: penalty_reward([[one] for one in x], FEW, "a")[0],
    "xmr_chart": xmr_chart,
    "c_chart": c_chart,
    "u_chart": lambda x: u_chart(x, [9] * 40),
    "p_chart": lambda x: p_chart(x, [9] * 40),
    "laney_p_chart": lambda x: laney_p_chart(x, [9] * 40),
    "interrupted_series": lambda x: interrupted_series(x, 20),
}


@pytest.mark.parametrize("name", [*OF_NONE, *OF_SOME])
def test_what_is_no_number_is_refused_or_left_out(name: str) -> None:
    measure = (OF_NONE | OF_SOME)[name]
    with pytest.raises(ValueError, match=r"."):
        measure([INF, *FEW[1:]])
    if name in OF_SOME:
        assert measure([NAN, *FEW[1:]]).n == 39
    else:
        with pytest.raises(ValueError, match=r"."):
            measure([NAN, *FEW[1:]])


def test_who_said_nothing_is_not_dissatisfied() -> None:
    with pytest.raises(ValueError, match="no number"):
        category_of_comparison(NAN)
    for desired, adequate, perceived in ((NAN, 6, 7), (8, NAN, 7), (8, 6, NAN)):
        with pytest.raises(ValueError, match="no numbers"):
            satisfaction_category(desired, adequate, perceived)
        with pytest.raises(ValueError, match="no numbers"):
            zone_of_means(adequate, desired, perceived, 20)
        with pytest.raises(ValueError, match="no numbers"):
            zone_of_tolerance([(adequate, desired, perceived)] * 20)


@pytest.mark.parametrize(
    "name", [name for name in OF_NONE | OF_SOME if name not in ("mean_of_sums", "difference_reliability")]
)
def test_an_array_of_small_integers_is_as_good_as_a_list(name: str) -> None:
    """Of eight bits each, whose sum would overflow."""
    measure = (OF_NONE | OF_SOME)[name]
    assert repr(measure(np.array(FEW, dtype=np.int8))) == repr(measure(FEW))


def test_what_is_masked_was_not_measured() -> None:
    masked = np.ma.masked_array([9999.0, *FEW[1:]], mask=[True, *[False] * 39])
    assert xmr_chart(masked).centre == xmr_chart([None, *FEW[1:]]).centre
    with pytest.raises(ValueError, match="no numbers"):
        sequential_mean_test(masked, FEW)


def test_counts_beyond_every_integer_of_a_processor() -> None:
    n = 3 * 10**9
    assert funnel_limits([n // 2, n // 3, n // 4], [n] * 3).outside == (1, -1, -1)
    found = shrink_rates([0, 10**8, 5 * 10**7, 3, 9], [10**8, 10**8, 10**8, 10, 10])
    assert np.all((found.low <= found.values) & (found.values <= found.high))
    assert wilson_interval(10**20, 2 * 10**20).value == 0.5
    assert newcombe_difference(10**15, 10**16, 10**15, 10**16).value == 0


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_or_one_is_never_enough(n: int) -> None:
    assert not wilson_interval(n, n, enough=0).enough or n == 1
    assert not mean_interval([3.0] * n, enough=0).enough
    assert not newcombe_difference(n, n, 0, 0, enough=0).enough
    assert not welch_difference([1.0] * n, [1.0] * n, enough=0).enough
    with pytest.raises(ValueError, match="is not a share"):
        wilson_interval(n + 1, n)
