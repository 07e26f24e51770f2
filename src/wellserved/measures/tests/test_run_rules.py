from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.chart import Chart
from wellserved.measures.control import xmr_chart
from wellserved.measures.run_rules import NELSON, WESTERN_ELECTRIC, Signal, run_rules


def chart_of(scores: Sequence[float | None], phases: tuple[int, ...] = ()) -> Chart:
    """A chart whose centre is 0 and whose sigma is 1."""
    n = len(scores)
    return Chart(tuple(scores), (0.0,) * n, (-3.0,) * n, (3.0,) * n, (1.0,) * n, n, "", "x", phases)


# Each as Nelson 1984 (figure 1) or the handbook of 1956 tells of it; none with one value fewer
@pytest.mark.parametrize(
    ("rule", "scores", "reading"),
    [
        ("beyond", [3.1], "one above the limit"),
        ("two of three", [2.1, 0.5, 2.2], "two of three more than two sigma above the centre line"),
        ("four of five", [1.1, 1.2, 0.1, 1.2, 1.1], "four of five more than one sigma above the centre line"),
        ("eight on one side", [0.5, 0.2] * 4, "eight in a row above the centre line"),
        ("nine on one side", [0.5, 0.2, 0.4] * 3, "nine in a row above the centre line"),
        ("six rising or falling", [-1.0, -0.5, 0.1, 0.2, 0.9, 1.4], "six in a row rising"),
        ("fourteen alternating", [0.5, -0.5] * 7, "14 in a row up and down by turns"),
        ("fifteen near the centre", [0.5, -0.5, 0.2] * 5, "15 in a row within one sigma of the centre line"),
        ("eight far from the centre", [1.5, -1.5] * 4, "eight in a row more than one sigma from the centre line"),
    ],
)
def test_each_rule_finds_what_it_is_for(rule: str, scores: list[float | None], reading: str) -> None:
    (found,) = run_rules(chart_of(scores), (rule,))
    assert (found.first, found.last) == (0, len(scores) - 1)
    assert found.reading.startswith(reading)
    assert run_rules(chart_of(scores[:-1]), (rule,)) == ()


def test_a_row_that_goes_on_is_one_signal() -> None:
    assert run_rules(chart_of([-1.5, *[0.2, 0.4] * 6, -0.1])) == (
        Signal("eight on one side", 1, 12, 1, "twelve in a row above the centre line"),
    )


def test_a_row_leaps_over_a_gap_and_ends_at_a_phase() -> None:
    row: list[float | None] = [-0.5] * 4 + [None] + [-0.5] * 4
    (found,) = run_rules(chart_of(row))
    assert (found.first, found.last, found.side) == (0, 8, -1)
    assert run_rules(chart_of(row, phases=(4,))) == ()


def test_a_value_on_the_line_is_on_no_side() -> None:
    assert run_rules(chart_of([0.5] * 7 + [0.0] + [0.5] * 7)) == ()


def test_a_refused_chart_has_no_signals() -> None:
    assert run_rules(xmr_chart([1.0, 200.0, 3.0])) == ()


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match='"seven" is no rule'):
        run_rules(chart_of([1.0]), ("seven",))


@pytest.mark.parametrize(
    ("rules", "published"),
    [
        (("beyond", "two of three"), 225.44),
        (("beyond", "four of five"), 166.05),
        (("beyond", "eight on one side"), 152.73),
        (WESTERN_ELECTRIC, 91.75),
    ],
)
def test_false_alarms_are_as_rare_as_published(rules: tuple[str, ...], published: float) -> None:
    """Mean number of values until the first signal, without a change: Champ & Woodall 1987, table 1, column 0.

    Within four standard errors over 120 runs.
    """
    random = np.random.default_rng(1987)
    lengths = []
    for _ in range(120):
        steady = random.standard_normal(2000).tolist()
        lengths.append(
            bisect_left(range(2000), True, key=lambda n: bool(run_rules(chart_of(steady[: n + 1]), rules))) + 1
        )
    assert np.mean(lengths) == pytest.approx(published, abs=4 * np.std(lengths) / np.sqrt(120))


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=60))
def test_upside_down_the_signals_change_sides(scores: list[float]) -> None:
    up, down = run_rules(chart_of([*scores]), NELSON), run_rules(chart_of([-z for z in scores]), NELSON)
    assert sorted((s.rule, s.first, s.last, s.side) for s in up) == sorted(
        (s.rule, s.first, s.last, -s.side) for s in down
    )
