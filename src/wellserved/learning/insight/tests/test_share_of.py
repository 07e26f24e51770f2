"""A share is judged over the days that were chosen, and by its own days, weeks or months."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.insight.standard import standard_page
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Measurement, Standard

pytestmark = pytest.mark.django_db
ANSWERED = {"kind": "time to", "from": "rang", "to": "answered", "within": "20 s", "hours": "always"}


def share_of(per: str, target: float, at: datetime) -> Standard:
    rule = {"kind": "share of", "per": per, "of": ANSWERED}
    return add_standard("answered", statement="Calls are answered.", rule=rule, target=target, by=SYSTEM, at=at)


def call(standard: Standard, site: Site, number: int, rang: datetime, met: bool) -> Measurement:
    return Measurement(
        standard=standard,
        conversation_id=number,
        site_id=site.id,
        started_seq=number,
        started_at=rang,
        at=rang,
        verdict=Measurement.MET if met else Measurement.MISSED,
    )


@pytest.mark.parametrize(("per", "expected"), [("day", (1, 2)), ("week", (0, 1)), ("month", (0, 1))])
def test_its_own_periods_are_told_beside_the_whole(
    world: World, at: datetime, per: str, expected: tuple[int, int]
) -> None:
    standard = share_of(per, 0.8, at)
    for number, (later, met) in enumerate([(0, True), (0, True), (1, False), (1, True)], start=1):
        call(standard, world.house, number, at + timedelta(days=later), met).save()
    page = standard_page(world.ines, "answered", start=date(2026, 11, 16), end=date(2026, 11, 22))
    assert (page.met, page.of) == (3, 4)
    assert page.periods == (per, *expected)


def test_a_share_that_is_exactly_the_target_reaches_it(world: World, at: datetime) -> None:
    standard = share_of("month", 0.56, at)  # times 25 it is a little more than 14 to a computer
    Measurement.objects.bulk_create(call(standard, world.house, n, at, n <= 14) for n in range(1, 26))
    page = standard_page(world.ines, "answered", start=date(2026, 11, 1), end=date(2026, 11, 30))
    assert (page.met, page.of, page.periods) == (14, 25, ("month", 1, 1))


def test_a_period_begins_at_the_midnight_of_its_site(world: World, at: datetime) -> None:
    standard, midnight = share_of("month", 0.8, at), datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    call(standard, world.house, 1, midnight, met=False).save()
    call(standard, world.quay, 2, midnight, met=True).save()  # where it is half past midnight in December
    page = standard_page(world.maren, "answered", start=date(2026, 11, 1), end=date(2026, 12, 31))
    assert page.periods == ("month", 1, 2)
    november = standard_page(world.maren, "answered", start=date(2026, 11, 1), end=date(2026, 11, 30))
    assert (november.met, november.of) == (0, 1)
