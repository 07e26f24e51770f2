"""Weeks and trials: control charts, before and after, and looking at a trial every day."""

import numpy as np

from benchmarks.simulated.case import Case, outside
from wellserved.measures.arrays import Floats
from wellserved.measures.control import c_chart, laney_p_chart, p_chart, u_chart, xmr_chart
from wellserved.measures.equivalence import CONFIDENCE, equivalence
from wellserved.measures.sequential import group_sequential_bounds, sequential_mean_test, sequential_test
from wellserved.measures.series import cuped, difference_in_differences, interrupted_series

Chance = np.random.Generator
WEEKS = 104
THREE_SIGMA = 0.0027
LOOKS = range(40, 1001, 40)
AT_EVERY_LOOK = "5 % are for all looks without end (Johari et al. 2022, Oper. Res. 70:1806), of which these are some"


def single_values(chance: Chance) -> bool | None:
    return _beyond(xmr_chart(chance.normal(size=WEEKS).tolist()).outside(), chance)


def shares(chance: Chance) -> bool | None:
    return _beyond(p_chart(chance.binomial(400, 0.4, size=WEEKS).tolist(), [400.0] * WEEKS).outside(), chance)


def counts(chance: Chance) -> bool | None:
    return _beyond(c_chart(chance.poisson(50, size=WEEKS).tolist()).outside(), chance)


def rates(chance: Chance) -> bool | None:
    exposure = chance.uniform(5, 15, size=WEEKS)
    return _beyond(u_chart(chance.poisson(5 * exposure).tolist(), exposure.tolist()).outside(), chance)


def moving_shares(chance: Chance) -> bool | None:
    level = np.clip(chance.normal(0.4, 0.03, size=WEEKS), 0, 1)
    return _beyond(laney_p_chart(chance.binomial(2000, level).tolist(), [2000.0] * WEEKS).outside(), chance)


def shares_of_days(chance: Chance) -> bool | None:
    """Half a year of days; a Saturday is busier than the others."""
    usual = np.tile([0.9, 0.92, 0.91, 0.9, 0.88, 0.62, 0.8], 26)
    chart = p_chart(chance.binomial(400, usual).tolist(), [400.0] * len(usual), season=7, what="days")
    return int(chance.integers(len(usual))) in chart.outside()


def _beyond(weeks: tuple[int, ...], chance: Chance) -> bool:
    return int(chance.integers(WEEKS)) in weeks


def _noise(chance: Chance, n: int, r: float) -> Floats:
    """Each week resembles the week before, by a correlation of r."""
    steps = chance.normal(size=n)
    steps[1:] *= (1 - r * r) ** 0.5
    for week in range(1, n):
        steps[week] += r * steps[week - 1]
    return steps


def interrupted(part: str, r: float) -> Case:
    def missed(chance: Chance) -> bool | None:
        time = np.arange(60)
        values = 5 + 0.02 * time + (time >= 30) * (1.0 - 0.05 * (time - 30)) + _noise(chance, 60, r)
        found = interrupted_series(values.tolist(), 30)
        return outside(found.level, 1.0) if part == "level" else outside(found.slope, -0.05)

    name = f"interrupted_series, the {part}, 30 and 30 weeks, correlation {r}"
    return Case(f"{name} (told to miss 7 %)", missed, nominal=0.07) if r else Case(name, missed)


def of_weekdays(chance: Chance) -> bool | None:
    """Ten weeks of days, of which the Saturdays are low; from the thirty-sixth day on it is better by one."""
    day = np.arange(70)
    values = 5 - 3.0 * (day % 7 == 5) + (day >= 35) + chance.normal(size=70)
    return outside(interrupted_series(values.tolist(), 35, season=7, what="days").level, 1.0)


def refuted(chance: Chance) -> bool | None:
    """A gain that is just as large as what would matter must not be called smaller."""
    parts = [chance.normal(middle, 1 + middle, size=15) for middle in (0, 1.0, 0, 0.3)]
    return equivalence(difference_in_differences(*parts, confidence=CONFIDENCE), 0.7).less


def with_before(chance: Chance) -> bool | None:
    before, treated = chance.normal(size=60), chance.uniform(size=60) < 0.5
    return outside(cuped(before + 0.5 * treated + chance.normal(size=60), treated.tolist(), before), 0.5)


def differences(chance: Chance) -> bool | None:
    parts = [chance.normal(middle, 1 + middle, size=15) for middle in (0, 1.0, 0, 0.3)]
    return outside(difference_in_differences(*parts), 0.7)


def peeking_at_shares(truth: float) -> Case:
    """At every fortieth customer somebody looks; the interval must hold at each."""

    def missed(chance: Chance) -> bool | None:
        a, b = (np.cumsum(chance.uniform(size=1001) < share) for share in (0.6 + truth, 0.6))
        looks = (sequential_test(int(a[n]), n + 1, int(b[n]), n + 1) for n in LOOKS)
        return any(not (look.low or -1) <= truth <= (look.high or 1) for look in looks)

    name = f"sequential_test at any of {len(LOOKS)} looks, {100 * truth:.0f} points apart"
    return Case(name, missed, dear=True, careful=AT_EVERY_LOOK)


def peeking_at_means(chance: Chance) -> bool | None:
    a, b = chance.exponential(size=(2, 1001))
    return any(sequential_mean_test(a[:n], b[:n]).decided != "" for n in LOOKS)


def planned(kind: str) -> Case:
    bounds = np.array(group_sequential_bounds(5, kind="pocock" if kind == "pocock" else "obrien-fleming"))

    def missed(chance: Chance) -> bool | None:
        z = np.cumsum(chance.normal(size=5)) / np.sqrt(np.arange(1, 6))
        return bool((abs(z) > bounds).any())

    return Case(f"group_sequential_bounds, {kind}, five looks", missed)


CASES = [
    Case("xmr_chart points at one of 104 steady weeks", single_values, nominal=THREE_SIGMA),
    Case("p_chart points at one of 104 steady weeks", shares, nominal=THREE_SIGMA),
    Case("c_chart points at one of 104 steady weeks", counts, nominal=THREE_SIGMA),
    Case("u_chart points at one of 104 steady weeks", rates, nominal=THREE_SIGMA),
    Case("laney_p_chart points at one of 104 usual weeks", moving_shares, nominal=THREE_SIGMA),
    Case(
        "p_chart points at one of 182 usual days, with a weak Saturday",
        shares_of_days,
        nominal=THREE_SIGMA,
        careful="a weekday's mean follows its own days a little",
    ),
    *(interrupted(part, r) for r in (0.0, 0.3) for part in ("level", "slope")),
    Case("cuped, 60 customers", with_before),
    Case(
        "interrupted_series, the level, ten weeks of days with a weak Saturday",
        of_weekdays,
        careful="days that resemble each other are allowed for, and these do not (see cautious_errors)",
    ),
    Case("difference_in_differences, 15 each, unequal spreads", differences),
    Case("equivalence refutes a gain that is there", refuted),
    peeking_at_shares(0.0),
    peeking_at_shares(0.1),
    Case(
        "sequential_mean_test decides, at any look, where nothing is",
        peeking_at_means,
        dear=True,
        careful=AT_EVERY_LOOK,
    ),
    planned("pocock"),
    planned("obrien-fleming"),
]
