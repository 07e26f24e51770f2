from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.sequential import group_sequential_bounds, sequential_mean_test, sequential_test

Kind = Literal["obrien-fleming", "pocock"]


# Jennison & Turnbull 2000, Group Sequential Methods, tables 2.1 and 2.3 (Pocock 1977; O'Brien & Fleming 1979): the
# constant of the last look
@pytest.mark.parametrize(
    ("kind", "alpha", "published"),
    [
        ("pocock", 0.10, {1: 1.645, 2: 1.875, 3: 1.992, 4: 2.067, 5: 2.122, 10: 2.270}),
        ("pocock", 0.05, {1: 1.960, 2: 2.178, 3: 2.289, 4: 2.361, 5: 2.413, 10: 2.555}),
        ("pocock", 0.01, {1: 2.576, 2: 2.772, 3: 2.873, 4: 2.939, 5: 2.986, 10: 3.117}),
        ("obrien-fleming", 0.10, {1: 1.645, 2: 1.678, 3: 1.710, 4: 1.733, 5: 1.751}),
        ("obrien-fleming", 0.05, {1: 1.960, 2: 1.977, 3: 2.004, 4: 2.024, 5: 2.040, 10: 2.087}),
        ("obrien-fleming", 0.01, {1: 2.576, 2: 2.580, 3: 2.595, 4: 2.609, 5: 2.621}),
    ],
)
def test_bounds_as_published(kind: Kind, alpha: float, published: dict[int, float]) -> None:
    for looks, constant in published.items():
        bounds = group_sequential_bounds(looks, alpha, kind)
        assert bounds[-1] == pytest.approx(constant, abs=5e-4)
        falling = [constant * (looks / k) ** (0.5 if kind == "obrien-fleming" else 0) for k in range(1, looks + 1)]
        assert bounds == pytest.approx(falling, rel=5e-4)


@pytest.mark.parametrize(
    ("looks", "alpha", "kind"), [(0, 0.05, "pocock"), (3, 1.0, "pocock"), (3, 0.05, "haybittle")]
)
def test_what_is_no_plan_is_refused(looks: int, alpha: float, kind: Kind) -> None:
    with pytest.raises(ValueError, match=r"no plan|no kind"):
        group_sequential_bounds(looks, alpha, kind)


def test_the_interval_ends_where_the_likelihood_ratio_is_one_in_alpha() -> None:
    """Johari et al. 2017, formula for normal data: sqrt(V / (V + t^2)) exp(t^2 d^2 / (2 V (V + t^2))) = 1 / alpha."""
    found = sequential_test(520, 1000, 480, 1000)
    assert found.low is not None
    assert found.difference == pytest.approx(0.04)
    v, t2 = 2 * 0.5 * 0.5 / 1000, 0.01
    reach = 0.04 - found.low
    assert found.high == pytest.approx(0.04 + reach)
    ratio = np.sqrt(v / (v + t2)) * np.exp(t2 * reach**2 / (2 * v * (v + t2)))
    assert ratio == pytest.approx(20, rel=0.01)


@pytest.mark.parametrize(("share", "every"), [(0.5, 1), (0.85, 5), (0.95, 1), (0.95, 5)])
def test_whoever_peeks_at_every_guest_is_seldom_wrong_about_shares(share: float, every: int) -> None:
    """400 trials without any difference, looked at up to 500 times each; one group has 1,500, the other 1 in `every`.

    Only the most tempting looks of each trial are asked, which saves time: no other could decide.
    """
    random = np.random.default_rng(2017)
    runs, guests = 400, 1500
    a = np.cumsum(random.random((runs, guests)) < share, axis=1)
    b = np.cumsum(random.random((runs, guests // every)) < share, axis=1)
    wrong, fooled = 0, 0
    for x, y in zip(a, b, strict=True):
        peeks = [(int(x[n - 1]), n, int(y[n // every - 1]), n // every) for n in range(20 * every, guests, 3 * every)]
        difference = np.array([x_ / n - y_ / m for x_, n, y_, m in peeks])
        usual = np.array([1.96 * np.sqrt(share * (1 - share) * (1 / n + 1 / m)) for _, n, _, m in peeks])
        fooled += bool(np.any(abs(difference) > usual))
        tempting = np.argsort(-abs(difference) / usual)[:15]
        wrong += any(sequential_test(*peeks[i]).decided for i in tempting)
    assert wrong <= 0.05 * runs
    assert fooled > 0.2 * runs  # the ordinary test would have fooled that many


def test_whoever_peeks_at_every_answer_is_seldom_wrong_about_means() -> None:
    random = np.random.default_rng(2021)
    runs = 200
    wrong = 0
    for _ in range(runs):
        a, b = (random.choice([-2.0, -1, 0, 1, 2], p=[0.03, 0.07, 0.4, 0.35, 0.15], size=600) for _ in "ab")
        difference = (np.cumsum(a) - np.cumsum(b)) / np.sqrt(np.arange(1, 601))
        tempting = 20 + np.argsort(-abs(difference[20:]))[:15]
        wrong += any(sequential_mean_test(a[:n], b[:n]).decided for n in tempting)
    assert wrong <= 0.05 * runs


def test_a_real_difference_is_found_and_said() -> None:
    found = sequential_test(450, 500, 400, 500)
    assert (found.decided, found.n) == ("better", 1000)
    assert found.reading == "Better, and not by chance: you may stop. +10 points, between +3 and +17, from 1000."
    assert sequential_test(450, 500, 400, 500, higher_is_better=False).decided == "worse"
    assert sequential_test(45, 50, 40, 50).reading.startswith("Not known yet: keep going. +10 points, between ")


@pytest.mark.parametrize(
    ("n", "says"),
    [
        (0, "No answers in one of the two groups yet."),
        (19, "19 answers are too few in the smaller group to tell; 20 are needed."),
    ],
)
def test_too_few_are_refused(n: int, says: str) -> None:
    found = sequential_test(300, 400, n, n)
    assert (found.decided, found.enough, found.reading) == ("", False, says)


def test_answers_that_are_all_the_same_decide_nothing() -> None:
    found = sequential_mean_test([4.0] * 40, [4.0] * 40)
    assert (found.decided, found.enough) == ("", False)


def test_what_is_no_share_or_number_is_refused() -> None:
    with pytest.raises(ValueError, match="more successes"):
        sequential_test(30, 20, 1, 20)
    with pytest.raises(ValueError, match="no numbers"):
        sequential_mean_test([float("nan")] * 30, [1.0] * 30)


COUNTS = st.tuples(st.integers(0, 300), st.integers(0, 300)).filter(lambda pair: sum(pair) >= 20)


@given(COUNTS, COUNTS)
def test_it_turns_round_and_mirrors(a: tuple[int, int], b: tuple[int, int]) -> None:
    one = sequential_test(a[0], sum(a), b[0], sum(b))
    turned = sequential_test(b[0], sum(b), a[0], sum(a))
    mirrored = sequential_test(a[1], sum(a), b[1], sum(b))
    assert one.low is not None
    assert one.high is not None
    assert (turned.low, turned.high) == pytest.approx((-one.high, -one.low))
    assert (mirrored.low, mirrored.high) == pytest.approx((-one.high, -one.low))
    assert one.low <= (one.difference or 0) <= one.high


@given(st.lists(st.floats(-5, 5), min_size=20, max_size=60), st.floats(-50, 50), st.floats(0.1, 10))
def test_neither_origin_nor_unit_matter(values: list[float], shift: float, scale: float) -> None:
    x = np.array(values)
    y = x[::-1] ** 2 / 5
    one, other = sequential_mean_test(x, y), sequential_mean_test(scale * x + shift, scale * y + shift)
    if one.low is not None and x.std() > 1e-3:
        assert other.low == pytest.approx(scale * one.low, abs=1e-6)
