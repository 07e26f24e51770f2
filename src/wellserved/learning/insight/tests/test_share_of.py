"""A share is judged over the days that were chosen, and by its own days, weeks or months."""

from datetime import date, datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.insight.standard import standard_page
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Measurement

pytestmark = pytest.mark.django_db
ANSWERED = {"kind": "time to", "from": "rang", "to": "answered", "within": "20 s", "hours": "always"}


@pytest.mark.parametrize(("per", "expected"), [("day", (1, 2)), ("week", (0, 1)), ("month", (0, 1))])
def test_its_own_periods_are_told_beside_the_whole(
    world: World, at: datetime, per: str, expected: tuple[int, int]
) -> None:
    rule = {"kind": "share of", "per": per, "of": ANSWERED}
    standard = add_standard("answered", statement="Calls are answered.", rule=rule, target=0.8, by=SYSTEM, at=at)
    for number, (later, met) in enumerate([(0, True), (0, True), (1, False), (1, True)]):
        rang = at + timedelta(days=later)
        Measurement.objects.create(
            standard=standard,
            conversation_id=number + 1,
            site_id=world.house.id,
            started_seq=number + 1,
            started_at=rang,
            at=rang,
            verdict=Measurement.MET if met else Measurement.MISSED,
        )
    page = standard_page(world.ines, "answered", start=date(2026, 11, 16), end=date(2026, 11, 22))
    assert (page.met, page.of) == (3, 4)
    assert page.periods == (per, *expected)
