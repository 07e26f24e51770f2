"""How soon customers come again."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.world import World
from wellserved.ground.customers.actions import recognise
from wellserved.learning.retention.reads.returning import Returning, returning
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db


def came(world: World, at: datetime, *customers: tuple[int, ...]) -> None:
    """One customer each, whose matters were opened so many days ago."""
    mail = Incoming("email", "guest@mail.example", "Hello", "A question")
    for guest, days_ago in enumerate(customers):
        customer = recognise("email", f"guest{guest}@mail.example", at=at)
        for days in days_ago:
            conversations.open(mail, customer=customer, site=world.house, at=at - timedelta(days=days))


def test_who_comes_again_is_counted_however_short_the_history_is(world: World, at: datetime) -> None:
    came(world, at, *[(70, 49)] * 6, *[(70, 69, 35)] * 3, *[(70,)] * 9, *[(10,)] * 2)
    [found] = returning(world.tobias, [world.house], at=at)
    assert (found.site, found.n, found.again) == (world.house, 20, 9)
    assert found.times == (3.0, 5.0)  # a matter on the day after is the same visit
    assert found.shares == pytest.approx((6 / 18, 0.5))  # the latest two say nothing of the third week
    assert all(low < share < high for low, share, high in zip(found.low, found.shares, found.high, strict=True))
    assert [(mark.weeks, mark.watched) for mark in found.marks] == [(2, 18), (4, 12)]
    assert [mark.share for mark in found.marks] == pytest.approx([0, 6 / 18])
    assert found.half == 5.0


def test_few_customers_are_no_curve(world: World, at: datetime) -> None:
    came(world, at, (70, 49), (60,))
    assert returning(world.tobias, [world.house], at=at) == [Returning(world.house, 2, 1)]


def test_others_sites_are_not_told(world: World, at: datetime) -> None:
    came(world, at, (70, 49))
    assert returning(world.sander, [world.house], at=at) == []
    with pytest.raises(PermissionDenied):
        returning(world.callum, [world.house], at=at)
