from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.learning.feedback.rules import (
    BURST,
    LONG,
    QUIET,
    Asking,
    Click,
    form_of,
    looks_like_a_scanner,
    may_be_asked,
    standing,
)

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
answers = st.integers(-2, 2)
moments = st.floats(0, 3600).map(lambda s: AT + timedelta(seconds=s))
clicks = st.lists(st.builds(Click, moments, answers, st.booleans()), max_size=12)


def after(seconds: float, comparison: int, confirmed: bool = False) -> Click:
    return Click(AT + timedelta(seconds=seconds), comparison, confirmed)


@pytest.mark.parametrize(
    ("asking", "asked"),
    [
        (Asking(reachable=True, personal=True, last_asked_at=None), True),
        (Asking(reachable=False, personal=True, last_asked_at=None), False),
        (Asking(reachable=True, personal=False, last_asked_at=None), False),
        (Asking(reachable=True, personal=True, last_asked_at=None, refused=True), False),
        (Asking(reachable=True, personal=True, last_asked_at=AT - QUIET), True),
        (Asking(reachable=True, personal=True, last_asked_at=AT - QUIET + timedelta(seconds=1)), False),
    ],
)
def test_who_is_asked(asking: Asking, asked: bool) -> None:
    assert may_be_asked(asking, AT) is asked


def test_about_a_tenth_is_asked_the_long_form_and_always_the_same() -> None:
    forms = [form_of(seq) for seq in range(10_000)]
    assert 900 < forms.count(LONG) < 1100
    assert forms == [form_of(seq) for seq in range(10_000)]


@pytest.mark.parametrize(
    ("clicks", "scanner", "answer"),
    [
        ([], False, None),
        ([after(0, 1)], False, 1),
        ([after(0, -2), after(0.1, -1), after(0.2, 0), after(0.3, 1), after(0.4, 2)], True, None),
        ([after(0, -2), after(20, -1), after(40, 0)], True, None),  # a slow scanner
        ([after(0, 1), after(1, 2)], True, None),  # nobody reads that quickly
        ([after(0, 1), after(15, 2)], False, 2),  # a change of mind
        ([after(0, 1), after(0.3, 1), after(0.6, 1)], False, 1),  # an impatient finger
        ([after(0, -2), after(0.1, 2), after(3600, 1)], True, 1),  # the scanner, then the person
        ([after(0, 1, True), after(600, -2), after(600.1, 2)], True, 1),  # what was confirmed stands
        ([after(0, -2), after(0.1, 2), after(5, 0, True)], True, 0),
        ([after(0, 1), after(300, 2), after(600, -1)], False, -1),
    ],
)
def test_whose_answer_stands(clicks: list[Click], scanner: bool, answer: int | None) -> None:
    assert looks_like_a_scanner(clicks) is scanner
    assert standing(clicks) == answer


@given(clicks)
def test_the_answer_was_given_by_somebody(clicks: list[Click]) -> None:
    answer = standing(clicks)
    assert answer is None or answer in {click.choice for click in clicks}


@given(clicks, moments, answers)
def test_what_is_confirmed_last_stands(clicks: list[Click], at: datetime, answer: int) -> None:
    last = max([at, *(click.at for click in clicks)]) + timedelta(microseconds=1)
    assert standing([*clicks, Click(last, answer, confirmed=True)]) == answer


@given(st.permutations([-2, -1, 0, 1, 2]), st.lists(st.floats(0, BURST.total_seconds()), min_size=5, max_size=5))
def test_all_five_links_within_a_minute_are_no_answer(order: list[int], seconds: list[float]) -> None:
    burst = [after(s, c) for s, c in zip(sorted(seconds), order, strict=True)]
    assert standing(burst) is None
