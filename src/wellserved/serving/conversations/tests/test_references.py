"""A conversation is named by lot, and whichever door it comes by, a name that is taken is never an error."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain, cycle, repeat

import pytest

from tests.world import World
from wellserved.ground import ids
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming

SAID = Incoming("email", "alice@rowan.example", "May we come late?", "Late arrival")
Door = Callable[[World, datetime], object]

DOORS: dict[str, Door] = {
    "they write": lambda world, at: actions.open(SAID, customer=world.alice, site=world.house, at=at),
    "they come in": lambda world, at: actions.meet(
        world.alice, world.house, channel="in_person", by=staff(world.ines.id), at=at
    ),
    "we write first": lambda world, at: actions.begin(
        world.alice, world.house, subject="Your stay", text="Welcome.", by=staff(world.ines.id), at=at
    ),
    "somebody inspects": lambda world, at: actions.inspect(
        world.alice, world.house, channel="in_person", subject="Round", by=SYSTEM, at=at
    ),
    "it is brought along": lambda world, at: actions.remember(
        SAID, customer=world.alice, site=world.house, by=SYSTEM, moment=at, at=at
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_name_that_is_taken_is_no_error(
    world: World, at: datetime, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    letters = chain(repeat("K", 3 * 7), cycle(ids.ALPHABET[:9]))  # drawn alike three times, then otherwise
    monkeypatch.setattr("wellserved.ground.ids.secrets.choice", lambda alphabet: next(letters))
    actions.open(SAID, customer=world.alice, site=world.house, at=at)
    DOORS[door](world, at)
    assert len(set(Conversation.objects.values_list("reference", flat=True))) == 2
