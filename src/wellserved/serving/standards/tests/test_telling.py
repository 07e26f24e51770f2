"""A rule is told on one line that a manager understands."""

from typing import Any

import pytest

from wellserved.serving.standards import packs
from wellserved.serving.standards.telling import in_words


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            {"kind": "first reply", "within": "4 h", "warn": [0.5, 0.8]},
            "first reply within 4 h, in opening hours, warned at 50\u00a0% and 80\u00a0%",
        ),
        ({"kind": "next reply", "by": "12:00", "day": 1}, "next reply by 12:00 of the next serving day"),
        ({"kind": "first reply", "by": "17:00", "day": 5}, "first reply by 17:00, 5 serving days later"),
        (
            {
                "kind": "time to",
                "from": "arrived",
                "to": ["greeted", "attended"],
                "within": "60 s",
                "hours": "always",
                "fails": "left",
            },
            "from arrived to greeted or attended, within 60 s, around the clock, missed at once when left",
        ),
        (
            {"kind": "at most", "count": "ring", "limit": 3, "from": "rang", "until": "answered"},
            "ring at most 3 times, from rang, until answered",
        ),
        (
            {"kind": "at most", "total": "hold", "limit": "30 s", "until": "call ended"},
            "at most 30 s of hold altogether, until call ended",
        ),
        (
            {"kind": "quoted", "to": "ready", "late": "15 min", "early": "5 min"},
            "ready by the time that was named, 15 min later at most, 5 min earlier at most",
        ),
        (
            {"kind": "observed", "by": ["rule", "review"], "never_says": ["our policy"]},
            "observed by rule or review, without “our policy”",
        ),
        (
            {"kind": "share of", "per": "day", "of": {"kind": "resolution", "within": "8 h"}},
            "share of a day, resolution within 8 h, in opening hours",
        ),
    ],
)
def test_a_rule_in_words(rule: dict[str, Any], told: str) -> None:
    assert in_words(rule) == told


def test_every_rule_that_is_shipped_can_be_told() -> None:
    for name in packs.names():
        assert all(in_words(one["rule"]) for one in packs.pack(name).standards)
