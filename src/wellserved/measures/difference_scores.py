"""Where "perceived minus expected" misleads, and whether questions that belong together say the same.

A gap of two answers holds the errors of both. The more the two go together, the less is left of their difference but
those errors; and where everybody expects the most, the gap is the perception turned round (variance restriction). So
beside a gap from two answers stands its reliability, and the direct comparison where that was asked too.
Peter, Churchill & Brown 1993, J. Consumer Res. 19:655.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.special import fdtri

from wellserved.measures.arrays import Floats, Table, table
from wellserved.measures.estimate import Estimate, too_few

RELIABLE = 0.7  # from which a measure may compare groups; Nunnally 1978, Psychometric Theory, p. 245
NARROW = 0.5  # of the spread of the perceptions, that of the expectations
ENOUGH = 30


@dataclass(frozen=True, slots=True)
class Reliability:
    """`value` is the share of the differences' variance that is no error, None where they do not differ at all.

    `restricted`: people's expectations hardly differ, so the gap says little more than the perception alone.
    """

    value: float | None
    restricted: bool
    n: int
    reading: str

    @property
    def reliable(self) -> bool:
        return self.value is not None and self.value >= RELIABLE


def difference_reliability(
    r_expected: float,
    r_perceived: float,
    r_between: float,
    sd_expected: float,
    sd_perceived: float,
    *,
    n: int = 0,
) -> Reliability:
    """Reliability of perceived minus expected, from the reliability of each, their correlation and their spreads.

    ValueError for reliabilities outside [0, 1], a correlation outside [-1, 1], negative spreads. With little true
    difference left it can be estimated under 0, which is told as 0. `n` answers are only told along.
    """
    if not (0 <= r_expected <= 1 and 0 <= r_perceived <= 1 and -1 <= r_between <= 1):
        raise ValueError("a reliability is from 0 to 1, a correlation from -1 to 1")
    if not (0 <= sd_expected < inf and 0 <= sd_perceived < inf):
        raise ValueError("a spread is a number and not negative")
    shared = 2 * r_between * sd_expected * sd_perceived
    spread = sd_expected**2 + sd_perceived**2 - shared
    restricted = sd_expected < NARROW * sd_perceived
    if spread <= 1e-12:
        return Reliability(None, restricted, n, "All gaps are the same, so there is nothing to compare.")
    value = max(0.0, (r_expected * sd_expected**2 + r_perceived * sd_perceived**2 - shared) / spread)
    return Reliability(value, restricted, n, _reading(value, restricted))


def _reading(value: float, restricted: bool) -> str:
    words = f"{value:.0%} of how gaps differ is real, the rest is noise of the answers"
    if value < RELIABLE:
        words += "; rather look at the direct comparison"
    if restricted:
        words += "; nearly all expect the same, so the gap says little more than what was perceived"
    return words + "."


def cronbach_alpha(items: Table, *, enough: int = ENOUGH, confidence: float = 0.95) -> Estimate:
    """How far k questions (columns) measure one thing, in answers (rows): 1 is perfectly, 0 not at all.

    Rows with a NaN are left out. Interval of Feldt 1965, Psychometrika 30:357 (it can be under 0, as alpha can): it
    supposes that the questions are about equally good and answers are not very skewed. Refused under 30 answers and
    where all are the same. ValueError for fewer than 2 questions. Cronbach 1951, Psychometrika 16:297.
    """
    rows = table(items)
    if len(rows) == 0:
        return too_few(None, 0, enough, "answers")
    k = rows.shape[1]
    if k < 2:
        raise ValueError("one question alone has nothing to agree with")
    rows = rows[~np.isnan(rows).any(axis=1)]
    n = len(rows)
    alpha = _alpha(rows) if n > 1 else None
    if n < max(enough, 2):
        return too_few(alpha, n, max(enough, 2), "answers")
    if alpha is None:
        return Estimate(
            None, None, None, n, f"All {n} answers say the same, so nothing can be told of the questions."
        )
    tail, df = (1 - confidence) / 2, (n - 1, (n - 1) * (k - 1))
    low, high = (1 - (1 - alpha) * float(fdtri(*df, p)) for p in (1 - tail, tail))
    sure = "belong together" if low >= RELIABLE else "do not measure one thing" if high < RELIABLE else "may do so"
    reading = f"{alpha:.2f}, between {low:.2f} and {high:.2f}, from {n} answers: the {k} questions {sure}."
    return Estimate(alpha, low, high, n, reading)


def _alpha(rows: Floats) -> float | None:
    k, total = rows.shape[1], float(rows.sum(axis=1).var(ddof=1))
    return k / (k - 1) * (1 - float(rows.var(axis=0, ddof=1).sum()) / total) if total > 1e-12 else None
