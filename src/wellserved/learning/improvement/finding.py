"""What is known so far of an improvement: a gain with its interval, and what may honestly be said of it."""

from datetime import date, timedelta
from statistics import fmean, pvariance

from wellserved.ground.accounts.models import Staff
from wellserved.learning.improvement import rules
from wellserved.learning.improvement.known import Group, Known
from wellserved.learning.improvement.measure import GAP, Measure, measure_of
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.observing import Weeks, by_customer, by_week
from wellserved.learning.improvement.series import Point
from wellserved.measures.equivalence import CONFIDENCE, equivalence
from wellserved.measures.estimate import Estimate, too_few
from wellserved.measures.sequential import sequential_mean_test, sequential_test
from wellserved.measures.series import ENOUGH_EITHER_SIDE, difference_in_differences, interrupted_series

SURE = 0.95
SEASON, HALF_A_YEAR = 52, 26  # weeks
MEASURED_WEEKS = "weeks with enough measured before and since"
FEWEST_WEEKS = 6  # on either side, before and since


def find(viewer: Staff, improvement: Improvement, today: date) -> Known:
    """From the figures that are the viewer's to see; of an improvement whose trial has begun."""
    measure, sign = measure_of(improvement.measure), 1 if improvement.better == "up" else -1
    weeks = max((today - _began(improvement)) / timedelta(weeks=1), 1 / 7)
    if improvement.design == Improvement.CUSTOMERS:
        return _of_customers(viewer, improvement, measure, sign, weeks)
    treated = by_week(viewer, improvement, today, treated=True)
    if improvement.design == Improvement.SITES:
        return _of_sites(
            treated, by_week(viewer, improvement, today, treated=False), improvement, measure, sign, weeks
        )
    return _of_times(treated, improvement, measure, sign, weeks)


def _of_customers(viewer: Staff, improvement: Improvement, measure: Measure, sign: int, weeks: float) -> Known:
    sides = by_customer(viewer, improvement)
    a, b = sides.treated, sides.usual
    if measure.unit == GAP:
        found = sequential_mean_test(a, b, higher_is_better=sign > 0, what="customers")
    else:
        found = sequential_test(int(sum(a)), len(a), int(sum(b)), len(b), higher_is_better=sign > 0, what="customers")
    groups = Group("tried", len(a), _mean(a)), Group("usual", len(b), _mean(b))
    spread = pvariance([*a, *b]) if a or b else 0.0
    left = rules.weeks_until_known(found.n, weeks, spread, improvement.worth, peeking=True)
    gain = _turned(Estimate(found.difference, found.low, found.high, found.n, found.reading), sign)
    return _known(gain, gain, improvement, found.n, groups, left, any_time=True)


def _of_sites(
    treated: Weeks, compared: Weeks, improvement: Improvement, measure: Measure, sign: int, weeks: float
) -> Known:
    samples = [_values(part, measure) for both in (treated, compared) for part in (both.before, both.since)]
    measured = [[value for value in sample if value is not None] for sample in samples]
    found, narrow = (
        _turned(difference_in_differences(*measured, what=MEASURED_WEEKS, enough=FEWEST_WEEKS, confidence=sure), sign)
        for sure in (SURE, CONFIDENCE)
    )
    groups = (
        _group("before", treated.before, measure),
        _group("since", treated.since, measure),
        _group("elsewhere before", compared.before, measure),
        _group("elsewhere since", compared.since, measure),
    )
    return _known(found, narrow, improvement, treated.n, groups, _planned_left(improvement, weeks))


def _of_times(treated: Weeks, improvement: Improvement, measure: Measure, sign: int, weeks: float) -> Known:
    """The week in which it began is a gap between them. A season is taken off where two years are known; else the
    trend of half a year is carried on."""
    before, since = treated.before, treated.since
    season = SEASON if len(before) >= 2 * SEASON else None
    before = before if season else before[-HALF_A_YEAR:]
    groups = _group("before", before, measure), _group("since", since, measure)
    if not before or not since:
        found = narrow = too_few(None, min(len(before), len(since)), ENOUGH_EITHER_SIDE, MEASURED_WEEKS)
    else:
        values = [*_values(before, measure), None, *_values(since, measure)]
        found, narrow = (
            _turned(interrupted_series(values, len(before) + 1, season, confidence=sure).level, sign)
            for sure in (SURE, CONFIDENCE)
        )
    return _known(found, narrow, improvement, treated.n, groups, _planned_left(improvement, weeks))


def _known(
    found: Estimate,
    narrow: Estimate,
    improvement: Improvement,
    n: int,
    groups: tuple[Group, ...],
    left: int | None,
    *,
    any_time: bool = False,
) -> Known:
    """`narrow` is the interval that is looked at from above only; of a trial by customer it is the same one, which
    alone is valid at every look."""
    standing = rules.standing(found.low, found.high, narrow.high, improvement.worth)
    reading = found.reading
    if standing in (rules.REFUTED, rules.OPEN):
        reading = f"{reading} {equivalence(narrow, improvement.worth).reading}"
    gain, low, high, most = found.value, found.low, found.high, narrow.high
    return Known(standing, gain, low, high, most, n, groups, any_time, left, reading)


def _turned(found: Estimate, sign: int) -> Estimate:
    """So that more is better; its reading stays as it was."""
    if sign > 0 or found.value is None:
        return found
    low, high = (None, None) if found.low is None or found.high is None else (-found.high, -found.low)
    return Estimate(-found.value, low, high, found.n, found.reading)


def _group(name: str, points: tuple[Point, ...], measure: Measure) -> Group:
    n = sum(point.of for point in points)
    total = sum(point.total if measure.unit == GAP else point.count for point in points)
    return Group(name, n, total / n if n else None)


def _values(points: tuple[Point, ...], measure: Measure) -> list[float | None]:
    return [point.value(measure.unit) for point in points]


def _mean(values: tuple[float, ...]) -> float | None:
    return fmean(values) if values else None


def _planned_left(improvement: Improvement, weeks: float) -> int:
    return max(round(improvement.planned_weeks - weeks), 0)


def _began(improvement: Improvement) -> date:
    assert improvement.began_at
    return improvement.began_at.date()
