"""An outage stops the clocks of its site, whenever somebody tells of it, and they go on as if it had been known."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.hours.actions import declare_outage, end_outage, withdraw_outage
from wellserved.ground.hours.models import Outage
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import act_on_clocks, add_standard
from wellserved.serving.standards.models import Measurement, Standard

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MAIL = Incoming("email", "bob@mail.example", "Is there a room with a view?", "A room")
Rule = dict[str, object]
RESOLUTION: Rule = {"kind": "resolution", "within": "4 h", "hours": "always"}


@pytest.fixture
def asks(world: World, at: datetime) -> Callable[..., Conversation]:
    """Bob asks at the Quay, where nothing else is intended than this rule."""
    Standard.objects.update(valid_until=at)

    def asked(rule: Rule = RESOLUTION) -> Conversation:
        add_standard("only", statement="Only this.", rule=rule, by=SYSTEM, at=at)
        return conversations.open(MAIL, customer=world.bob, site=world.quay, at=at)[0]

    return asked


@pytest.fixture
def dark(world: World, run_jobs: Callable[[datetime], int]) -> Callable[..., Outage]:
    """Somebody tells at a moment that the Quay was, or is, without power."""

    def told(starts_at: datetime, ends_at: datetime | None, *, at: datetime) -> Outage:
        run_jobs(at)
        by = staff(world.sander.id)
        outage = declare_outage(world.quay, starts_at=starts_at, ends_at=ends_at, reason="No power", by=by, at=at)
        run_jobs(at)
        return outage

    return told


def due(conversation: Conversation) -> datetime | None:
    return Conversation.objects.get(id=conversation.id).next_due_at


def verdicts() -> list[tuple[str, float | None]]:
    return list(Measurement.objects.order_by("id").values_list("verdict", "value"))


def test_while_nobody_knows_its_end_nothing_is_due_and_then_it_is_again(
    world: World,
    asks: Callable[..., Conversation],
    dark: Callable[..., Outage],
    run_jobs: Callable[[datetime], int],
    at: datetime,
) -> None:
    conversation = asks()
    outage = dark(at + HOUR, None, at=at + 2 * HOUR)
    assert due(conversation) is None
    act_on_clocks(at + 50 * HOUR)
    assert verdicts() == []
    end_outage(outage, ends_at=at + 3 * HOUR, by=staff(world.sander.id), at=at + 3 * HOUR)
    run_jobs(at + 3 * HOUR)
    assert due(conversation) == at + 6 * HOUR
    withdraw_outage(outage, by=staff(world.sander.id), at=at + 3 * HOUR)
    run_jobs(at + 3 * HOUR)
    assert due(conversation) == at + 4 * HOUR
    assert list(rebuild.differences()) == []


def test_told_afterwards_it_counts_for_what_waits_for_the_customer(
    world: World, asks: Callable[..., Conversation], dark: Callable[..., Outage], at: datetime
) -> None:
    conversation = asks()
    conversations.wait(conversation, by=staff(world.sander.id), at=at + 3 * HOUR)
    dark(at + HOUR, at + 2 * HOUR, at=at + 4 * HOUR)
    assert list(rebuild.differences()) == []
    conversations.resume(conversation, by=staff(world.sander.id), at=at + 10 * HOUR)
    assert due(conversation) == at + 12 * HOUR


def test_told_afterwards_it_counts_for_what_was_missed_before_and_settled_since(
    world: World, asks: Callable[..., Conversation], dark: Callable[..., Outage], at: datetime
) -> None:
    conversation = asks()
    act_on_clocks(at + 5 * HOUR)
    conversations.close(conversation, by=staff(world.sander.id), at=at + 8 * HOUR)
    assert verdicts() == [("missed", 8 * 3600)]
    dark(at + 5 * HOUR, at + 7 * HOUR, at=at + 9 * HOUR)
    assert verdicts() == [("missed", 6 * 3600)]
    assert list(rebuild.differences()) == []


def test_no_time_of_day_is_a_due_time_while_it_lasts(
    asks: Callable[..., Conversation], dark: Callable[..., Outage], at: datetime
) -> None:
    conversation = asks({"kind": "first reply", "by": "18:00", "hours": "always"})
    assert due(conversation) == at.replace(hour=17)  # at the Quay it is an hour later
    dark(at + 5 * HOUR, at + 9 * HOUR, at=at + 9 * HOUR)
    assert due(conversation) == at.replace(hour=17) + 24 * HOUR
