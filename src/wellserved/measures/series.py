"""Did it change something? Before and after, with and without, and with what was known before."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from wellserved.measures.arrays import Column, Floats, known_numbers, numbers
from wellserved.measures.differences import welch_difference
from wellserved.measures.estimate import ENOUGH, Estimate, too_few
from wellserved.measures.means import student_quantile
from wellserved.measures.segmented import Line, cautious_errors, design, fitted_line, usual_lags

SHORTEST_SEASON = 3  # steps; of two there is no wave
ENOUGH_EITHER_SIDE = 8  # Penfold & Zhang 2013, Academic Pediatrics 13:S38
LEVEL, SLOPE = 2, 3


@dataclass(frozen=True, slots=True)
class Interrupted:
    """By how much the `level` jumped, in the unit of the values, and the `slope` changed, in that unit each step.

    `fitted` are the lines before and after with the season, `expected` what they would be had nothing changed; one
    for each value. Refused (`enough` is False), both are empty.
    """

    level: Estimate
    slope: Estimate
    fitted: tuple[float, ...]
    expected: tuple[float, ...]
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return bool(self.fitted)


def interrupted_series(
    values: Sequence[float | None],
    at: int,
    season: int | None = None,
    *,
    what: str = "weeks",
    lags: int | None = None,
    confidence: float = 0.95,
) -> Interrupted:
    """Segmented regression of values in even steps, changed from index `at` on; None where nothing was measured.

    Bernal, Cummins & Gasparrini 2017, Int. J. Epidemiol. 46:348; Wagner et al. 2002, J. Clin. Pharm. Ther. 27:299.
    The season (its length in steps) is two pairs of sine and cosine, or a level of its own for each of up to seven
    steps, such as weekdays; it is left out before there are two of them.
    Errors allow for weeks that resemble the week before: those of Newey & West where `lags` is given, else larger
    ones (see `cautious_errors`), which with a correlation of 0.3 and 30 weeks either side miss in 6 or 7 % rather
    than 5. Refused with fewer than 8 values on either side; ValueError for `at` outside them, a season of fewer than
    3 steps, `lags` that are not from 0 to fewer than the values, and values that are no numbers.
    """
    if not 0 < at < len(values):
        raise ValueError(f"a change at {at} does not lie within {len(values)} {what}")
    if season is not None and season < SHORTEST_SEASON:
        raise ValueError(f"a season has {SHORTEST_SEASON} steps or more, not {season}")
    y = numbers(values)
    known = ~np.isnan(y)
    before, after = int(known[:at].sum()), int(known[at:].sum())
    n, smaller = before + after, min(before, after)
    if smaller < ENOUGH_EITHER_SIDE:
        side = f"{what} {'before' if before < after else 'after'} the change"
        refused = too_few(None, smaller, ENOUGH_EITHER_SIDE, side)
        return Interrupted(refused, refused, (), (), n, refused.reading)
    if lags is not None and not 0 <= lags < n:
        raise ValueError(f"{lags} lags do not fit {n} values")
    seasonal = season if season and len(values) >= 2 * season else None
    columns = design(len(y), at, seasonal)
    x = columns[known]
    line = fitted_line(x, y[known], usual_lags(n) if lags is None else lags)
    errors = cautious_errors(x, y[known], line) if lags is None else np.sqrt(np.diag(line.covariance))
    half = student_quantile(line.freedom, confidence) * errors
    level, slope = (
        _change(line, half, k, n, unit) for k, unit in ((LEVEL, "at once"), (SLOPE, f"each of the {what}"))
    )
    untouched = columns.copy()
    untouched[:, [LEVEL, SLOPE]] = 0
    reading = level.reading
    if season and not seasonal:
        reading += f" The season is not taken off: that needs {2 * season} {what}."
    return Interrupted(
        level, slope, _tuple(columns @ line.coefficients), _tuple(untouched @ line.coefficients), n, reading
    )


def cuped(
    y: Column,
    treated: Column,
    before: Column,
    *,
    what: str = "customers",
    enough: int = ENOUGH,
    confidence: float = 0.95,
) -> Estimate:
    """Mean of the treated minus that of the others, freed of what was known of each before the trial began; all (n,).

    Deng, Xu, Kohavi & Walker 2013, WSDM: y - theta (before - its mean), theta being the slope within the groups; its
    variance is 1 - r^2 of that without, r being the correlation. Then as `welch_difference`, refusals included.
    ValueError for lengths that differ and for what is no number.
    """
    outcome, known, chosen = known_numbers(y), known_numbers(before), known_numbers(treated) != 0
    if not outcome.shape == known.shape == chosen.shape or outcome.ndim != 1:
        raise ValueError(f"{outcome.size} outcomes, {chosen.size} groups and {known.size} values before do not match")
    theta = _slope_within(known, outcome, chosen)
    freed = outcome - theta * (known - known.mean()) if len(known) else outcome
    return welch_difference(
        freed[chosen].tolist(), freed[~chosen].tolist(), what=what, enough=enough, confidence=confidence
    )


def difference_in_differences(
    before_treated: Column,
    after_treated: Column,
    before_control: Column,
    after_control: Column,
    *,
    what: str = "weeks",
    enough: int = ENOUGH,
    confidence: float = 0.95,
) -> Estimate:
    """By how much the treated changed more than the others did; four independent samples in one unit, n of all.

    Card & Krueger 1994, Am. Econ. Rev. 84:772; the error is that of four means whose spread may differ, with the
    degrees of freedom of Welch 1947. That both would have changed alike cannot be seen in the numbers.
    A refusal, with the n of the smallest, when any has fewer than `enough` (or 2). ValueError for what is no number.
    """
    samples = [known_numbers(part) for part in (after_treated, before_treated, after_control, before_control)]
    needed, smallest = max(enough, 2), min(len(part) for part in samples)
    means = [float(part.mean()) if len(part) else 0.0 for part in samples]
    value = (means[0] - means[1]) - (means[2] - means[3])
    if smallest < needed:
        return too_few(value if smallest else None, smallest, needed, what)
    spreads = np.array([part.var(ddof=1) / len(part) for part in samples])
    total, sizes = float(spreads.sum()), np.array([len(part) for part in samples])
    parts = float(np.sum(spreads**2 / (sizes - 1)))
    freedom = total**2 / parts if parts else 1.0
    half = float(stdtrit(freedom, (1 + confidence) / 2)) * sqrt(total)
    return _estimate(value, half, int(sizes.sum()), "beyond what changed elsewhere")


def _change(line: Line, half: Floats, k: int, n: int, words: str) -> Estimate:
    return _estimate(float(line.coefficients[k]), float(half[k]), n, words)


def _estimate(value: float, half: float, n: int, words: str) -> Estimate:
    low, high = value - half, value + half
    sure = "no change can be told" if low <= 0 <= high else ("more" if low > 0 else "less") + " than by chance"
    return Estimate(value, low, high, n, f"{value:+.2f} {words}, between {low:+.2f} and {high:+.2f}: {sure}.")


def _slope_within(x: Floats, y: Floats, chosen: np.ndarray) -> float:
    products = squares = 0.0
    for part in (chosen, ~chosen):
        if part.any():
            apart = x[part] - x[part].mean()
            products += float(apart @ (y[part] - y[part].mean()))
            squares += float(apart @ apart)
    return products / squares if squares else 0.0


def _tuple(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())
