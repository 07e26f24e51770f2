"""Sites, teams and people side by side: shrunken levels, shares of variance, funnels; and how long customers stay."""

import numpy as np

from benchmarks.simulated.case import Case
from wellserved.measures.funnels import funnel_limits
from wellserved.measures.shrinking import shrink_means, shrink_rates
from wellserved.measures.survival import kaplan_meier
from wellserved.measures.variance import variance_components

Chance = np.random.Generator
STRENGTH = 40  # of the beta distribution of true shares


def rates(chance: Chance) -> float | None:
    """On the mean of ten sites, which is what the interval is meant for."""
    true, n = chance.beta(0.8 * STRENGTH, 0.2 * STRENGTH, size=10), chance.integers(5, 80, size=10)
    found = shrink_rates(chance.binomial(n, true).tolist(), n.tolist())
    return float(np.mean((true < found.low) | (true > found.high)))


def means(chance: Chance) -> float | None:
    true, n = chance.normal(4, 0.5, size=10), chance.integers(5, 40, size=10)
    answers = [chance.normal(middle, 1, size=size) for middle, size in zip(true, n, strict=True)]
    found = shrink_means([a.mean() for a in answers], [a.var(ddof=1) for a in answers], n.tolist())
    return float(np.mean((true < found.low) | (true > found.high)))


def share_of(group: str, truth: float) -> Case:
    """Ten sites, each with four colleagues of its own, ten answers each."""

    def missed(chance: Chance) -> bool | None:
        site, person = np.repeat(np.arange(10), 40), np.repeat(np.arange(40), 10)
        values = (
            chance.normal(0, 0.3**0.5, size=10)[site]
            + chance.normal(0, 0.2**0.5, size=40)[person]
            + chance.normal(0, 0.5**0.5, size=400)
        )
        found = variance_components(values, {"site": site.tolist(), "person": person.tolist()})
        low, high = found.low[group], found.high[group]
        return None if low is None or high is None else not low <= truth <= high

    return Case(f"variance_components, share of the {group}, 10 sites of 4 colleagues", missed, dear=True)


def funnel(chance: Chance) -> bool | None:
    n = chance.integers(20, 300, size=12)
    return funnel_limits(chance.binomial(n, 0.85).tolist(), n.tolist()).outside[0] != 0


def scattered_funnel(chance: Chance) -> bool | None:
    """Sites that differ a little, as sites do: none of them is to be pointed at."""
    n = chance.integers(100, 300, size=30)
    true = chance.beta(0.85 * 150, 0.15 * 150, size=30)
    return funnel_limits(chance.binomial(n, true).tolist(), n.tolist()).outside[0] != 0


def staying(chance: Chance) -> bool | None:
    """Sixty customers, lost at a steady rate, seen for up to three years; the share still here after one."""
    lost, seen = chance.exponential(24, size=60), chance.uniform(3, 36, size=60)
    found = kaplan_meier(np.minimum(lost, seen), (lost <= seen).tolist())
    at = int(np.searchsorted(found.times, 12, side="right")) - 1
    return None if at < 0 else not found.low[at] <= np.exp(-0.5) <= found.high[at]


CASES = [
    Case("shrink_rates, on the mean of ten sites", rates, dear=True),
    Case("shrink_means, on the mean of ten sites", means),
    share_of("site", 0.3),
    share_of("person", 0.2),
    Case("funnel_limits points at one of twelve equal sites", funnel, nominal=0.002),
    Case("funnel_limits points at one of thirty that differ as usual", scattered_funnel, nominal=0.002),
    Case("kaplan_meier, after a year, 60 customers", staying),
]
