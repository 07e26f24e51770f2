"""Any history: followed entry by entry it gives what the whole journal gives, in whatever order it arrives."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from wellserved.ground.hours.notation import written
from wellserved.ground.hours.rules import ALWAYS, Hours
from wellserved.ground.journal.actor import customer, staff
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import events as happened
from wellserved.serving.standards import rules
from wellserved.serving.standards.events import QuestionMoved
from wellserved.serving.standards.facts import Terms, Watch
from wellserved.serving.standards.intended import Intended
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

    def starting(self, moment: str, watch: Watch) -> Sequence[Terms]:
        return Intended(self.terms.values()).starting(moment, watch)

    def observed(self, key: str, watch: Watch) -> Sequence[Terms]:
        return Intended(self.terms.values()).observed(key, watch)

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
