"""What each kind of rule makes of a day, by hand: hours, pauses, midnight, holidays, clock changes, transfers.

A line of cases.txt is: where it is, the rule, what happened (local times; a date where the weekday is not enough),
and the verdicts. What is told late is written late: the order is that of the journal.
Monday is 16 November 2026. Verdicts are "met 30 min", "missed" (nothing settled it), "missed 2 h" (in the end),
"n/a", and "-" for none; a count has no unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from wellserved.ground.hours.notation import written
from wellserved.ground.hours.rules import Hours, always, merged, with_outages
from wellserved.ground.journal.actor import SYSTEM, customer, staff
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import events as happened
from wellserved.serving.conversations.moments import NOTED
from wellserved.serving.standards import rules
from wellserved.serving.standards.durations import in_words
from wellserved.serving.standards.events import ExcuseWithdrawn, QuestionMoved, StandardExcused
from wellserved.serving.standards.facts import AT_LEAST, AT_MOST, Scope, Terms, Verdict, Watch
from wellserved.serving.standards.intended import Intended
from wellserved.serving.standards.tests.histories import disagreements, lived
from wellserved.serving.standards.wording import meant

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIVE = DAYS[:5]
LONDON, NEW_YORK, KOLKATA = "Europe/London", "America/New_York", "Asia/Kolkata"
OUTAGE = (datetime(2026, 11, 16, 10, tzinfo=UTC), datetime(2026, 11, 16, 12, tzinfo=UTC))


def week(*intervals: str, days: Sequence[str] = FIVE, zone: str = LONDON, **special: list[str]) -> Hours:
    def pairs(told: Sequence[str]) -> list[list[str]]:
        return [one.split("-") for one in told]

    holidays = {day.replace("_", "-")[1:]: pairs(told) for day, told in special.items()}
    return written({day: pairs(intervals) for day in days}, holidays, zone)


PLACES: dict[str, Hours] = {
    "office": week("09:00-17:00"),
    "shop": week("09:00-12:30", "13:30-18:00", days=DAYS[:6]),
    "bar": week("18:00-02:00", days=DAYS),
    "inn": always(LONDON),
    "eve": week("09:00-18:00", days=DAYS, _2026_12_25=[], _2026_12_26=[], _2026_12_31=["09:00-13:00"]),
    "new york": week("09:00-17:00", zone=NEW_YORK),
    "kolkata": week("10:00-19:00", zone=KOLKATA),
    "sunday": week("10:00-16:00", days=("sun",)),
    "closed": week("09:00-17:00", days=()),
    "dark": with_outages(week("09:00-17:00"), merged([OUTAGE])),
    "dark inn": with_outages(always(LONDON), merged([OUTAGE])),
    "night": week("00:00-00:00", days=DAYS),
    "lord howe": always("Australia/Lord_Howe"),
    "shortened": week("09:00-17:00"),
}
LATER: dict[str, tuple[datetime, Hours]] = {
    "shortened": (datetime(2026, 11, 18, tzinfo=UTC), week("09:00-13:00")),  # from Wednesday on
}
CALL = {"kind": "time to", "from": "rang", "to": "answered", "fails": "abandoned", "hours": "always"}
RULES: dict[str, dict[str, Any]] = {
    "first reply": {"kind": "first reply", "within": "4 h"},
    "first reply in 16 h": {"kind": "first reply", "within": "16 h"},
    "first reply in 4 h always": {"kind": "first reply", "within": "4 h", "hours": "always"},
    "first reply in 70 h always": {"kind": "first reply", "within": "70 h", "hours": "always"},
    "next reply": {"kind": "next reply", "within": "2 h"},
    "resolution": {"kind": "resolution", "within": "8 h"},
    "by six": {"kind": "first reply", "by": "18:00"},
    "by eleven": {"kind": "first reply", "by": "11:00"},
    "by noon of the next day": {"kind": "first reply", "by": "12:00", "day": 1},
    "greeted": {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s", "hours": "always"},
    "drinks": {"kind": "time to", "from": "ordered", "to": "served", "within": "5 min", "hours": "always"},
    "each hold": {"kind": "time to", "from": "hold began", "to": "hold ended", "within": "30 s", "hours": "always"},
    "all holds": {"kind": "at most", "total": "hold", "limit": "30 s", "until": "call ended"},
    "answered": CALL | {"within": "20 s"},
    "not abandoned": {"kind": "share of", "of": CALL},
    "called back": {"kind": "time to", "from": "call back asked", "to": "called back", "within": "2 h"},
    "followed up": {
        "kind": "time to",
        "from": "settled",
        "to": "called back",
        "within": "2 d",
        "hours": "always",
        "cancelled": "reopened",
    },
    "delivered": {"kind": "quoted", "to": "delivered", "late": "10 min", "early": "20 min"},
    "transfers": {"kind": "at most", "count": "transferred", "from": "rang", "limit": 1, "until": "call ended"},
    "hands": {"kind": "at most", "count": "reassigned", "limit": 1},
    "contacts": {"kind": "at most", "count": "contact", "limit": 2},
    "informed": {"kind": "at least", "count": "informed", "limit": 2},
    "offered": {"kind": "observed"},
    "tightened": {"kind": "first reply", "within": "4 h"},
    "in chat": {"kind": "first reply", "within": "4 h"},
    "by mail": {"kind": "first reply", "within": "4 h"},
}
SCOPES = {"in chat": Scope(channels=frozenset({"chat"})), "by mail": Scope(channels=frozenset({"email"}))}
CHANGED: dict[str, tuple[datetime, dict[str, Any]]] = {
    "tightened": (datetime(2026, 11, 17, 12, tzinfo=UTC), {"kind": "first reply", "within": "1 h"}),  # Tuesday noon
}


TABLE = Path(__file__).with_name("cases.txt").read_text(encoding="utf-8")
CASES = [tuple(line.split(" | ")) for line in TABLE.splitlines() if line and not line.startswith("#")]


@dataclass
class Shelf:
    terms: dict[int, Terms]
    place: Hours
    later: tuple[datetime, Hours] | None

    def starting(self, moment: str, watch: Watch) -> Sequence[Terms]:
        return Intended(self.terms.values()).starting(moment, watch)

    def observed(self, key: str, watch: Watch) -> Sequence[Terms]:
        return Intended(self.terms.values()).observed(key, watch)

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        if terms.around_the_clock:
            return with_outages(always(self.place.zone.key), self.place.outages)
        return self.later[1] if self.later and self.later[0] <= at else self.place


def shelf_of(place: str, rule: str) -> Shelf:
    versions = {1: meant(RULES[rule], id=1, key="it", scope=SCOPES.get(rule, Scope()))}
    if rule in CHANGED:
        at, other = CHANGED[rule]
        versions = {1: replace(versions[1], valid_until=at), 2: meant(other, id=2, key="it", valid_from=at)}
    return Shelf(versions, PLACES[place], LATER.get(place))


@pytest.mark.parametrize(("place", "rule", "told", "gives"), CASES)
def test_case(place: str, rule: str, told: str, gives: str) -> None:
    shelf = shelf_of(place, rule)
    events = [_event(what, seq, PLACES[place].zone) for seq, what in enumerate(told.split(", "), start=2)]
    first = min(event.at for event in events)
    opened = happened.ConversationOpened(**_head(first, 1), by=customer(1), channel="email")
    watch, verdicts = rules.fold([opened, *events], shelf)
    assert watch is not None
    said = ", ".join(_said(verdict, shelf.terms[1]) for verdict in verdicts.values())
    assert (said or ("running" if watch.clocks else "-")) == gives
    for sweeps in (set[int](), set(range(len(events)))):  # as it happens, whether or not somebody looks at the clocks
        house = lived([opened, *events], sweeps, shelf)
        assert disagreements(house) == []


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 80
    assert len({case[:3] for case in CASES}) == len(CASES)


def _head(at: datetime, seq: int) -> dict[str, Any]:
    return {"at": at, "conversation_id": 1, "customer_id": 1, "site_id": 1, "seq": seq}


def _event(told: str, seq: int, zone: ZoneInfo) -> Event:
    day, clock, what = told.split(" ", 2)
    at = _moment(day, clock, zone)
    head, by = _head(at, seq), staff(7)
    match what:
        case "writes" | "chats" | "machine writes":
            by, automatic, channel = customer(1), what == "machine writes", "chat" if what == "chats" else "email"
            return happened.MessageReceived(**head, by=by, message_id=seq, channel=channel, automatic=automatic)
        case "replies" | "notice":
            purpose = "reply" if what == "replies" else what
            return happened.MessageSent(**head, by=by, message_id=seq, channel="email", purpose=purpose)
        case "waits":
            return happened.WaitingBegan(**head, by=by)
        case "goes on":
            return happened.WaitingEnded(**head, by=customer(1))
        case "closes":
            return happened.ConversationClosed(**head, by=by)
        case "reopens":
            return happened.ConversationReopened(**head, by=customer(1))
        case "joins":
            return happened.ConversationJoined(**head, by=by, into_id=2)
        case "takes in":
            return QuestionMoved(**head, by=by, from_id=2, since=(at - timedelta(hours=1)).isoformat())
        case "seen" | "not seen" | "not arisen":
            seen = {"seen": True, "not seen": False, "not arisen": None}[what]
            return happened.Observed(**head, by=by, key="it", happened=seen, source="inspection")
        case "excused":
            return StandardExcused(**head, by=SYSTEM, standard_id=1, started_seq=2, verdict_at="")
        case "excuse withdrawn":
            return ExcuseWithdrawn(**head, by=SYSTEM, standard_id=1, started_seq=2, verdict_at="")
    if what.startswith("to "):
        return happened.ConversationAssigned(**head, by=by, staff_id=int(what[3:]))
    if what.startswith("quotes "):
        *other, until = what.split()[1:]
        moment = _moment(other[0] if other else day, until, zone)
        return happened.TimeQuoted(**head, by=by, until=moment.isoformat())
    assert what in NOTED, what
    return happened.MomentNoted(**head, by=by, moment=what)


def _moment(day: str, clock: str, zone: ZoneInfo) -> datetime:
    """The day is "mon" of the week, "mon+1" of the next, or a date; the first of two when clocks go back."""
    name, _, later = day.partition("+")
    if name in DAYS:
        on = date(2026, 11, 16) + timedelta(days=DAYS.index(name), weeks=int(later or 0))
    else:
        on = date.fromisoformat(day)
    local = datetime.fromisoformat(f"{on.isoformat()}T{clock if clock.count(':') == 2 else f'{clock}:00'}")
    return local.replace(tzinfo=zone).astimezone(UTC)


def _said(verdict: Verdict, terms: Terms) -> str:
    word = {"not applicable": "n/a"}.get(verdict.verdict, verdict.verdict)
    if verdict.value is None:
        return word
    if terms.kind in (AT_MOST, AT_LEAST):
        return f"{word} {verdict.value:g}"
    sign = "-" if verdict.value < 0 else ""
    words = in_words(abs(verdict.value))
    return f"{word} {sign}{_in_hours(words, abs(verdict.value))}"


def _in_hours(words: str, seconds: float) -> str:
    """Days of 24 hours are told only where they are whole; else hours say more."""
    if "d" not in words or seconds % 86_400 == 0:
        return words
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours} h {in_words(rest)}" if rest else f"{hours} h"
