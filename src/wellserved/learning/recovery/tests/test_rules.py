from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from wellserved.ground.hours.rules import AROUND_THE_CLOCK, Hours
from wellserved.learning.recovery import rules

AT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # a Friday
OFFICE = Hours(ZoneInfo("Europe/London"), (((9 * 60, 17 * 60),),) * 5 + ((), ()))


@pytest.mark.parametrize(
    ("comparison", "ratings", "dissatisfied"),
    [
        (-1, [], True),
        (0, [], False),
        (2, [], False),
        (None, [], False),
        (1, [["empathy", None, 8, 6, 5]], True),
        (1, [["empathy", None, 8, 6, 6]], False),
        (None, [["empathy", None, 8, None, 2]], False),
        (1, [["empathy", -2, None, None, None]], False),
    ],
)
def test_who_is_to_be_won_back(comparison: int | None, ratings: list[list[Any]], dissatisfied: bool) -> None:
    assert rules.is_dissatisfied(comparison, ratings) is dissatisfied


@pytest.mark.parametrize(
    ("score", "low"),
    [
        (("nps", 6, 0, 10), True),
        (("nps", 7, 0, 10), False),
        (("nps", 2, 1, 5), True),
        (("csat", 2, 1, 5), True),
        (("csat", 3, 1, 5), False),
        (("csat", 5, 1, 10), True),
        (("csat", 6, 1, 10), False),
        (("ces", 3, 1, 7), True),
        (("ces", 4, 1, 7), False),
    ],
)
def test_a_score_tells_dissatisfaction_too(score: tuple[str, int, int, int], low: bool) -> None:
    assert rules.is_low(*score) is low
    assert rules.is_dissatisfied(None, [], [score]) is low
    assert rules.is_dissatisfied(0, [], [score]) is low, "as expected, and yet hard"


@pytest.mark.parametrize(
    ("comparison", "says"), [(-2, "not recovered"), (0, "recovered"), (2, "recovered"), (None, "")]
)
def test_only_an_answer_says_whether_they_are(comparison: int | None, says: str) -> None:
    assert rules.verdict(comparison, []) == says


def test_it_is_due_in_opening_hours() -> None:
    due = rules.due(OFFICE, AT, 4, 24)
    assert due.contact == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert due.outcome == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


def test_a_site_that_never_opens_owes_an_answer_all_the_same() -> None:
    closed = Hours(ZoneInfo("UTC"), ((),) * 7)
    assert rules.due(closed, AT, 4, 24).contact == AT + timedelta(hours=4)
    assert rules.due(Hours(ZoneInfo("UTC"), AROUND_THE_CLOCK), AT, 4, 24).outcome == AT + timedelta(hours=24)
