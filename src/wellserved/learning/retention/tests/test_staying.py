"""How long customers of a site stay."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.world import World
from wellserved.ground.customers.actions import recognise
from wellserved.learning.retention.reads.staying import staying
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db


def test_whoever_was_silent_for_half_a_year_is_gone(world: World, at: datetime) -> None:
    for guest in range(20):
        customer = recognise("email", f"guest{guest}@mail.example", at=at)
        mail = Incoming("email", "guest@mail.example", "Hello", "A question")
        for days in (400, 300) if guest < 10 else (400, 40):
            conversations.open(mail, customer=customer, site=world.house, at=at - timedelta(days=days))
    found = staying(world.tobias, world.house, at=at)
    assert (found.curve.n, found.lost) == (20, 10)
    assert found.curve.shares[-1] == pytest.approx(0.5)
    assert found.curve.times[-1] == pytest.approx(100 / 30.44, abs=0.1)
    assert staying(world.sander, world.house, at=at).curve.n == 0
    with pytest.raises(PermissionDenied):
        staying(world.callum, world.house, at=at)
