"""A site's stars follow from its figures, and say where they were lost."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.insight.actions import sum_up
from wellserved.learning.insight.models import DayOfStandard
from wellserved.learning.insight.stars import SiteStars, stars
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Standard

pytestmark = pytest.mark.django_db
START, DAYS = date(2026, 10, 5), 28  # a Monday


@pytest.fixture
def greeting(at: datetime) -> Standard:
    rule = {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s", "hours": "always"}
    return add_standard("greeting", statement="A guest is greeted within a minute.", rule=rule, by=SYSTEM, at=at)


def lived(standard: Standard, site_id: int, met: int, of: int, on_saturdays: int | None = None) -> None:
    """So often met of so many, on each day."""
    for n in range(DAYS):
        day = START + timedelta(days=n)
        kept = on_saturdays if on_saturdays is not None and day.weekday() == 5 else met
        facts = {"day": day, "weekday": day.weekday(), "fresh": True, "met": kept, "missed": of - kept}
        DayOfStandard(site_id=site_id, standard_id=standard.id, **facts).save()
    sum_up()


def of_site(world: World, site_id: int) -> SiteStars:
    end = START + timedelta(days=DAYS - 1)
    return next(one for one in stars(world.maren, start=START, end=end) if one.site.id == site_id)


def test_greeting_at_the_quay_on_saturdays(world: World, greeting: Standard) -> None:
    first, second = Standard.objects.exclude(id=greeting.id).order_by("id")[:2]
    lived(first, world.quay.id, 5, 5)
    lived(second, world.quay.id, 5, 5)
    lived(greeting, world.quay.id, 19, 20, on_saturdays=4)
    found = of_site(world, world.quay.id)
    [(key, reason)] = found.reasons
    assert key == "greeting"
    assert reason == "0.1 lost: A guest is greeted within a minute. Worst on Saturdays."
    assert found.stars.rating.enough


def test_a_bad_day_is_named_only_when_it_is_surely_worse(world: World, greeting: Standard) -> None:
    first, second = Standard.objects.exclude(id=greeting.id).order_by("id")[:2]
    for standard in (first, second):
        lived(standard, world.quay.id, 5, 5)
    lived(greeting, world.quay.id, 12, 20, on_saturdays=11)
    [(_, reason)] = of_site(world, world.quay.id).reasons
    assert "Worst" not in reason


def test_a_site_that_was_hardly_measured_has_no_stars(world: World, greeting: Standard) -> None:
    lived(greeting, world.house.id, 1, 1)
    found = of_site(world, world.house.id)
    assert not found.stars.rating.enough
    assert "too few" in found.stars.rating.reading


def test_who_may_not_see_quality_sees_no_stars(world: World) -> None:
    with pytest.raises(PermissionDenied):
        stars(world.sam, start=START, end=START)
