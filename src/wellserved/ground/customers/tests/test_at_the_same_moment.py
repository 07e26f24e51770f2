"""Somebody writes, or a second colleague presses, while a customer is merged or erased."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from queue import Queue

import pytest
from django.db import connection, transaction

from tests.world import World
from wellserved.ground.accounts.rules import Refused
from wellserved.ground.customers import actions
from wellserved.ground.customers.models import Customer, Erasure, Identity, Merge
from wellserved.ground.journal.actor import staff

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = "alice.carter@office.example"


@pytest.fixture
def writes_during(world: World, at: datetime) -> Callable[[Callable[[], object]], Customer]:
    """Whose mail from OFFICE is that came in while something was done to them which is not committed yet."""

    def recognised(here: "Queue[int]") -> Customer:
        try:
            connection.ensure_connection()
            here.put(_number())
            with transaction.atomic():
                return actions.recognise(Identity.EMAIL, OFFICE, at=at)
        finally:
            connection.close()

    def during(deed: Callable[[], object]) -> Customer:
        here: Queue[int] = Queue()
        with ThreadPoolExecutor(1) as threads:
            with transaction.atomic():
                deed()
                whose = threads.submit(recognised, here)
                number = here.get(timeout=60)
                while not (_waits(number) or whose.done()):
                    pass
            return whose.result()

    return during


def _number() -> int:
    """Of our connection, at the server."""
    return int(connection.connection.info.backend_pid) if connection.vendor == "postgresql" else 0


def _waits(number: int) -> bool:
    """Whether that connection waits for ours. SQLite lets nobody else begin."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s))", [number])
        return bool(cursor.fetchone()[0])


def test_who_writes_while_they_are_erased_is_somebody_new(
    world: World, at: datetime, writes_during: Callable[[Callable[[], object]], Customer]
) -> None:
    alice = actions.recognise(Identity.EMAIL, OFFICE, name="Alice Carter", at=at)
    asked = actions.ask_erasure(alice, Erasure.ASKED, at_once=True, by=staff(world.ines.id), at=at)
    whose = writes_during(lambda: actions.erase(asked.id, at=at))
    assert whose.id != alice.id
    assert whose.name == ""


def test_who_writes_while_they_are_merged_is_the_one_who_is_kept(
    world: World, at: datetime, writes_during: Callable[[Callable[[], object]], Customer]
) -> None:
    other = actions.recognise(Identity.EMAIL, OFFICE, name="Alice Carter", at=at)
    whose = writes_during(lambda: actions.merge(world.alice, other, by=staff(world.ines.id), at=at))
    assert whose == world.alice


def test_of_two_who_merge_them_either_way_one_does(world: World, at: datetime) -> None:
    other = actions.recognise(Identity.EMAIL, OFFICE, name="Alice Carter", at=at)

    def merges(kept: int, merged: int) -> bool:
        try:
            actions.merge(
                Customer.objects.get(id=kept), Customer.objects.get(id=merged), by=staff(world.ines.id), at=at
            )
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        ways = ((world.alice.id, other.id), (other.id, world.alice.id))
        done = list(threads.map(lambda way: merges(*way), ways))
    assert sorted(done) == [False, True]
    assert Merge.objects.standing().count() == 1
