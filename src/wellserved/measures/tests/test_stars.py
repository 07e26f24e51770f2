"""The star rating: simple cases by hand, its interval by simulation, and what it refuses."""

from math import isclose, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.shares import wilson
from wellserved.measures.stars import Kept, star_rating


def kept(name: str, met: int, n: int, target: float = 1.0, weight: float = 1.0) -> Kept:
    return Kept(name, met, n, target, weight)


def test_everything_on_target_is_five_stars() -> None:
    found = star_rating([kept("a", 95, 100, 0.9), kept("b", 50, 50), kept("c", 40, 50, 0.8)])
    assert found.rating.value == 5.0
    assert [loss.stars for loss in found.losses] == [0.0, 0.0, 0.0]


def test_nothing_met_is_one_star() -> None:
    rating = star_rating([kept(name, 0, 40) for name in "abc"]).rating
    assert (rating.value, rating.low) == (1.0, 1.0)


def test_by_hand() -> None:
    # a: 90/100 of 0.9 -> 1; b: 60/100 of 0.8 -> 0.75, weight 2; c: 50/100 -> 0.5; weights sum to 4
    found = star_rating([kept("a", 90, 100, 0.9), kept("b", 60, 100, 0.8, 2), kept("c", 50, 100)])
    assert found.rating.value is not None
    assert isclose(found.rating.value, 5 - 2 * 0.25 - 1 * 0.5)
    assert [(loss.name, round(loss.stars, 9)) for loss in found.losses] == [("b", 0.5), ("c", 0.5), ("a", 0.0)]


def test_the_interval_sums_the_distances_of_wilsons_limits_as_squares() -> None:
    found = star_rating([kept(name, 50, 100) for name in "abc"]).rating
    low, _ = wilson(50, 100)
    assert found.low is not None
    assert isclose(found.low, 3 - sqrt(3) * (4 / 3) * (0.5 - low))


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ([], "No measurements yet."),
        ([(5, 9)], "9 measurements are too few to tell; 30 are needed."),
        ([(5, 100), (5, 100)], "2 of 2 standards have 10 measurements; a rating needs 3."),
        ([(5, 100), (5, 100), (5, 9)], "2 of 3 standards have 10 measurements; a rating needs 3."),
    ],
)
def test_never_a_rating_without_enough_evidence(shares: list[tuple[int, int]], says: str) -> None:
    found = star_rating([kept(str(n), *share) for n, share in enumerate(shares)])
    assert (found.rating.value, found.rating.enough, found.losses) == (None, False, ())
    assert found.rating.reading == says


@pytest.mark.parametrize(("met", "target", "weight"), [(11, 0.9, 1.0), (1, 0.0, 1.0), (1, 0.9, 0.0)])
def test_what_is_no_share_target_or_weight_is_refused(met: int, target: float, weight: float) -> None:
    with pytest.raises(ValueError, match="is none"):
        star_rating([kept("a", met, 10, target, weight)])


SHARES = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda pair: (min(pair), max(pair)))
KEPT = st.builds(
    lambda name, share, target, weight: Kept(name, share[0], share[1], target, weight),
    st.sampled_from("abcdef"),
    SHARES,
    st.floats(0.05, 1),
    st.floats(0.1, 5),
)


@given(st.lists(KEPT, max_size=8))
def test_the_losses_add_up_and_the_interval_holds_the_rating(all_kept: list[Kept]) -> None:
    found = star_rating(all_kept)
    if found.rating.value is None or found.rating.low is None or found.rating.high is None:
        return
    assert 1 - 1e-9 <= found.rating.low <= found.rating.value + 1e-9
    assert found.rating.value <= found.rating.high + 1e-9 <= 5 + 1e-8
    assert isclose(sum(loss.stars for loss in found.losses), 5 - found.rating.value, abs_tol=1e-9)


def test_nineteen_intervals_in_twenty_hold_the_truth() -> None:
    """Nominal 95 %; of 1,000 houses two standard errors are 1.4 points."""
    chance, truth, held = Random(7), (0.7, 0.8, 0.6), 0
    for _ in range(1000):
        house = [kept(str(share), sum(chance.random() < share for _ in range(60)), 60) for share in truth]
        rating = star_rating(house).rating
        assert rating.low is not None
        assert rating.high is not None
        held += rating.low <= 1 + 4 * sum(truth) / 3 <= rating.high
    assert 0.936 <= held / 1000 <= 0.964
