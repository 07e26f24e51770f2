from dataclasses import replace
from random import Random

import pytest

from wellserved.linden.perception import DIMENSIONS, Treatment, comparison, feeling, levels

AS_EXPECTED = Treatment("linden-house", 1.0, rounds=1, reopened=False, warmth=0.0, sting=0.0, leniency=0.0)


def mean(treatment: Treatment, dimension: str = "") -> float:
    rng = Random(5)
    felt = [feeling(treatment, rng) for _ in range(500)]
    return sum(f.dimensions[dimension] if dimension else f.overall for f in felt) / 500


@pytest.mark.parametrize(
    ("better", "worse", "dimension"),
    [
        (replace(AS_EXPECTED, wait_ratio=0.25), AS_EXPECTED, "responsiveness"),
        (AS_EXPECTED, replace(AS_EXPECTED, wait_ratio=4), "responsiveness"),
        (AS_EXPECTED, replace(AS_EXPECTED, rounds=3), "reliability"),
        (AS_EXPECTED, replace(AS_EXPECTED, reopened=True), "reliability"),
        (replace(AS_EXPECTED, warmth=0.4), AS_EXPECTED, "empathy"),
        (AS_EXPECTED, replace(AS_EXPECTED, site="linden-quay"), "tangibles"),
        (AS_EXPECTED, replace(AS_EXPECTED, sting=1.0), "assurance"),
    ],
)
def test_what_is_better_feels_better(better: Treatment, worse: Treatment, dimension: str) -> None:
    assert mean(better, dimension) > mean(worse, dimension) + 0.2
    assert mean(better) > mean(worse)


def test_a_wait_as_long_as_seems_right_is_as_expected() -> None:
    assert abs(mean(AS_EXPECTED, "responsiveness")) < 0.1


def test_answers_stay_on_their_scales() -> None:
    rng = Random(2)
    for value in (-9.0, -2.5, -0.4, 0.0, 0.6, 9.0):
        assert -2 <= comparison(value) <= 2
        desired, adequate, perceived = levels(value, rng)
        assert 1 <= adequate < desired <= 9
        assert 1 <= perceived <= 9
    assert set(feeling(AS_EXPECTED, rng).dimensions) == set(DIMENSIONS)
