import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.measures.agreement import Level, icc, krippendorff_alpha, weighted_kappa
from wellserved.measures.arrays import Floats
from wellserved.measures.difference_scores import cronbach_alpha
from wellserved.measures.intraclass import Kind
from wellserved.measures.means import student_quantile
from wellserved.measures.shares import wilson
from wellserved.measures.tests.judges import JUDGES

NONE = float("nan")
# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C: four observers, twelve units.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
# The two dermatologists of the SAS/STAT User's Guide, The FREQ Procedure, Agreement Study: terrible, poor, marginal,
# clear.
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
SEEDS = st.integers(0, 1000)


def rated(seed: int, n: int = 30, k: int = 3) -> Floats:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(n, 1)) + chance.normal(size=(n, k)) + chance.normal(size=k)
    return np.clip(np.round(3 + rows), 1, 5)


def pairs_of(crossed: list[list[int]]) -> tuple[list[float], list[float]]:
    pairs = [(i, j) for i, row in enumerate(crossed) for j, times in enumerate(row) for _ in range(times)]
    return [i for i, _ in pairs], [j for _, j in pairs]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorff_s_alpha_as_published(level: Level, alpha: float) -> None:
    """Sections C and D of the paper."""
    found = krippendorff_alpha(OBSERVERS, level)
    assert found.value == pytest.approx(alpha, abs=5e-4)
    assert found.reading == "11 judgements are too few to tell; 20 are needed."


def test_two_observers_of_two_values_as_published() -> None:
    """The same paper, section A: ten articles, alpha 0.095."""
    found = krippendorff_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]])
    assert found.value == pytest.approx(0.095, abs=5e-4)


def test_kappa_as_published() -> None:
    """The same guide's output: weighted kappa 0.5082, standard error 0.0655; Cicchetti's weights are the linear."""
    found = weighted_kappa(*pairs_of(SKIN))
    assert found.value == pytest.approx(0.5082, abs=5e-5)
    assert found.low is not None
    assert found.high is not None
    half = (np.arctanh(found.high) - np.arctanh(found.low)) / 2 * (1 - 0.5082**2)
    assert half / student_quantile(87) == pytest.approx(0.0655, abs=5e-5)
    assert found.n == 88


@pytest.mark.parametrize(
    ("kind", "value", "low", "high"),
    [
        ("ICC(1,1)", 0.17, -0.13, 0.72),
        ("ICC(2,1)", 0.29, 0.02, 0.76),
        ("ICC(3,1)", 0.71, 0.34, 0.95),
        ("ICC(1,k)", 0.44, -0.88, 0.91),
        ("ICC(2,k)", 0.62, 0.07, 0.93),
        ("ICC(3,k)", 0.91, 0.68, 0.99),
    ],
)
def test_icc_as_published(kind: Kind, value: float, low: float, high: float) -> None:
    """The values are Shrout & Fleiss 1979, table 4; the limits those that the R package psych prints for them."""
    found = icc(JUDGES, kind, enough=1)
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=6e-3)


@given(SEEDS)
@settings(max_examples=8, deadline=None)
def test_quadratic_kappa_is_nearly_an_icc(seed: int) -> None:
    """Fleiss & Cohen 1973, Educ. Psychol. Meas. 33:613: both are the same but for 1 / n. So is alpha."""
    rows = rated(seed, n=300, k=2)
    kappa = weighted_kappa(rows[:, 0], rows[:, 1], "quadratic").value
    assert kappa == pytest.approx(icc(rows, "ICC(2,1)").value, abs=0.01)
    alpha = krippendorff_alpha(rows.T, "interval").value
    assert alpha == pytest.approx(icc(rows, "ICC(1,1)").value, abs=0.01)


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_alpha_of_questions_is_the_icc_of_their_mean(seed: int) -> None:
    rows = rated(seed)
    assert cronbach_alpha(rows).value == pytest.approx(icc(rows, "ICC(3,k)").value)


@given(SEEDS, st.sampled_from(["nominal", "ordinal", "interval"]))
@settings(max_examples=10, deadline=None)
def test_who_is_first_and_the_unit_do_not_matter(seed: int, level: Level) -> None:
    rows = rated(seed, n=25)
    found = krippendorff_alpha(rows.T, level)
    assert krippendorff_alpha(rows.T[::-1] * 2 + 1, level).low == pytest.approx(found.low)
    assert icc(rows[:, ::-1] * 2 + 1).value == pytest.approx(icc(rows).value)
    swapped = weighted_kappa(rows[:, 1], rows[:, 0])
    assert swapped.value == pytest.approx(weighted_kappa(rows[:, 0], rows[:, 1]).value)


def test_perfect_agreement_is_one_and_not_certain() -> None:
    """With five marks as often each, two by chance agree in 8 of 40: of 40 who agree the truth may be 0.89."""
    scores = [float(n % 5) for n in range(40)]
    low = 1 - (1 - wilson(40, 40)[0]) / (1 - 0.2)
    for found in (krippendorff_alpha([scores, scores]), weighted_kappa(scores, scores)):
        assert (found.value, found.low, found.high) == pytest.approx((1, low, 1))
        assert found.reading == (
            "1.00, between 0.89 and 1.00, from 40 judgements: they agree well enough to compare by them."
        )
    assert icc([[score, score] for score in scores]).value == 1
    few = weighted_kappa([1, 2] * 10, [2, 1] * 10)
    assert (few.value, few.low, few.high) == pytest.approx((-1, -1, 1 - 2 * wilson(20, 20)[0]))


def test_whoever_always_says_the_same_agrees_with_nobody() -> None:
    found = weighted_kappa([1.0] * 20, [1.0] * 19 + [2.0])
    assert not found.enough
    assert found.reading == "Somebody gave the same judgement all 20 times, so nothing can be told of agreement."
    kinds: tuple[Kind, ...] = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
    for kind in kinds:
        assert icc([[1.0, 5.0], [5.0, 1.0]] * 6, kind).value is None


def test_what_is_masked_was_not_judged() -> None:
    said = np.ma.masked_array(np.tile([1.0, 2.0, 3.0], (2, 10)), mask=False)
    said[0, ::10] = np.ma.masked
    assert krippendorff_alpha(said).n == weighted_kappa(said[0], said[1]).n == 27


def test_chance_is_nothing() -> None:
    rows = np.random.default_rng(3).integers(1, 6, size=(400, 2)).astype(float)
    for found in (krippendorff_alpha(rows.T), weighted_kappa(rows[:, 0], rows[:, 1]), icc(rows)):
        assert found.low is not None
        assert found.high is not None
        assert found.low < 0 < found.high
        assert "not" in found.reading


def test_what_tells_nothing_is_refused() -> None:
    same = [3.0] * 30
    for found in (krippendorff_alpha([same, same]), weighted_kappa(same, same), icc([[3, 3]] * 30)):
        assert not found.enough
        assert "the same" in found.reading
    for found in (krippendorff_alpha([]), weighted_kappa([], []), icc([])):
        assert found.value is None
        assert found.n == 0
    assert icc([[1, 2], [2, 3]]).reading == "2 ratings are too few to tell; 10 are needed."
    assert krippendorff_alpha([[1, NONE], [NONE, 1]]).n == 0


def test_what_is_wrong_is_told() -> None:
    with pytest.raises(ValueError, match="no level of measurement"):
        krippendorff_alpha(OBSERVERS, "absolute")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="nothing is under 0"):
        krippendorff_alpha([[-1, 2], [-1, 2]], "ratio")
    with pytest.raises(ValueError, match="no weights"):
        weighted_kappa([1, 2], [1, 2], "cubic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="2 values were expected"):
        weighted_kappa([1, 2], [1])
    with pytest.raises(ValueError, match="one rater alone"):
        icc([[1], [2]])
    with pytest.raises(ValueError, match="is none of"):
        icc(JUDGES, "ICC(4,1)")  # type: ignore[arg-type]
