"""Which standards can be walked with, and which answers count."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from wellserved.learning.inspections import rules
from wellserved.learning.inspections.rules import NotAllowed, Told
from wellserved.serving.standards.wording import meant

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
GREETED: dict[str, Any] = {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s"}


@pytest.mark.parametrize(
    ("rule", "way"),
    [
        (GREETED, "seconds"),
        ({"kind": "share of", "of": GREETED}, "seconds"),
        ({"kind": "at most", "total": "hold", "limit": "30 s", "until": "call ended"}, "seconds"),
        ({"kind": "at most", "count": "transferred", "limit": 1}, "count"),
        ({"kind": "at least", "count": "informed", "limit": 1}, "count"),
        ({"kind": "observed"}, "seen"),
        ({"kind": "first reply", "within": "4 h"}, ""),
        ({"kind": "at most", "count": "customer wrote", "limit": 2}, ""),
        ({"kind": "time to", "from": "arrived", "to": "called back", "by": "12:00", "day": 1}, "seen"),
        ({"kind": "time to", "from": "joined the line", "to": "attended", "fails": "abandoned"}, "seen"),
        ({"kind": "quoted", "to": "ready", "late": "5 min"}, "quoted"),
        ({"kind": "quoted", "to": "settled", "late": "5 min"}, ""),
    ],
)
def test_what_somebody_who_walks_can_answer_for(rule: dict[str, Any], way: str) -> None:
    assert rules.way_of(meant(rule, id=1, key="a")) == way


def test_what_only_colleagues_observe_is_not_on_the_list() -> None:
    assert rules.way_of(meant({"kind": "observed"}, id=1, key="a"), ("colleague",)) == ""


@pytest.mark.parametrize(
    ("way", "outcome", "value"),
    [
        ("seen", "measured", 3.0),
        ("seen", "perhaps", None),
        ("seen", "yes", 1.0),
        ("seconds", "yes", None),
        ("seconds", "measured", None),
        ("seconds", "measured", -1.0),
        ("seconds", "measured", float("nan")),
        ("count", "measured", float("inf")),
        ("quoted", "measured", 60.0),
        ("quoted", "yes", None),
    ],
)
def test_an_answer_that_is_none_is_refused(way: str, outcome: str, value: float | None) -> None:
    with pytest.raises(NotAllowed):
        rules.checked(Told("1", outcome, value, "", AT), way)


@pytest.mark.parametrize(
    ("named", "came", "verdict"),
    [
        ("15:30", "15:35", "met"),
        ("15:30", "15:36", "missed"),
        ("15:30", "15:20", "met"),
        ("15:30", "15:19", "missed"),
        ("23:58", "00:02", "met"),
        ("23:58", "00:04", "missed"),
        ("00:02", "23:58", "met"),
    ],
)
def test_beside_a_time_that_was_named_both_times_are_typed_in(named: str, came: str, verdict: str) -> None:
    times = time.fromisoformat(named), time.fromisoformat(came)
    kept = rules.checked(Told("1", "measured", None, "", AT, *times), "quoted")
    terms = meant({"kind": "quoted", "to": "ready", "late": "5 min", "early": "10 min"}, id=1, key="a")
    assert rules.verdict(kept.outcome, kept.value, terms) == verdict


@pytest.mark.parametrize("way", ["seen", "seconds", "quoted"])
def test_a_time_alone_is_no_answer(way: str) -> None:
    for outcome in ("measured", "noted"):
        with pytest.raises(NotAllowed):
            rules.checked(Told("1", outcome, None, "", AT, time(15, 30)), way)


def test_the_clock_of_a_phone_counts_as_far_as_it_can_be_right() -> None:
    hour = timedelta(hours=1)
    assert rules.within(AT - hour, AT, AT + hour) == AT
    assert rules.within(AT + 2 * hour, AT, AT + hour) == AT + hour
    assert rules.within(AT + hour / 2, AT, AT + hour) == AT + hour / 2
