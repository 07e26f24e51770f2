"""Any days, anywhere, cut any way: the sums of few long spans are those of counting each day."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from wellserved.learning.insight.actions import sum_up
from wellserved.learning.insight.extent import Extent
from wellserved.learning.insight.models import DayOfStandard
from wellserved.learning.insight.rules import DAY, HOUR, SPANS, first_of, stretches
from wellserved.serving.standards.models import Standard

DAYS = st.dates(date(1970, 1, 1), date(2999, 12, 31))


@given(DAYS, st.integers(-3, 1200), st.sampled_from([SPANS, SPANS[1:], SPANS[2:]]))
def test_each_day_lies_in_one_span(start: date, length: int, spans: tuple[int, ...]) -> None:
    end = start + timedelta(days=length - 1)
    covered = Counter[date]()
    for span, first, last in stretches(start, end, spans):
        assert first_of(span, first) == first
        assert first_of(span, last) == last
        covered.update(first + DAY * n for n in range((last - first).days + span))
    assert covered == Counter(start + DAY * n for n in range(length))


def test_a_year_is_few_spans() -> None:
    year = [
        (span, (last - first).days // span + 1)
        for span, first, last in stretches(date(2026, 1, 1), date(2026, 12, 31))
    ]
    assert sum(many for _, many in year) <= 12 + 6 + 12


@pytest.mark.django_db
def test_sums_of_sites_teams_and_hours_are_those_of_counting(world: World) -> None:
    chance, standard = Random(5), Standard.objects.earliest("id").id
    where = [(world.house.id, 1), (world.house.id, 2), (world.quay.id, 0)]
    facts = []
    for number in range(200):
        site_id, team_id = chance.choice(where)
        at = {"day": date(2026, 3, 1) + DAY * chance.randrange(100), "hour": chance.randrange(8, 11)}
        facts.append(DayOfStandard(site_id=site_id, team_id=team_id, standard_id=standard, fresh=True, met=1, **at))
        if number == 150:
            DayOfStandard.objects.bulk_create(facts)
            sum_up()
    DayOfStandard.objects.bulk_create(facts[151:])  # these stay fresh
    for start, end in ((date(2026, 3, 3), date(2026, 6, 1)), (date(2026, 4, 1), date(2026, 4, 9))):
        within = [fact for fact in facts if start <= fact.day <= end]
        everywhere, one_team = Extent(world.maren, start, end), Extent(world.maren, start, end, team_id=2)
        for extent, by, those in (
            (everywhere, ("site_id", "value"), within),
            (everywhere, ("team_id", "value"), within),
            (one_team, ("site_id", "value"), [fact for fact in within if fact.team_id == 2]),
        ):
            found = {key: counts["met"] for key, counts in extent.verdicts([HOUR], by).items()}
            assert found == Counter((getattr(fact, by[0]), str(fact.hour)) for fact in those)
