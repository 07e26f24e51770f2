import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.kano import CATEGORIES, category, kano_coefficients
from wellserved.measures.shares import wilson

PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (4, 1), "Q": (1, 1)}


def answers(**counts: int) -> list[tuple[int, int]]:
    return [PAIR[key] for key, times in counts.items() for _ in range(times)]


@pytest.mark.parametrize(
    ("functional", "row"), [(1, "QAAAO"), (2, "RIIIM"), (3, "RIIIM"), (4, "RIIIM"), (5, "RRRRQ")]
)
def test_the_evaluation_table_as_printed(functional: int, row: str) -> None:
    """Berger et al. 1993, Center Qual. Manag. J. 2(4), the evaluation table of section I."""
    assert "".join(category(functional, dysfunctional) for dysfunctional in range(1, 6)) == row


def test_better_and_worse_reckoned_by_hand() -> None:
    """No printed counts with their coefficients could be found, so the formulas of Berger et al. are reckoned."""
    found = kano_coefficients(answers(A=10, O=20, M=60, I=10, R=3, Q=2))
    assert found.counts == {"A": 10, "O": 20, "M": 60, "I": 10, "R": 3, "Q": 2}
    assert (found.category, found.n) == ("M", 105)
    assert (found.better.value, found.better.low, found.better.high) == (0.3, *wilson(30, 100))
    low, high = wilson(80, 100)
    assert (found.worse.value, found.worse.low, found.worse.high) == (-0.8, -high, -low)
    assert found.worse.n == 100
    assert found.reading.startswith("It is taken for granted: nobody praises it, and its lack annoys (60 of 105")


def test_of_two_close_categories_neither_is_named() -> None:
    """Of 50 in either, 28 to 22 is within chance (z = 0.85), 33 to 17 is not (z = 2.26)."""
    close = kano_coefficients(answers(A=28, O=22))
    assert close.category == ""
    assert close.reading == (
        "It delights when it is there and is not missed when it is not, or it pleases as much as it is there and "
        "annoys as much as it is not: 50 answers do not tell which."
    )
    assert kano_coefficients(answers(A=33, O=17)).category == "A"


@given(st.lists(st.sampled_from(sorted(PAIR.values())), min_size=20, max_size=60))
def test_order_does_not_matter_and_all_are_counted(pairs: list[tuple[int, int]]) -> None:
    found = kano_coefficients(pairs)
    assert found == kano_coefficients(sorted(pairs))
    assert sum(found.counts.values()) == found.n == len(pairs)
    if found.better.enough:
        assert 0 <= (found.better.low or 0) <= (found.better.high or 0) <= 1
        assert -1 <= (found.worse.low or 0) <= (found.worse.high or 0) <= 0


def test_too_few_are_refused() -> None:
    found = kano_coefficients(answers(A=7))
    assert (found.category, found.better.enough, found.worse.enough) == ("", False, False)
    assert found.reading == "7 answers are too few to say what it is to customers; 20 are needed."
    assert kano_coefficients([]).reading == "No answers yet."
    assert not kano_coefficients(answers(A=10, Q=30)).better.enough
    assert set(found.counts) == set(CATEGORIES)


def test_answers_beyond_the_scale_are_told() -> None:
    with pytest.raises(ValueError, match="0 is not an answer from 1 to 5"):
        kano_coefficients([(0, 5)])
