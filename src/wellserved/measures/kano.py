"""What a feature is to the customers: taken for granted, the more the better, or a delight.

Kano, Seraku, Takahashi & Tsuji 1984, J. Jpn. Soc. Qual. Control 14(2):39. Each is asked how it would be with the
feature and how without it: 1 I would like that, 2 I expect that, 3 I do not mind, 4 I can live with that, 5 I would
dislike that.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from wellserved.measures.estimate import Estimate, refusal, too_few
from wellserved.measures.plain import whole
from wellserved.measures.shares import wilson_interval

ENOUGH = 20
CATEGORIES = "AOMIRQ"
# Rows: with the feature, 1 to 5; columns: without it, 1 to 5. Berger et al. 1993, Center Qual. Manag. J. 2(4):3.
TABLE = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
MEANING = {
    "A": "delights when it is there and is not missed when it is not",
    "O": "pleases as much as it is there and annoys as much as it is not",
    "M": "is taken for granted: nobody praises it, and its lack annoys",
    "I": "is all the same to most",
    "R": "is what most would rather not have",
    "Q": "was not understood: most answers contradict themselves",
}
CERTAIN = 1.96  # standard errors: 95 %


@dataclass(frozen=True, slots=True)
class Kano:
    """`counts` of A attractive, O one-dimensional, M must-be, I indifferent, R reverse and Q questionable answers.

    `category` is the most frequent of them, empty when it cannot be told from the second. `better` in [0, 1] is how
    much satisfaction the feature makes, `worse` in [-1, 0] how much its lack destroys.
    """

    counts: Mapping[str, int]
    category: str
    better: Estimate
    worse: Estimate
    n: int
    reading: str


def kano_coefficients(pairs: Sequence[tuple[int, int]], *, enough: int = ENOUGH) -> Kano:
    """From pairs (with the feature, without it), each 1 to 5; ValueError for others.

    better = (A + O) / (A + O + M + I), worse = -(O + M) / (A + O + M + I) (Berger et al. 1993), with Wilson's
    intervals. The first category is told from the second by the sign test of those who are in either (McNemar 1947);
    the usual test of Fong 1996 takes the two counts for independent, which lets chance decide too often. Refused
    under 20 answers that are neither reverse nor questionable.
    """
    counts = Counter(category(*pair) for pair in pairs)
    n = len(pairs)
    told = {key: counts[key] for key in CATEGORIES}
    judged = n - counts["R"] - counts["Q"]
    if judged < enough:
        few = too_few(None, judged, enough, "answers")
        return Kano(told, "", few, few, n, refusal(judged, enough, purpose="to say what it is to customers"))
    better = wilson_interval(counts["A"] + counts["O"], judged, enough=enough)
    worse = _negative(wilson_interval(counts["O"] + counts["M"], judged, enough=enough))
    (first, most), (second, next_most) = sorted(told.items(), key=lambda item: -item[1])[:2]
    if most - next_most > CERTAIN * sqrt(most + next_most):
        return Kano(told, first, better, worse, n, f"It {MEANING[first]} ({most} of {n} answers).")
    either = f"It {MEANING[first]}, or it {MEANING[second]}: {n} answers do not tell which."
    return Kano(told, "", better, worse, n, either)


def category(functional: int, dysfunctional: int) -> str:
    """The category of one pair of answers, each 1 to 5; ValueError for others."""
    row, column = whole((functional, dysfunctional), 1, 5)
    return TABLE[row - 1][column - 1]


def _negative(found: Estimate) -> Estimate:
    if found.value is None or found.low is None or found.high is None:
        return found
    reading = f"-{found.value:.2f}, between -{found.high:.2f} and -{found.low:.2f}."
    return replace(found, value=-found.value, low=-found.high, high=-found.low, reading=reading)
