"""How long customers stay: those who are still here count for as long as they have been."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from wellserved.measures.arrays import Column, Floats, known_numbers
from wellserved.measures.estimate import refusal

ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Survival:
    """At each of `times`, at which someone was lost: the share still here just after, and how many were at risk.

    `median` is the time by which half were lost, None when more than half are still here. Refused (`enough` is
    False), the arrays are empty.
    """

    times: Floats
    shares: Floats
    low: Floats
    high: Floats
    at_risk: Floats
    median: float | None
    n: int
    reading: str

    @property
    def enough(self) -> bool:
        return self.n >= ENOUGH


def kaplan_meier(
    durations: Column, left: Column, *, what: str = "customers", unit: str = "months", confidence: float = 0.95
) -> Survival:
    """The share still here after each duration, (n,) in any unit; `left` (n,) is true where the customer was lost.

    Kaplan & Meier 1958, J. Am. Stat. Assoc. 53:457; of those with one duration, the lost were lost before the others
    were last seen. Pointwise intervals by Greenwood's variance on the scale of log(-log), which stay within [0, 1]
    (Kalbfleisch & Prentice 1980); both ends are the share itself where all were lost. Refused for fewer than 10;
    ValueError for lengths that differ, durations under 0 and what is no number.
    """
    time, lost = known_numbers(durations), known_numbers(left) != 0
    if time.shape != lost.shape or time.ndim != 1:
        raise ValueError(f"{time.size} durations do not go with {lost.size} ends")
    if np.any(time < 0):
        raise ValueError("there are durations under 0")
    nothing = np.empty(0)
    if len(time) < ENOUGH:
        reading = refusal(len(time), ENOUGH, what)
        return Survival(nothing, nothing, nothing, nothing, nothing, None, len(time), reading)
    times, losses = np.unique(time[lost], return_counts=True)
    at_risk = (len(time) - np.searchsorted(np.sort(time), times)).astype(float)
    shares = np.cumprod(1 - losses / at_risk).astype(float)
    low, high = _interval(shares, losses.astype(float), at_risk, confidence)
    half = np.flatnonzero(shares <= 0.5 + 1e-12)
    median = float(times[half[0]]) if len(half) else None
    reading = _reading(len(time), int(lost.sum()), median, what, unit)
    return Survival(times, shares, low, high, at_risk, median, len(time), reading)


def _interval(shares: Floats, losses: Floats, at_risk: Floats, confidence: float) -> tuple[Floats, Floats]:
    z = float(ndtri((1 + confidence) / 2))
    some = shares > 0
    low, high = shares.copy(), shares.copy()
    greenwood = np.cumsum(losses[some] / at_risk[some] / (at_risk[some] - losses[some]))
    half = z * np.sqrt(greenwood) / -np.log(shares[some])
    low[some], high[some] = shares[some] ** np.exp(half), shares[some] ** np.exp(-half)
    return low, high


def _reading(n: int, lost: int, median: float | None, what: str, unit: str) -> str:
    if median is None:
        return f"{lost} of {n} {what} were lost; more than half stay longer than anyone has been seen."
    return f"{lost} of {n} {what} were lost, half of all within {median:.3g} {unit}."
