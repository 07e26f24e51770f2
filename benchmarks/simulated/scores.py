"""Shares, means and the scores of surveys."""

import numpy as np

from benchmarks.simulated.case import Case, outside
from wellserved.measures.differences import welch_difference
from wellserved.measures.means import mean_interval
from wellserved.measures.scores import csat, effort_score, nps
from wellserved.measures.servqual import servqual_gaps, servqual_score
from wellserved.measures.shares import newcombe_difference, wilson_interval
from wellserved.measures.stars import Kept, star_rating
from wellserved.measures.zones import zone_of_tolerance

Chance = np.random.Generator
# Answers as surveys have them: most are content, some are not.
EASE = np.array([0.03, 0.05, 0.07, 0.15, 0.25, 0.25, 0.20])
RECOMMEND = np.array([0.02, 0.01, 0.01, 0.02, 0.02, 0.05, 0.07, 0.12, 0.20, 0.22, 0.26])


def wilson(chance: Chance) -> bool | None:
    share, n = chance.uniform(), int(chance.integers(10, 200))
    return outside(wilson_interval(int(chance.binomial(n, share)), n), share)


def newcombe(chance: Chance) -> bool | None:
    a, b, n = chance.uniform(), chance.uniform(), chance.integers(10, 200, size=2)
    found = newcombe_difference(int(chance.binomial(n[0], a)), int(n[0]), int(chance.binomial(n[1], b)), int(n[1]))
    return outside(found, a - b)


def newcombe_alarm(chance: Chance) -> bool | None:
    share, n = chance.uniform(), chance.integers(10, 200, size=2)
    found = newcombe_difference(
        int(chance.binomial(n[0], share)), int(n[0]), int(chance.binomial(n[1], share)), int(n[1])
    )
    return "no difference" not in found.reading


def mean(chance: Chance) -> bool | None:
    return outside(mean_interval(chance.normal(1, 2, size=int(chance.integers(10, 60))).tolist()), 1)


def gaps(chance: Chance) -> bool | None:
    n = int(chance.integers(10, 60))
    pairs = np.clip(np.round(chance.normal([6, 5], 1, size=(n, 2))), 1, 7)
    found = servqual_gaps({"empathy": [(float(a), float(b)) for a, b in pairs]})
    return outside(found["empathy"], GAP)


def welch(chance: Chance) -> bool | None:
    a, b = chance.normal(0, 3, size=12), chance.normal(1, 1, size=40)
    return outside(welch_difference(a.tolist(), b.tolist()), -1)


def welch_alarm(chance: Chance) -> bool | None:
    a, b = chance.normal(0, 3, size=12), chance.normal(0, 1, size=40)
    return "no difference" not in welch_difference(a.tolist(), b.tolist()).reading


def ease(chance: Chance) -> bool | None:
    n = int(chance.integers(10, 60))
    return outside(effort_score((chance.choice(7, size=n, p=EASE) + 1.0).tolist()), float(EASE @ np.arange(1, 8)))


def satisfied(chance: Chance) -> bool | None:
    shares = chance.dirichlet(np.ones(5))
    answers = chance.choice(5, size=int(chance.integers(10, 200)), p=shares) + 1
    return outside(csat(answers.tolist()), float(shares[3:].sum()))


def recommend(chance: Chance) -> bool | None:
    truth = 100 * float(RECOMMEND[9:].sum() - RECOMMEND[:7].sum())
    return outside(nps(chance.choice(11, size=int(chance.integers(10, 200)), p=RECOMMEND).tolist()), truth)


def recommend_any(chance: Chance) -> bool | None:
    shares = chance.dirichlet(np.ones(3))
    answers = chance.choice([3, 8, 10], size=int(chance.integers(10, 200)), p=shares)
    return outside(nps(answers.tolist()), 100 * float(shares[2] - shares[0]))


def weighted(chance: Chance) -> bool | None:
    """People who are content with one dimension are with the others too."""
    n = 40
    content = chance.normal(size=(n, 1)) + chance.normal(size=(n, 2))
    gaps = {name: mean_interval(content[:, j].tolist()) for j, name in enumerate(("empathy", "assurance"))}
    return outside(servqual_score(gaps, {"empathy": 70, "assurance": 30}), 0)


def zone(chance: Chance) -> bool | None:
    """Who asks for more gets more; what is perceived lies 0.4 of the way from adequate to desired."""
    n = int(chance.integers(12, 60))
    levels = np.array([5, 8, 6.2]) + chance.normal(size=(n, 1)) + chance.normal(size=(n, 3))
    found = zone_of_tolerance([tuple(person) for person in levels.tolist()])
    if found is None or found.low is None or found.high is None:
        return None
    return not found.low <= 0.4 <= found.high


def stars(chance: Chance) -> bool | None:
    shares, n = chance.uniform(0.6, 0.99, size=5), chance.integers(10, 80, size=5)
    kept = [
        Kept(str(j), int(chance.binomial(n[j], shares[j])), int(n[j]), target=0.95, weight=1.0 + j) for j in range(5)
    ]
    weights = np.arange(1, 6) / 15
    return outside(star_rating(kept).rating, 1 + 4 * float(weights @ np.minimum(1, shares / 0.95)))


def _expected_gap() -> float:
    """Of two rounded and clipped normal answers around 6 and 5, by summing over the seven points."""
    from statistics import NormalDist

    def level(middle: float) -> float:
        normal = NormalDist(middle)
        edges = [0.0, *(normal.cdf(point + 0.5) for point in range(1, 7)), 1.0]
        return sum(point * (edges[point] - edges[point - 1]) for point in range(1, 8))

    return level(5) - level(6)


GAP = _expected_gap()

CASES = [
    Case("wilson_interval, any share (on the mean of shares)", wilson),
    Case("newcombe_difference, any shares", newcombe),
    Case("newcombe_difference tells a difference where there is none", newcombe_alarm),
    Case("mean_interval, normal values", mean),
    Case("servqual_gaps, seven points", gaps),
    Case("welch_difference, 12 of wide and 40 of narrow spread", welch),
    Case("welch_difference tells a difference where there is none", welch_alarm),
    Case("effort_score, seven points", ease),
    Case("csat, any answers", satisfied),
    Case("nps, answers as usual", recommend),
    Case("nps, any answers", recommend_any),
    Case(
        "servqual_score, two dimensions that go together",
        weighted,
        careful="its dimensions are taken to go together wholly, since nobody told how much",
    ),
    Case("zone_of_tolerance, the perceived level's place in it", zone),
    Case("star_rating, five standards (told to miss 6 %)", stars, nominal=0.06),
]
