"""A shop that is busy on Saturdays: what comes again each week is no signal, and what does not still is."""

from math import sqrt

import numpy as np
import pytest

from wellserved.measures.chart import Chart, stretches
from wellserved.measures.control import c_chart, laney_p_chart, p_chart, u_chart, xmr_chart
from wellserved.measures.rhythm import rhythm_of
from wellserved.measures.run_rules import run_rules

WEEKS = 26
DAYS = 7 * WEEKS
SATURDAY = 5
BUSY = np.array([0.90, 0.92, 0.91, 0.90, 0.88, 0.62, 0.80])  # in time, from Monday on
RULES = ("beyond", "two of three", "four of five", "eight on one side")


def share_of_alarms(shares: np.ndarray, *, season: int | None, seed: int) -> float:
    """Signals for each steady day, over twenty half years."""
    chance, signals, runs = np.random.default_rng(seed), 0, 20
    for _ in range(runs):
        n = chance.integers(20, 60, size=DAYS)
        chart = p_chart(
            chance.binomial(n, shares[np.arange(DAYS) % 7]).tolist(), n.tolist(), season=season, what="days"
        )
        signals += len(run_rules(chart, RULES))
    return signals / (runs * DAYS)


def test_a_weekly_rhythm_raises_no_more_alarms_than_none() -> None:
    """Western Electric's four rules find one signal in 92 steady values (Champ & Woodall 1987): about 0.011."""
    steady = np.full(7, 0.85)
    plain = share_of_alarms(steady, season=None, seed=1)
    taken_off = share_of_alarms(BUSY, season=7, seed=1)
    blind = share_of_alarms(BUSY, season=None, seed=1)
    assert plain < 0.02
    assert taken_off < 0.02
    assert abs(taken_off - plain) < 3 * sqrt(2 * 0.011 / (20 * DAYS)) + 0.002
    assert blind > 0.1, "every Saturday would look like a cause worth looking for"


@pytest.mark.parametrize("kind", ["xmr", "p", "laney p", "u", "c"])
def test_a_worse_saturday_is_seen_among_saturdays(kind: str) -> None:
    chance = np.random.default_rng(7)
    week = np.tile(BUSY, WEEKS)
    n = np.full(DAYS, 400.0)
    odd = 7 * 20 + SATURDAY
    made = chance.normal(week, 0.02) if kind == "xmr" else chance.poisson(week * 400).astype(float)
    if kind in ("p", "laney p"):
        made = chance.binomial(400, week).astype(float)
    made[odd] *= 0.7
    charts = {
        "xmr": lambda: xmr_chart(made, season=7),
        "p": lambda: p_chart(made, n, season=7),
        "laney p": lambda: laney_p_chart(made, n, season=7),
        "u": lambda: u_chart(made, n, season=7),
        "c": lambda: c_chart(made, season=7),
    }
    chart: Chart = charts[kind]()
    assert odd in chart.outside()
    assert len(chart.outside()) <= 4
    assert min(chart.rhythm) == chart.rhythm[SATURDAY]
    assert chart.centre[SATURDAY] == pytest.approx(chart.level[0] + chart.rhythm[SATURDAY])


def test_a_change_is_not_blamed_on_the_weekday() -> None:
    """Ten weeks in which Saturdays have 3 less, then ten in which all days have 2 more."""
    days = np.arange(140)
    values = 10.0 - 3 * (days % 7 == SATURDAY) + 2 * (days >= 70)
    chart = xmr_chart(values, phases=(70,), season=7)
    assert chart.level[0] == pytest.approx(10 - 3 / 7)
    assert chart.level[-1] - chart.level[0] == pytest.approx(2)
    assert chart.rhythm[SATURDAY] - chart.rhythm[0] == pytest.approx(-3)
    assert chart.outside() == ()


def test_closed_sundays_and_few_weeks() -> None:
    week = [5.0, 6.0, 5.0, 6.0, 5.0, 9.0, None]
    assert xmr_chart(week * 7, season=7).rhythm == (), "seven weeks are too few"
    chart = xmr_chart(week * 8, season=7)
    assert chart.rhythm == pytest.approx([-1, 0, -1, 0, -1, 3, 0])
    assert chart.level[0] == pytest.approx(6)
    assert chart.reading == "6 on average, with a rhythm that is taken off; none of 48 weeks are outside."


def test_a_season_has_steps() -> None:
    x = np.arange(30.0)
    parts = stretches(tuple(x.tolist()), (), 12)
    assert rhythm_of(x, np.ones(30), parts, 2) is not None
    with pytest.raises(ValueError, match="2 steps or more"):
        xmr_chart(x, season=1)
