"""What is recorded is kept, and reaches those who react."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from django.apps import apps
from django.db import transaction

from wellserved.ground import clock
from wellserved.ground.jobs.reads import parked
from wellserved.ground.jobs.work import drain
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.ground.journal.dispatch import later, now, wire
from wellserved.ground.journal.events import KINDS, Event, decode
from wellserved.ground.journal.models import Entry
from wellserved.ground.journal.reads import seen_before

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    """A guest rang the bell at the desk."""

    times: int = 1


KINDS.pop("BellRung")  # known within these tests only: the house's documents list every kind

heard: list[Event] = []


def listen(event: BellRung) -> None:
    heard.append(event)


def faint(event: BellRung) -> None:
    raise RuntimeError("the porter fainted")


@pytest.fixture(autouse=True)
def wiring() -> Iterator[None]:
    heard.clear()
    KINDS["BellRung"] = BellRung
    yield
    del KINDS["BellRung"]
    cast(Any, apps.get_app_config("wellserved")).ready()  # the house's own wiring again


def ring(times: int = 1) -> BellRung:
    with transaction.atomic():
        return record(BellRung(at=NOON, by=staff(3), conversation_id=7, site_id=1, times=times))


def test_an_event_can_be_read_back_as_it_was_told() -> None:
    rung = ring(times=2)
    assert Entry.objects.get(id=rung.seq).event() == rung
    assert rung.measures() == {"times": 2}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_that_makes_it_true() -> None:
    with pytest.raises(RuntimeError, match="BellRung"):
        record(BellRung(at=NOON, by=SYSTEM))


def test_reactions_run_now_in_the_transaction_or_later_as_a_job() -> None:
    wire({BellRung: (now(listen),)})
    rung = ring()
    assert heard == [rung]
    wire({BellRung: (later(listen),)})
    second = ring()
    assert heard == [rung]
    drain(NOON)
    assert heard == [rung, second]


def test_what_a_reaction_now_cannot_do_did_not_happen() -> None:
    wire({BellRung: (now(faint),)})
    with pytest.raises(RuntimeError):
        ring()
    assert not Entry.objects.exists()


def test_a_later_reaction_that_fails_is_tried_again_and_holds_up_no_other() -> None:
    wire({BellRung: (later(faint), later(listen))})
    rung = ring()
    drain(NOON)
    assert heard == [rung]
    assert not parked()


def test_a_reaction_that_is_wired_no_more_is_parked_with_the_reason() -> None:
    wire({BellRung: (later(listen),)})
    ring()
    wire({})
    drain(NOON)
    [job] = parked()
    assert "flow.py no longer knows" in job.last_error


def test_an_entry_with_an_undeclared_key_or_kind_is_refused() -> None:
    head = {"at": NOON, "by": SYSTEM}
    with pytest.raises(TypeError):
        decode("BellRung", head, {"loudness": 11})
    with pytest.raises(KeyError):
        decode("BellMended", head, {})


def test_two_rooms_cannot_call_different_events_the_same() -> None:
    with pytest.raises(TypeError, match="two events are called BellRung"):
        type("BellRung", (Event,), {"__module__": "elsewhere"})


def test_an_event_cannot_be_changed() -> None:
    rung = ring()
    with pytest.raises(AttributeError):
        rung.times = 5  # type: ignore[misc]
    assert replace(rung, times=5) != rung


def test_a_page_can_tell_from_where_on_it_may_have_missed_something() -> None:
    assert seen_before(clock.now()) == 0
    first = ring().seq
    between = clock.now()
    ring()
    assert seen_before(between) == first
    assert seen_before(clock.now()) == first + 1
    assert seen_before(between - timedelta(days=1)) == first - 1
