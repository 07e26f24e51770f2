"""How a customer perceives what they were given, against what they expected. Pure.

A wait is felt by its ratio to the wait that seemed right: twice as long hurts as much as half as long pleases.
"""

import math
from dataclasses import dataclass
from random import Random

from wellserved.linden.causes import CAUSES, Causes

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
WEIGHTS = {"tangibles": 0.05, "reliability": 0.3, "responsiveness": 0.35, "assurance": 0.1, "empathy": 0.2}
GUT_FEELING = 1.4  # all in all people are clearer than in each single thing


@dataclass(frozen=True)
class Treatment:
    """What the customer went through. `wait_ratio` is their longest wait over the wait that seemed right."""

    site: str
    wait_ratio: float
    rounds: int
    reopened: bool
    warmth: float
    sting: float
    leniency: float


@dataclass(frozen=True)
class Feeling:
    """Perception minus expectation, unrounded: 0 is as expected, 2 far above."""

    overall: float
    dimensions: dict[str, float]


def feeling(treatment: Treatment, rng: Random, causes: Causes = CAUSES) -> Feeling:
    """What it felt like, overall and in each SERVQUAL dimension."""
    responsiveness = -0.6 * math.log2(max(treatment.wait_ratio, 0.05))
    base = {
        "tangibles": causes.looks.get(treatment.site, 0.0),
        "reliability": 0.4 - 0.5 * max(treatment.rounds - 1, 0) - 1.2 * treatment.reopened,
        "responsiveness": max(min(responsiveness, 1.8), -2.5),
        "assurance": 0.2 + 0.6 * treatment.warmth,
        "empathy": 0.1 + 2.0 * treatment.warmth,
    }
    felt = {
        name: value + treatment.leniency - 0.35 * treatment.sting + rng.gauss(0, 0.45) for name, value in base.items()
    }
    overall = GUT_FEELING * sum(WEIGHTS[name] * value for name, value in felt.items()) + rng.gauss(0, 0.35)
    return Feeling(overall, felt)


def comparison(value: float) -> int:
    """The five-point answer: -2 far below what was expected, 2 far above."""
    return max(-2, min(2, round(value)))


def levels(value: float, rng: Random) -> tuple[int, int, int]:
    """(desired, adequate, perceived) of the longer form, each 1 to 9."""
    desired = rng.choice((7, 8, 8, 9))
    adequate = desired - rng.choice((1, 2, 2, 3))
    perceived = max(1, min(9, round((desired + adequate) / 2 + 1.4 * value)))
    return desired, adequate, perceived
