"""Numbers and times as a person says them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.ui import charts, times, words

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (61, "1 min 1 s"),
        (600, "10 min"),
        (659, "10 min"),
        (3600, "1 h"),
        (7800, "2 h 10 min"),
        (86400, "1 d"),
        (90000, "1 d 1 h"),
        (612000, "7 d"),
        (-300, "\u22125 min"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert times.duration(seconds) == times.duration(timedelta(seconds=seconds)) == said


def test_opening_hours_make_no_days() -> None:
    assert times.duration(26 * 3600, days=False) == "26 h"
    assert times.duration(60, days=False) == "1 min"


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(0), "12:00"),
        (timedelta(days=-1), "yesterday 12:00"),
        (timedelta(days=1), "tomorrow 12:00"),
        (timedelta(days=-3), "Sat 12:00"),
        (timedelta(days=-20), "18 Feb, 12:00"),
    ],
)
def test_moments(away: timedelta, said: str) -> None:
    assert times.when(NOON + away, now=NOON) == said


@pytest.mark.parametrize(
    ("back", "said"),
    [(30, "now"), (300, "5 min"), (7300, "2 h"), (2 * 86400, "Sun"), (30 * 86400, "8 Feb")],
)
def test_how_long_ago(back: int, said: str) -> None:
    assert times.ago(NOON - timedelta(seconds=back), now=NOON) == said


def test_due_is_said_before_and_after() -> None:
    assert times.until(NOON + timedelta(minutes=40), now=NOON) == "due in 40 min"
    assert times.until(NOON - timedelta(minutes=130), now=NOON) == "overdue by 2 h 10 min"
    assert [times.due_state(NOON + timedelta(minutes=m), now=NOON) for m in (-1, 30, 90)] == ["over", "soon", ""]


@pytest.mark.parametrize(
    ("share", "said"), [(None, words.NONE), (0.917, "92 %"), (1.0, "100 %"), (0.999, "> 99 %"), (0.001, "< 1 %")]
)
def test_a_share_is_never_rounded_to_certainty(share: float | None, said: str) -> None:
    assert words.percent(share) == said.replace(" ", "\u00a0")


@pytest.mark.parametrize(("value", "said"), [(0.44, "+0.4"), (-0.44, "\u22120.4"), (-0.01, "0.0"), (0.0, "0.0")])
def test_gaps_have_a_sign(value: float, said: str) -> None:
    assert words.signed(value) == said


@pytest.mark.parametrize(("size", "said"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (23_400_000, "23 MB")])
def test_file_sizes(size: int, said: str) -> None:
    assert words.filesize(size) == said


@given(st.text())
def test_anybody_has_initials_and_a_colour(name: str) -> None:
    assert words.initials(name)
    assert 1 <= words.hue(name) <= words.HUES


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_nothing_is_drawn_outside_a_chart(value: float) -> None:
    assert 0 <= charts.along(value, -2, 2, 0, 1000) <= 1000


def test_a_week_without_figures_breaks_the_line() -> None:
    assert charts.polyline([0.0, 1.0, None, 0.5], 0, 1, 300, 100) == ["0.0,100.0 100.0,0.0", "300.0,50.0"]


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "\u2013"), (0.25, "0.25"), (9500, "9,500"), (12000, "12 k"), (-1_500_000, "\u22121.5 M"), (2e9, "2 bn")],
)
def test_on_an_axis_numbers_are_short(value: float | None, said: str) -> None:
    assert words.short(value) == said
