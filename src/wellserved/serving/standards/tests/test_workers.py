"""Several workers and colleagues at the same moment: each miss is recorded once, and nobody waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import close_old_connections, connection, connections

from tests.world import World, found
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import act_on_clocks
from wellserved.serving.standards.models import Measurement, Watch

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)
MAIL = Incoming(channel="email", sender="alice@mail.example", text="May I stay until noon?")


@pytest.fixture
def together() -> Callable[..., None]:
    """Do these things at the same time, each in a thread with a connection of its own; faults are raised."""

    def run(*things: Callable[[], object]) -> None:
        def one(thing: Callable[[], object]) -> None:
            close_old_connections()
            try:
                thing()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(things)) as pool:
            for future in [pool.submit(one, thing) for thing in things]:
                future.result(timeout=60)

    return run


def matters(world: World, at: datetime, number: int) -> list[Conversation]:
    sites = (world.house, world.quay, world.pantry)
    return [conversations.open(MAIL, customer=world.alice, site=sites[n % 3], at=at)[0] for n in range(number)]


def test_four_workers_record_each_miss_once(at: datetime, together: Callable[..., None]) -> None:
    matters(found(), at, 12)
    later = at + timedelta(days=20)
    together(*[lambda: act_on_clocks(later)] * 4)
    act_on_clocks(later)  # what one of them passed over since another was at it
    assert Entry.objects.filter(kind="StandardMissed").count() == 24  # first reply and resolution
    assert Measurement.objects.filter(verdict="missed").count() == 24
    assert not Watch.objects.to_act_on(later).exists()


def test_colleagues_answer_and_close_while_workers_sweep(at: datetime, together: Callable[..., None]) -> None:
    world = found()
    matter = matters(world, at, 9)
    later = at + timedelta(days=20)

    def answer(mine: list[Conversation]) -> Callable[[], None]:
        def work() -> None:
            for conversation in mine:
                conversations.say(conversation, "Until noon.", by=staff(world.maren.id), at=later)

        return work

    def close(mine: list[Conversation]) -> Callable[[], None]:
        def work() -> None:
            for conversation in mine:
                conversations.close(Conversation.objects.get(id=conversation.id), by=staff(world.maren.id), at=later)

        return work

    sweep: Callable[[], object] = lambda: [act_on_clocks(later) for _ in range(5)]  # noqa: E731
    together(sweep, answer(matter), close(matter[::-1]), sweep)
    act_on_clocks(later)
    assert list(rebuild.differences()) == []
    assert Entry.objects.filter(kind="StandardMissed").count() == 18


def test_an_idle_sweep_reads_one_index_however_many_clocks_run(at: datetime) -> None:
    Watch.objects.bulk_create(
        Watch(conversation_id=n, act_at=at + timedelta(seconds=n), state="{}") for n in range(1, 5000)
    )
    overdue = Watch.objects.to_act_on(at).values_list("conversation_id", flat=True)[:200]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE standards_watch")
    plan = overdue.explain()
    assert "clocks_due" in plan, plan
    assert act_on_clocks(at) == 0
