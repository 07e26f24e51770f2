"""What the geometry of a chart promises, whatever the figures are."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.ui import charts

figures = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("values", "low", "high", "ticks"),
    [
        ([0.03, 0.97], 0, 1, [0, 0.5, 1]),
        ([0.82, 0.93], None, None, [0.8, 0.85, 0.9, 0.95]),
        ([3, 84], 0, None, [0, 50, 100]),
        ([5, 5], None, None, [4.5, 5, 5.5]),
        ([], None, None, [0, 0.5, 1]),
    ],
)
def test_an_axis_bears_round_numbers(
    values: list[float | None], low: float | None, high: float | None, ticks: list[float]
) -> None:
    assert [tick.value for tick in charts.axis_over(values, low, high).ticks] == pytest.approx(ticks)


@given(st.lists(figures | st.none(), max_size=9))
def test_an_axis_holds_every_value(values: list[float | None]) -> None:
    axis = charts.axis_over(values)
    assert 2 <= len(axis.ticks) <= 7
    hair = (axis.high - axis.low) * 1e-6
    assert all(axis.low - hair <= value <= axis.high + hair for value in values if value is not None)
    assert all(0 <= tick.at <= 100 for tick in axis.ticks)


def test_an_upright_axis_has_its_low_end_at_the_bottom() -> None:
    assert charts.axis_over([0, 1]).at(0.25) == 75
    assert charts.axis_over([0, 1], upright=False).at(0.25) == 25


def test_stairs_break_where_nothing_is_known() -> None:
    assert charts.stairs([0, 10, 20, 30, 40], [5, 6, None, 7]) == "M0 5H10V6H20M30 7H40"
    assert charts.stairs_band([0, 10, 20], [5, None], [8, 9]) == "M0 5H10V8H0Z"


def _charted(values: list[float | None]) -> Any:
    level = [0.5] * len(values)
    return SimpleNamespace(values=values, centre=level, low=[0.2] * len(values), high=[0.8] * len(values))


def test_a_control_chart_marks_its_signals_and_breaks_at_gaps() -> None:
    drawn = charts.control(
        _charted([0.5, None, 0.9, 0.9]), ["a", "b", "c", "d"], [(2, "New rota"), (9, "later")], [(2, 3, 1)]
    )
    assert [(dot.label, dot.side) for dot in drawn.dots] == [("a", 0), ("c", 1), ("d", 1)]
    assert len(drawn.runs) == 1
    assert drawn.notes == ((50.0, "New rota"),)


@given(st.lists(st.floats(0, 1) | st.none() | st.just(float("nan")), max_size=12))
def test_a_control_chart_can_be_drawn_of_anything(values: list[float | None]) -> None:
    drawn = charts.control(_charted(values), [str(index) for index in range(len(values))])
    assert all(0 <= dot.x <= 100 and 0 <= dot.y <= 100 for dot in drawn.dots)


def test_a_funnel_is_cut_off_where_there_is_no_unit() -> None:
    curve = [(n, 0.9 - 1 / n, 0.9 + 1 / n, 0.9 - 2 / n, 0.9 + 2 / n) for n in (2, 40, 80)]
    drawn = charts.funnel([(40, 0.7, "Quay", -1, ""), (80, 0.91, "House", 0, "/house")], curve, 0.9)
    assert drawn.up.low == pytest.approx(0.7)
    assert [unit.outside for unit in drawn.units] == [-1, 0]
    assert drawn.units[0].x == 50


def test_no_unit_is_an_empty_funnel() -> None:
    assert charts.funnel([], [], 0.9).units == ()


def test_small_charts_share_one_axis() -> None:
    drawn = charts.multiples([("Quay", [0.1, None, 0.3], 0.2, [0.5, 0.6, 0.7]), ("House", [0.9], None, None)])
    assert (drawn.axis.low, drawn.axis.high) == (0, 1)
    assert drawn.smalls[0].band.count(",") == 6
    assert drawn.smalls[1].band == ""
    assert drawn.smalls[1].last == (0, 10, 0.9)


def test_all_are_there_until_the_first_leaves() -> None:
    drawn = charts.survival([2, 4], [0.8, 0.5], [0.7, 0.4], [0.9, 0.6])
    assert drawn.line.startswith("M0 0H50V20H100V50")
    assert charts.survival([], []).line == "M0 0H100"


def test_bars_fall_and_their_line_ends_at_the_whole() -> None:
    drawn = charts.pareto([("few", 1, ""), ("many", 3, "/many")])
    assert [(bar.label, bar.together) for bar in drawn.bars] == [("many", 0.75), ("few", 1.0)]
    assert drawn.line.endswith(",0")
    assert charts.pareto([("none", 0, "")]).bars[0].together == 0


def test_of_many_causes_the_smallest_are_one_bar() -> None:
    drawn = charts.pareto([(f"cause {n}", n, "#") for n in range(1, 201)])
    assert (len(drawn.bars), drawn.others) == (13, 188)
    assert drawn.bars[-1].together == 1
    assert sum(bar.value for bar in drawn.bars) == drawn.total == 20100
    assert charts.pareto([(f"cause {n}", n, "#") for n in range(13)]).others == 0


def test_of_many_units_outside_only_the_farthest_are_named_in_the_chart() -> None:
    drawn = charts.funnel([(50, n / 100, f"unit {n}", -1, "") for n in range(40)], [], 0.9)
    assert [unit.label for unit in drawn.units if unit.named] == [f"unit {n}" for n in range(8)]
    assert not charts.funnel([(50, 0.9, "Quay", 0, "")], [], 0.9).units[0].named
