"""What one answer adds to the figures, and what remains when it is changed or taken back."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wellserved.learning.insight.rules import less, perceived

LEVEL = st.none() | st.integers(1, 9)
COMPARED = st.none() | st.integers(-2, 2)
DIMENSION = st.sampled_from(["tangibles", "reliability", "responsiveness", "assurance", "empathy"])
RATINGS = st.lists(st.tuples(DIMENSION, COMPARED, LEVEL, LEVEL, LEVEL), unique_by=lambda r: r[0], max_size=5)


def test_a_click_in_the_mail_counts_as_overall() -> None:
    assert perceived(1, []) == {
        ("overall", "comparison"): {"answers": 1, "gap_sum": 1, "gap_squares": 1, "delighted": 1}
    }


def test_levels_count_when_all_three_were_given() -> None:
    found = perceived(None, [["empathy", None, 8, 5, 4], ["assurance", None, 8, None, 4]])
    assert found == {
        ("empathy", "levels"): {
            "answers": 1,
            "gap_sum": -4,
            "gap_squares": 16,
            "dissatisfied": 1,
            "desired_sum": 8,
            "adequate_sum": 5,
            "perceived_sum": 4,
            "desired_squares": 64,
            "perceived_squares": 16,
        }
    }


@given(COMPARED, RATINGS, COMPARED, RATINGS)
def test_what_was_plus_what_changed_is_what_is(a: int | None, first: Any, b: int | None, second: Any) -> None:
    before, now = perceived(a, first), perceived(b, second)
    changed = less(now, before)
    for key in before.keys() | now.keys() | changed.keys():
        for count in {*before.get(key, {}), *now.get(key, {}), *changed.get(key, {})}:
            assert before.get(key, {}).get(count, 0) + changed.get(key, {}).get(count, 0) == now.get(key, {}).get(
                count, 0
            )


def test_an_answer_that_is_repeated_adds_nothing() -> None:
    same = perceived(1, [["empathy", 0, None, None, None]])
    assert less(same, same) == {}
