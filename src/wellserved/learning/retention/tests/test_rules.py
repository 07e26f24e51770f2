"""What counts for leaving, and how much."""

from datetime import UTC, datetime, timedelta

import pytest

from wellserved.learning.retention.rules import Facts, Why, points, reasons, rhythm

AT = datetime(2026, 11, 18, 10, tzinfo=UTC)


def ago(*days: float) -> list[datetime]:
    return [AT - timedelta(days=each) for each in days]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (Facts(ago(5), AT), {}),
        (Facts(ago(5), AT, missed=[True]), {Why.MISSED: 1}),
        (Facts(ago(9, 7, 5), AT, missed=[True, False, True]), {Why.MISSED: 1}),
        (Facts(ago(9, 7, 5), AT, missed=[True, True, True]), {Why.MISSED: 2}),
        (Facts(ago(5), AT, missed=[True, False, False, False]), {}),
        (Facts(ago(5), AT, answers=[-1]), {Why.BELOW: 1}),
        (Facts(ago(5), AT, answers=[1, 0]), {Why.FALLING: 1}),
        (Facts(ago(5), AT, answers=[1, -1]), {Why.FALLING: 2}),
        (Facts(ago(5), AT, answers=[-2, -1]), {Why.BELOW: 1}),
        (Facts(ago(5), AT, answers=[-1, 1]), {}),
        (Facts(ago(5), AT, waiting_since=AT - timedelta(days=2)), {}),
        (Facts(ago(5), AT, waiting_since=AT - timedelta(days=3)), {Why.UNANSWERED: 2}),
        (Facts(ago(120, 90, 60), ago(59)[0]), {}),
        (Facts(ago(120, 90, 60), ago(60)[0]), {Why.SILENT: 1}),
        (Facts(ago(150, 120, 90), ago(90)[0]), {Why.SILENT: 2}),
        (Facts(ago(400, 60), ago(300)[0]), {}),
    ],
)
def test_each_reason_counts_what_the_page_says(facts: Facts, found: dict[Why, int]) -> None:
    assert {reason.why: reason.points for reason in reasons(facts, AT)} == found


def test_the_weightiest_reason_comes_first() -> None:
    facts = Facts(ago(150, 120, 90), ago(90)[0], missed=[True], answers=[-1])
    found = reasons(facts, AT)
    assert [reason.why for reason in found] == [Why.SILENT, Why.MISSED, Why.BELOW]
    assert points(found) == 4


def test_a_rhythm_needs_three_visits_and_one_week_is_one_visit() -> None:
    assert rhythm(ago(60, 30)) is None
    assert rhythm(ago(63, 62, 61)) is None
    assert rhythm(ago(100, 99, 70, 40, 39)) == timedelta(days=30)
