"""What is intended for a group of customers holds for who is in it, alone or with their company; for nobody else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.actions import belong_to, put_in_group, take_out_of_group
from wellserved.ground.customers.models import Customer
from wellserved.ground.customers.reads import groups_of
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.insight import rebuild as figures
from wellserved.learning.insight.actions import sum_up
from wellserved.learning.insight.behind import OfStandard, behind
from wellserved.learning.insight.extent import Extent
from wellserved.learning.insight.rules import GROUP
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Measurement

QUICK = {"kind": "first reply", "within": "10 min", "hours": "always"}


@pytest.fixture(autouse=True)
def _suppliers_hear_at_once(world: World, at: datetime) -> None:
    where: dict[str, Any] = {"groups": ["supplier"], "sites": [world.house.id]}
    add_standard("suppliers", statement="A supplier hears at once.", rule=QUICK, by=SYSTEM, at=at, **where)


def writes(customer: Customer, world: World, at: datetime) -> Conversation:
    mail = Incoming("email", world.email_of(customer), "The towels come later.", "Towels")
    return actions.open(mail, customer=customer, site=world.house, at=at)[0]


def verdicts(matter: Conversation) -> list[str]:
    rows = Measurement.objects.filter(conversation_id=matter.id, standard__key="suppliers")
    return list(rows.values_list("verdict", flat=True))


def test_a_supplier_is_served_to_the_standard_of_suppliers(world: World, at: datetime) -> None:
    put_in_group(world.alice, "supplier", by=staff(world.ines.id), at=at)
    hers, his = writes(world.alice, world, at), writes(world.bob, world, at)
    for matter in (hers, his):
        actions.say(matter, "Thank you.", by=staff(world.ines.id), at=at + timedelta(minutes=5))
    assert (verdicts(hers), verdicts(his)) == (["met"], [])
    assert not list(rebuild.differences())


def test_said_late_it_holds_from_the_beginning_and_can_be_taken_back(world: World, at: datetime) -> None:
    matter = writes(world.alice, world, at)
    actions.say(matter, "Thank you.", by=staff(world.ines.id), at=at + timedelta(minutes=15))
    assert verdicts(matter) == []
    put_in_group(world.alice, "supplier", by=staff(world.ines.id), at=at + timedelta(hours=1))
    assert verdicts(matter) == ["missed"]
    take_out_of_group(world.alice, "supplier", by=staff(world.ines.id), at=at + timedelta(hours=2))
    assert verdicts(matter) == []
    assert not list(rebuild.differences())


def test_figures_are_of_the_group_that_holds_now(world: World, at: datetime) -> None:
    """Whoever joins a group later: what their open matters gave, and what is behind it, is the group's."""
    matter = writes(world.alice, world, at)
    actions.say(matter, "Thank you.", by=staff(world.ines.id), at=at + timedelta(minutes=5))

    def of_regulars() -> tuple[int, int]:
        day = at.astimezone(world.house.zone).date()
        met = Extent(world.maren, day, day).verdicts([GROUP], ("value",)).get(("regular",), {}).get("met", 0)
        found = behind(world.maren, OfStandard("", "met"), start=day, end=day, by=GROUP, value="regular")
        return met, len(found.items)

    assert of_regulars() == (0, 0)
    put_in_group(world.alice, "regular", by=staff(world.ines.id), at=at + timedelta(hours=1))
    met, shown = of_regulars()
    assert met == shown > 0
    sum_up()
    take_out_of_group(world.alice, "regular", by=staff(world.ines.id), at=at + timedelta(hours=2))
    assert of_regulars() == (0, 0)
    assert not list(figures.differences())


def test_a_whole_company_is_in_it_with_who_joins_later(world: World, at: datetime) -> None:
    belong_to(world.alice, "Bright Laundry", by=SYSTEM, at=at)
    put_in_group(world.alice, "supplier", whole_company=True, by=SYSTEM, at=at)
    matter = writes(world.bob, world, at)
    assert groups_of(world.bob) == []
    belong_to(world.bob, "Bright Laundry", by=SYSTEM, at=at)
    assert groups_of(world.bob) == ["supplier"]
    actions.say(matter, "Thank you.", by=staff(world.ines.id), at=at + timedelta(minutes=5))
    assert verdicts(matter) == ["met"]


def test_whose_matter_it_really_is_decides(world: World, at: datetime) -> None:
    put_in_group(world.bob, "supplier", by=SYSTEM, at=at)
    matter = writes(world.alice, world, at)
    actions.say(matter, "Thank you.", by=staff(world.ines.id), at=at + timedelta(minutes=5))
    actions.give_to(matter, world.bob, by=staff(world.ines.id), at=at + timedelta(minutes=6))
    assert verdicts(matter) == ["met"]
    actions.give_to(matter, world.alice, by=staff(world.ines.id), at=at + timedelta(minutes=7))
    assert verdicts(matter) == []


def test_it_is_said_at_the_desk(world: World, at: datetime, as_staff: Callable[[Staff], Client]) -> None:
    here = f"/desk/conversations/{writes(world.alice, world, at).id}/"
    ines = as_staff(world.ines)
    assert 'value="supplier"' in ines.get(here).content.decode(), "the standards' groups are offered"
    ines.post(f"{here}groups/", {"group": "  supplier "})
    assert groups_of(world.alice) == ["supplier"]
    assert as_staff(world.lotte).post(f"{here}groups/", {"group": "regular"}).status_code == 404
    assert "Write the name of a group" in ines.post(f"{here}groups/", {"group": " "}, follow=True).content.decode()
    assert world.alice.company is None
    refused = ines.post(f"{here}groups/", {"group": "regular", "company": "1"}, follow=True)
    assert "They belong to no company" in refused.content.decode()
    ines.post(f"{here}groups/", {"group": "supplier", "_method": "DELETE"})
    assert "supplier" not in groups_of(world.alice)
