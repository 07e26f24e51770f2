"""Against published estimates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.reml import coded, fit, sums
from wellserved.measures.variance import variance_components

# Yield of dyestuff (grams), five samples of each of six batches: Davies & Goldsmith 1972, Statistical Methods in
# Research and Production, 4th ed., 6.4
DYESTUFF = [
    1545, 1440, 1440, 1520, 1580, 1540, 1555, 1490, 1560, 1495, 1595, 1550, 1605, 1510, 1560,
    1445, 1440, 1595, 1465, 1545, 1595, 1630, 1515, 1635, 1625, 1520, 1455, 1450, 1480, 1445,
]  # fmt: skip
BATCH = [batch for batch in "ABCDEF" for _ in range(5)]

# Diameter (mm) of the zone inhibited by six samples of penicillin on each of 24 plates: the same, 6.6
PENICILLIN = [
    int(f"{digits[0]}{digits[1]}")
    for digits in zip(*[iter(
        "272326232321" "272326232321" "252125242420" "262325232320" "252226222320" "242225232219" "242023212219"
        "262226242421" "242124222220" "242124232219" "262326242421" "252226242420" "262426242522" "262326232320"
        "262325242422" "252225232320" "252124232320" "252224232319" "242123212119" "262326242421" "252124222218"
        "252225222220" "242124222419" "242124222118"
    )] * 2, strict=True)
]  # fmt: skip
PLATE = [plate for plate in range(24) for _ in range(6)]
SAMPLE = list("ABCDEF") * 24


def test_batches_of_dyestuff() -> None:
    """Bates et al. 2015, J. Stat. Softw. 67(1), and Davies & Goldsmith: between batches 1764, within 2451."""
    found = fit(sums(np.array(DYESTUFF, dtype=float), [coded(BATCH)]))
    assert found.variances == pytest.approx([1764.05, 2451.25], abs=5e-3)
    shares = variance_components(DYESTUFF, {"batch": BATCH})
    assert shares.shares == pytest.approx({"batch": 1764.05 / 4215.3, "rest": 2451.25 / 4215.3}, abs=1e-5)
    assert shares.reading == "Of the differences between 30 values, 42% go with the batch; 58% with none of these."


def test_the_exact_interval_of_balanced_batches_is_near() -> None:
    """Exact for the share of one balanced group: F of the mean squares 11271.5 and 2451.25 with 5 and 24 degrees of
    freedom, whose 2.5 and 97.5 % points are 0.1594 and 3.1548 (Searle, Casella & McCulloch 1992, 3.6)."""
    ratio = 11271.5 / 2451.25
    exact = [(ratio / f - 1) / (ratio / f - 1 + 5) for f in (3.1548, 0.1594)]
    found = variance_components(DYESTUFF, {"batch": BATCH})
    assert [found.low["batch"], found.high["batch"]] == pytest.approx(exact, abs=0.04)


def test_plates_crossed_with_samples_of_penicillin() -> None:
    """lme4's published fit (Bates 2010, lme4: Mixed-effects modeling with R, 2.1): 0.7169, 3.7309 and 0.3024."""
    found = fit(sums(np.array(PENICILLIN, dtype=float), [coded(PLATE), coded(SAMPLE)]))
    assert found.variances == pytest.approx([0.7169, 3.7309, 0.3024], abs=5e-5)
    assert np.sqrt(found.variances) == pytest.approx([0.8467, 1.9316, 0.5499], abs=5e-5)


def test_what_was_put_in_lies_in_the_intervals() -> None:
    """Persons in teams in sites, crossed with hours, of uneven sizes: 20 houses, five shares each."""
    random = np.random.default_rng(88)
    spread = {"site": 0.5, "team": 0.2, "person": 0.4, "hour": 0.0, "rest": 1.0}
    total = sum(sd**2 for sd in spread.values())
    inside = 0
    for _ in range(20):
        person = random.choice(60, 2000, p=random.dirichlet(np.full(60, 3)))
        team, hour = person % 12, random.integers(0, 12, 2000)
        labels = {"site": team % 6, "team": team, "person": person, "hour": hour}
        y = random.standard_normal(2000)
        for name, levels in labels.items():
            y += spread[name] * random.standard_normal(60)[levels]
        found = variance_components(y, {name: levels.tolist() for name, levels in labels.items()})
        assert sum(found.shares.values()) == pytest.approx(1)
        inside += sum((found.low[k] or 0) <= sd**2 / total <= (found.high[k] or 0) for k, sd in spread.items())
    assert inside >= 88  # 95 are expected, and of five shares that add up to one the misses come together


def test_one_shift_for_each_team_cannot_be_told_from_it() -> None:
    random = np.random.default_rng(3)
    team = [f"team {n % 6}" for n in range(120)]
    shift = [name.replace("team", "shift") for name in team]
    y = random.standard_normal(120) + np.array([n % 6 for n in range(120)])
    found = variance_components(y, {"team": team, "shift": shift, "house": ["one"] * 120, "row": range(120)})
    assert (found.low["shift"], found.low["house"], found.low["row"]) == (None, None, None)
    assert found.shares["team"] > 0.5
    assert "shift" not in found.reading


def test_groups_that_explain_everything() -> None:
    group = [n % 5 for n in range(50)]
    assert variance_components([float(n) for n in group], {"group": group}).shares["group"] == pytest.approx(1)


def test_groups_that_explain_nothing() -> None:
    """Each group has the same values, so that no mean differs; it may still have some share, but none shows."""
    found = variance_components([float(n % 8) for n in range(80)], {"group": [n // 8 for n in range(80)]})
    assert (found.shares["group"], found.low["group"], found.high["rest"]) == (0, 0, 1)
    assert 0 < (found.high["group"] or 0) < 0.3
    assert found.low["rest"] == pytest.approx(1 - (found.high["group"] or 0))


@pytest.mark.parametrize(
    ("y", "groups", "says"),
    [
        ([1.0, 2.0], {"team": ["a", "b"]}, "2 values are too few to tell; 30 are needed."),
        ([1.0] * 40, {"team": ["a", "b"] * 20}, "All values are the same."),
        ([1.0, 2.0] * 20, {"team": ["a"] * 40}, "The values are in no groups that could be told apart."),
    ],
)
def test_what_cannot_be_told_is_refused(y: list[float], groups: dict[str, list[str]], says: str) -> None:
    found = variance_components(y, groups)
    assert (found.enough, found.n, found.reading) == (False, len(y), says)


def test_labels_must_fit_and_not_be_too_many() -> None:
    with pytest.raises(ValueError, match="one label for each"):
        variance_components([1.0, 2.0], {"team": ["a"]})
    with pytest.raises(ValueError, match="levels"):
        variance_components([float(n) for n in range(5000)], {"guest": [n // 2 for n in range(5000)]})


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.floats(0.1, 100), st.floats(-100, 100))
def test_neither_unit_nor_origin_nor_order_matter(seed: int, scale: float, shift: float) -> None:
    random = np.random.default_rng(seed)
    a, b = random.integers(0, 5, 60), random.integers(0, 4, 60)
    y = random.standard_normal(60) + random.standard_normal(5)[a]
    order = random.permutation(60)
    one = variance_components(y, {"a": a.tolist(), "b": b.tolist()})
    other = variance_components(scale * y[order] + shift, {"b": b[order].tolist(), "a": a[order].tolist()})
    assert other.shares == pytest.approx(one.shares, abs=1e-3)
    for name in one.shares:
        assert (one.low[name] or 0) <= one.shares[name] <= (one.high[name] or 0)


def test_fifty_thousand_rows_are_held_as_sums_of_their_levels() -> None:
    """No table has the size of the rows: that is what makes it fast enough for a page."""
    random = np.random.default_rng(5)
    codes = [random.integers(0, levels, 50_000) for levels in (7, 20, 140, 24)]
    data = sums(random.standard_normal(50_000), codes)
    assert data.zz.shape == (191, 191)
