"""Any history: followed entry by entry it gives what the whole journal gives, in whatever order it arrives."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.ground.hours.notation import written
from wellserved.ground.hours.rules import ALWAYS, Hours
from wellserved.ground.journal.actor import SYSTEM, customer, staff
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import events as happened
from wellserved.serving.standards import rules
from wellserved.serving.standards.events import QuestionMoved, StandardMissed
from wellserved.serving.standards.facts import Intended, Key, LateSettlement, Terms, Verdict, Watch
from wellserved.serving.standards.wording import meant

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LONG_AGO = MONDAY - timedelta(days=90)
HOUR = 3600
NINE_TO_FIVE = [["09:00", "17:00"]]
OFFICE = written(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), NINE_TO_FIVE), {}, "Europe/London")


FIRST_REPLY, NEXT_REPLY, RESOLUTION = "first reply", "next reply", "resolution"


def terms(id: int, kind: str, hours: float, always: bool = False) -> Terms:
    rule = {"kind": kind, "within": f"{hours:g} h", "hours": "always" if always else "opening"}
    return meant(rule, id=id, key=f"standard-{id}", valid_from=LONG_AGO)


@dataclass
class Book:
    terms: dict[int, Terms] = field(
        default_factory=lambda: {
            1: terms(1, FIRST_REPLY, 4),
            2: terms(2, NEXT_REPLY, 2, always=True),
            3: terms(3, RESOLUTION, 16),
            4: terms(4, FIRST_REPLY, 1, always=True),
        }
    )

    def starting(self, moment: str) -> Sequence[Terms]:
        return Intended.of(self.terms.values()).by_start.get(moment, ())

    def observed(self, key: str) -> Sequence[Terms]:
        return Intended.of(self.terms.values()).by_key.get(key, ())

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        return ALWAYS if terms.around_the_clock else OFFICE


def events_at(hour: float, what: str, seq: int) -> Event:
    head: dict[str, Any] = {
        "at": MONDAY + timedelta(hours=hour),
        "conversation_id": 1,
        "customer_id": 1,
        "site_id": 1,
        "seq": seq,
    }
    match what:
        case "writes" | "machine writes":
            automatic = what != "writes"
            return happened.MessageReceived(
                **head, by=customer(1), message_id=seq, channel="email", automatic=automatic
            )
        case "reply" | "notice":
            return happened.MessageSent(**head, by=staff(7), message_id=seq, channel="email", purpose=what)
        case "assign":
            return happened.ConversationAssigned(**head, by=staff(7), staff_id=seq % 3, team_id=seq % 2)
        case "takes in":
            since = (head["at"] - timedelta(hours=2)).isoformat()
            return QuestionMoved(**head, by=staff(7), from_id=2, since=since)
        case "join":
            return happened.ConversationJoined(**head, by=staff(7), into_id=2)
        case "wait":
            return happened.WaitingBegan(**head, by=staff(7))
        case "go on":
            return happened.WaitingEnded(**head, by=customer(1))
        case "close":
            return happened.ConversationClosed(**head, by=staff(7))
        case "reopen":
            return happened.ConversationReopened(**head, by=staff(7))
    raise ValueError(what)


def history(*told: tuple[float, str]) -> list[Event]:
    opened = happened.ConversationOpened(
        at=MONDAY, by=customer(1), conversation_id=1, customer_id=1, site_id=1, seq=1, channel="email", team_id=5
    )
    return [opened, *(events_at(hour, what, seq) for seq, (hour, what) in enumerate(told, start=2))]


def verdicts(*told: tuple[float, str]) -> list[tuple[int, str, float | None]]:
    _, found = rules.fold(history(*told), Book())
    return [(verdict.standard_id, verdict.verdict, verdict.value) for verdict in found.values()]


def test_nothing_happened() -> None:
    assert rules.fold([], Book()) == (None, {})


def test_exactly_in_time_is_in_time() -> None:
    assert verdicts((0, "writes"), (1, "reply")) == [(1, "met", HOUR), (4, "met", HOUR)]


def test_waiting_that_began_before_the_due_time_pauses_the_resolution_only() -> None:
    told = [(0, "writes"), (0.5, "wait"), (30, "go on"), (31, "close")]
    # open for 30 minutes before the wait and for an hour after it
    assert verdicts(*told) == [(4, "missed", 31 * HOUR), (1, "missed", 15 * HOUR), (3, "met", 1.5 * HOUR)]


def test_closed_without_an_answer_there_was_nothing_to_answer() -> None:
    told = [(0, "writes"), (0.25, "close")]
    assert verdicts(*told) == [(3, "met", 900), (1, "not applicable", None), (4, "not applicable", None)]


def test_a_conversation_that_was_never_answered_starts_a_first_reply_again_after_reopening() -> None:
    told = [(0, "writes"), (0.25, "close"), (1, "reopen"), (1, "writes"), (1.5, "reply")]
    assert verdicts(*told)[3:] == [(1, "met", 1800), (4, "met", 1800)]


def test_a_question_that_moves_in_has_waited_already() -> None:
    # it came at ten, and after it had waited for two hours it was joined to a matter that had been answered
    told = [(0, "writes"), (0.5, "reply"), (3, "takes in"), (3, "reply")]
    assert verdicts(*told)[2:] == [(2, "met", 2 * HOUR)]


def test_who_had_it_when_it_was_due_answers_for_it() -> None:
    _, found = rules.fold(history((0, "writes"), (0.5, "assign"), (2, "assign"), (3, "reply")), Book())
    missed, met = found[4, 2], found[1, 2]
    assert (missed.verdict, missed.staff_id, missed.team_id) == ("missed", 0, 1)
    assert (met.verdict, met.staff_id, met.team_id) == ("met", 1, 0)


def test_an_entry_that_comes_twice_counts_once() -> None:
    watch, _ = rules.fold(history((0, "writes")), Book())
    assert watch is not None
    reply = events_at(1, "reply", 3)
    once, outcomes = rules.advance(watch, reply, Book())
    assert outcomes
    assert rules.advance(once, reply, Book()) == (once, [])


OFTEN = st.sampled_from(["writes", "writes", "reply", "reply", "machine writes", "notice", "assign"])
WHAT = OFTEN | st.sampled_from(["wait", "go on", "close", "reopen", "takes in", "join"])
# quarters of hours, so that things happen exactly when they are due
TOLD = st.lists(st.tuples(st.integers(0, 400).map(lambda quarters: quarters / 4), WHAT), max_size=14)


@dataclass
class House:
    """An honest stand-in for the database: a journal, where we are, and the verdicts so far."""

    journal: list[Event] = field(default_factory=list)
    watch: Watch | None = None
    verdicts: dict[Key, Verdict] = field(default_factory=dict)

    def happens(self, event: Event) -> None:
        self.journal.append(event)
        if self.watch is None or rules.is_late(self.watch, event):
            self.watch, found = rules.fold(self.journal, Book())
            fresh = {key: verdict for key, verdict in found.items() if self.verdicts.get(key) != verdict}
            self.verdicts = found
        else:
            self.watch, outcomes = rules.advance(self.watch, event, Book())
            fresh = {}
            for late in rules.keep(fresh, outcomes):
                known = self.verdicts[late.key]
                if isinstance(late, LateSettlement):
                    self.verdicts[late.key] = replace(known, value=late.value)
                else:
                    self.verdicts[late.key] = rules.pardoned(known, late)
            self.verdicts |= fresh
        self._record(fresh)

    def sweeps(self, at: datetime) -> None:
        if self.watch is None:
            return
        self.watch, outcomes = rules.breach(self.watch, at)
        fresh: dict[Key, Verdict] = {}
        rules.keep(fresh, outcomes)
        self.verdicts |= fresh
        for missed in self._record(fresh):
            self.watch = replace(self.watch, at=missed.at, seq=missed.seq)

    def _record(self, fresh: dict[Key, Verdict]) -> list[Event]:
        missed = sorted((v for v in fresh.values() if v.verdict == "missed"), key=lambda v: (v.at, v.key))
        head: dict[str, Any] = {"by": SYSTEM, "conversation_id": 1, "customer_id": 1, "site_id": 1}
        recorded: list[Event] = [
            StandardMissed(
                **head,
                at=verdict.at,
                seq=1000 + len(self.journal) + n,
                standard_id=verdict.standard_id,
                started_seq=verdict.started_seq,
            )
            for n, verdict in enumerate(missed)
        ]
        self.journal.extend(recorded)
        return recorded


@settings(max_examples=400, deadline=None)
@given(TOLD, st.randoms(use_true_random=False), st.lists(st.integers(0, 14), max_size=4), st.booleans())
def test_live_is_what_the_journal_tells(
    told: list[tuple[float, str]], chance: Random, sweeps: list[int], late: bool
) -> None:
    events = history(*sorted(told, key=lambda pair: pair[0]))
    if late:
        rest = events[1:]
        chance.shuffle(rest)
        events = [events[0], *rest]
    house = House()
    for n, event in enumerate(events):
        house.happens(event)
        if n in sweeps:
            house.sweeps(max(event.at for event in events[: n + 1]) + timedelta(hours=1))
    watch, found = rules.fold(house.journal, Book())
    assert found == house.verdicts
    assert watch is not None
    assert house.watch is not None
    assert watch.clocks == house.watch.clocks
    assert watch.next_due_at == house.watch.next_due_at
