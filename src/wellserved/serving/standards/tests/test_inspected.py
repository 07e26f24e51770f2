"""What an inspection saw and measured is judged like everything else, and starts nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import act_on_clocks, add_standard
from wellserved.serving.standards.models import Measurement

pytestmark = pytest.mark.django_db

RULES: dict[str, dict[str, Any]] = {
    "greeted": {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s", "hours": "always"},
    "seated": {"kind": "time to", "from": "arrived", "to": "seated", "within": "5 min", "hours": "always"},
    "informed": {"kind": "at least", "count": "informed", "limit": 1},
    "passed-on": {"kind": "at most", "count": "transferred", "limit": 1},
    "by-name": {"kind": "observed", "by": ["inspection"]},
    "paper": {"kind": "time to", "from": "ordered", "to": "delivered", "by": "07:00", "day": 1},
    "as-quoted": {"kind": "quoted", "to": "ready", "early": "10 min", "late": "5 min"},
}


@pytest.mark.parametrize(
    ("key", "happened", "value", "verdict"),
    [
        ("greeted", None, 60.0, "met"),
        ("greeted", None, 60.1, "missed"),
        ("informed", None, 0.0, "missed"),
        ("informed", None, 1.0, "met"),
        ("passed-on", None, 2.0, "missed"),
        ("by-name", True, None, "met"),
        ("by-name", False, None, "missed"),
        ("by-name", None, None, "not applicable"),
        ("paper", True, None, "met"),
        ("paper", False, None, "missed"),
        ("as-quoted", None, -600.0, "met"),
        ("as-quoted", None, -601.0, "missed"),
        ("as-quoted", None, 301.0, "missed"),
    ],
)
def test_only_what_was_looked_at_is_judged(
    world: World,
    at: datetime,
    run_jobs: Callable[[datetime], int],
    key: str,
    happened: bool | None,
    value: float | None,
    verdict: str,
) -> None:
    for name, rule in RULES.items():
        add_standard(name, statement=name, rule=rule, by=SYSTEM, at=at - timedelta(days=1))
    inspector = recognise(Identity.EXTERNAL, "inspection 1", name="A guest", at=at)
    landed = conversations.inspect(inspector, world.quay, channel="in_person", subject="Round", by=SYSTEM, at=at)
    conversations.observe(landed, key, happened, value=value, source="inspection", by=SYSTEM, at=at)
    act_on_clocks(at + timedelta(days=9))
    run_jobs(at + timedelta(days=9))
    rows = Measurement.objects.filter(conversation_id=landed.id)
    assert [(row.standard.key, row.verdict, row.value) for row in rows] == [(key, verdict, value)]
    assert not list(rebuild.differences())
    assert not landed.messages.exists()


def test_a_time_is_not_seen_and_what_is_seen_has_no_time(world: World, at: datetime) -> None:
    for name, rule in RULES.items():
        add_standard(name, statement=name, rule=rule, by=SYSTEM, at=at - timedelta(days=1))
    inspector = recognise(Identity.EXTERNAL, "inspection 1", name="A guest", at=at)
    landed = conversations.inspect(inspector, world.quay, channel="in_person", subject="Round", by=SYSTEM, at=at)
    conversations.observe(landed, "greeted", True, source="inspection", by=SYSTEM, at=at)
    conversations.observe(landed, "as-quoted", True, source="inspection", by=SYSTEM, at=at)
    conversations.observe(landed, "by-name", None, value=3, source="inspection", by=SYSTEM, at=at)
    conversations.observe(landed, "paper", None, value=3, source="inspection", by=SYSTEM, at=at)
    assert not Measurement.objects.filter(conversation_id=landed.id).exists()
