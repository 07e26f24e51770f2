"""The zone of tolerance and how sure it is: against Student's own test, inverted, and by simulation."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from wellserved.measures.zones import Zone, ratio_of_means, zone_of_means, zone_of_tolerance

Answer = tuple[int, int, int]
LEVEL = st.integers(1, 9)
ANSWERS = st.lists(st.tuples(LEVEL, LEVEL, LEVEL), min_size=10, max_size=40)


def zone(answers: list[Answer]) -> Zone:
    found = zone_of_tolerance(answers)
    assert found is not None
    return found


def test_where_the_perceived_level_lies() -> None:
    found = zone_of_means(5.0, 8.0, 6.5, 40)
    assert (found.position, found.between) == (0.5, None)
    assert found.reading == "Perceived 6.5, within the zone of tolerance (5.0 to 8.0), from 40 answers."
    assert zone_of_tolerance([]) is None
    assert zone([(6, 6, 5)] * 20).position is None


def t_of(over: list[float], under: list[float], ratio: float) -> float:
    """Student's t of over - ratio * under, each pair one person's."""
    apart = np.array(over) - ratio * np.array(under)
    return float(abs(apart.mean()) / (apart.std(ddof=1) / sqrt(len(apart))))


@settings(max_examples=40)
@given(ANSWERS)
def test_the_ends_are_where_the_paired_test_begins_to_object(answers: list[Answer]) -> None:
    """The interval by its definition: all ratios that a t test of 5 % would not refuse."""
    over = [float(perceived - adequate) for adequate, _, perceived in answers]
    under = [float(desired - adequate) for adequate, desired, _ in answers]
    low, high = ratio_of_means(over, under)
    most = float(stdtrit(len(answers) - 1, 0.975))
    spread = np.std(under, ddof=1) / sqrt(len(under))
    if low is None or high is None:
        assert abs(np.mean(under)) <= most * spread * (1 + 1e-9), "a width of 0 is not refused either"
        return
    if high - low > 1e-6:
        assert t_of(over, under, low) == pytest.approx(most, rel=1e-3)
        assert t_of(over, under, high) == pytest.approx(most, rel=1e-3)
        assert t_of(over, under, (low + high) / 2) < most


def test_a_zone_of_one_width_is_a_mean_on_another_scale() -> None:
    """Where everybody's zone is as wide, Fieller's interval is Student's of the mean, divided by the width."""
    found = zone([(5, 8, 5 + k % 4) for k in range(12)])
    assert found.adequacy is not None
    assert found.adequacy.low is not None
    assert found.adequacy.high is not None
    assert (found.low, found.high) == pytest.approx((found.adequacy.low / 3, found.adequacy.high / 3))
    assert found.between == pytest.approx((5 + found.adequacy.low, 5 + found.adequacy.high))


def test_it_misses_one_in_twenty() -> None:
    chance = np.random.default_rng(1954)
    missed, runs = 0, 600
    for _ in range(runs):
        person = chance.normal(0, 1, size=30)  # who asks more gets more
        adequate, desired, perceived = (level + person + chance.normal(0, 1, size=30) for level in (5, 8, 6.2))
        low, high = ratio_of_means(list(perceived - adequate), list(desired - adequate))
        assert low is not None
        assert high is not None
        missed += not low <= 0.4 <= high
    assert 0.05 * runs - 3 * sqrt(0.0475 * runs) <= missed <= 0.05 * runs + 3 * sqrt(0.0475 * runs)


def test_what_chance_may_have_done_is_said() -> None:
    sure = zone([(4, 8, 6), (5, 9, 7), (4, 9, 6), (5, 8, 6)] * 5)
    assert sure.reading.endswith("from 20 answers. That is more than chance.")
    near = zone([(5, 8, 4), (5, 8, 5), (5, 8, 7), (5, 8, 5)] * 5)
    assert near.reading.endswith("By chance it may lie on the other side of what is adequate.")
    few = zone([(5, 8, 7)] * 7)
    assert few.reading.endswith("from 7 answers. 7 answers are too few to tell; 10 are needed.")
    assert (few.low, few.high) == (None, None)
    no_zone = zone([(5, 8, 6), (8, 5, 6)] * 8 + [(5, 6, 6)])
    assert no_zone.position is not None
    assert no_zone.between is None, "whether there is a zone at all is chance"
