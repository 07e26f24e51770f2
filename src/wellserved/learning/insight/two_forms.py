"""What was perceived against what was expected, asked in both forms: compared directly, and as two levels."""

from dataclasses import dataclass
from math import sqrt

from wellserved.learning.insight.quality import Perception
from wellserved.measures.difference_scores import Reliability, difference_reliability
from wellserved.measures.estimate import Estimate
from wellserved.measures.means import student_quantile

# Of one question, which is what a level is: its reliability is at least about this; its own cannot be measured, since
# nobody is asked twice. Wanous, Reichers & Hudy 1997, J. Appl. Psychol. 82:247
ONE_QUESTION = 0.7


@dataclass(frozen=True, slots=True)
class TwoForms:
    """`direct` is the comparison on -2 to 2, `difference` perceived minus desired on 1 to 9."""

    dimension: str
    direct: Estimate
    difference: Estimate
    reliability: Reliability


def two_forms(perception: Perception) -> TwoForms | None:
    """None unless ten or more answered in either form."""
    direct, difference = perception.comparison.gap, perception.levels.gap
    desired, perceived = perception.desired, perception.perceived
    if not direct.enough or not difference.enough or desired is None or perceived is None:
        return None
    expected_spread, perceived_spread, spread = (_spread(one) for one in (desired, perceived, difference))
    product = 2 * expected_spread * perceived_spread
    together = (expected_spread**2 + perceived_spread**2 - spread**2) / product if product else 0.0
    reliability = difference_reliability(
        ONE_QUESTION,
        ONE_QUESTION,
        min(max(together, -1.0), 1.0),
        expected_spread,
        perceived_spread,
        n=difference.n,
    )
    return TwoForms(perception.dimension, direct, difference, reliability)


def _spread(found: Estimate) -> float:
    """The standard deviation of single answers, from the interval of their mean."""
    if found.value is None or found.high is None:
        return 0.0
    return (found.high - found.value) * sqrt(found.n) / student_quantile(found.n - 1)
