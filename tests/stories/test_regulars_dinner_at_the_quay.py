"""What an inspector sees where a team serves regulars at dinner counts with what is measured there."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.insight import rebuild as figures
from wellserved.learning.insight.models import DayOfStandard
from wellserved.learning.inspections import actions, reads
from wellserved.learning.inspections.rules import Situation, Told
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Measurement

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def test_what_is_made_for_one_team_matter_and_customer_is_looked_at_there(
    world: World, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    """Regulars' dinner at the Quay comes when the kitchen said it would."""
    kitchen = world.quay.teams.create(name="Kitchen")
    made_for: dict[str, Any] = {
        "sites": [world.quay],
        "teams": [kitchen],
        "topics": ["dining"],
        "groups": ["regular"],
    }
    rule = {"kind": "quoted", "to": "served", "late": "5 min"}
    add_standard("as-named", statement="Dinner comes when we said.", rule=rule, by=SYSTEM, at=at - DAY, **made_for)
    nobody = reads.inspectable(Situation(world.quay.id, "in_person"), at)
    assert (nobody.chosen, nobody.others) == ([], 1), "it is told that there is more"
    regular = Situation(world.quay.id, "in_person", kitchen.id, "dining", "regular")
    [(standard, _)] = reads.inspectable(regular, at).chosen
    at_table: dict[str, Any] = {"team": kitchen, "topic": "dining", "group": "regular"}
    by = staff(world.tobias.id)
    walk = actions.begin(
        world.quay, title="Dinner", channel="in_person", standard_ids=[standard.id], by=by, at=at, **at_table
    )
    told = Told("a", "measured", None, "", at, time(19, 30), time(19, 36))
    actions.answer(walk.items.get(), told, by_staff_id=world.tobias.id, at=at)
    actions.finish(walk, by=by, at=at + 60 * SECOND)
    walk.refresh_from_db()
    run_jobs(at + DAY)
    measured = Measurement.objects.get(standard=standard)
    assert (measured.verdict, measured.value, measured.team_id) == ("missed", 360, kitchen.id)
    day: Any = DayOfStandard.objects.get(standard_id=standard.id)
    assert (day.missed, day.team_id, day.topic, list(day.groups)) == (1, kitchen.id, "dining", ["regular"])
    assert not [*rebuild.differences(), *figures.differences()]
    assert walk.conversation is not None
    assert (walk.conversation.team, walk.conversation.topic) == (kitchen, "dining")
    conversations.set_topic(walk.conversation, "departure", by=by, at=at + 90 * SECOND)
    assert not Measurement.objects.exists(), "in another matter it does not hold"
    assert not [*rebuild.differences(), *figures.differences()]
