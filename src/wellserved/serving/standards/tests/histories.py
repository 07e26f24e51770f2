"""Random histories of one conversation, and an honest stand-in for the house that follows them as the real one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from wellserved.ground.hours.notation import written
from wellserved.ground.hours.rules import ALWAYS, Hours, with_outages
from wellserved.ground.journal.actor import SYSTEM, customer, staff
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import events as happened
from wellserved.serving.conversations.moments import NOTED
from wellserved.serving.standards import rules
from wellserved.serving.standards.events import (
    ExcuseWithdrawn,
    QuestionMoved,
    StandardExcused,
    StandardMissed,
    StandardWarned,
)
from wellserved.serving.standards.facts import Book, Key, LateSettlement, Scope, Terms, Verdict, Watch
from wellserved.serving.standards.intended import Intended
from wellserved.serving.standards.wording import meant

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LONG_AGO = MONDAY - timedelta(days=90)
OFFICE = written(
    {day: [["09:00", "12:30"], ["13:15", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    | {"sat": [["20:00", "02:00"]]},
    {"2026-11-18": []},
    "Europe/London",
)
DARK = with_outages(OFFICE, ((MONDAY + timedelta(hours=25), MONDAY + timedelta(hours=26)),))
WARN = [0.5, 0.9]

RULES: list[dict[str, Any]] = [
    {"kind": "first reply", "within": "4 h", "warn": WARN},
    {"kind": "next reply", "within": "2 h", "hours": "always"},
    {"kind": "resolution", "within": "16 h", "warn": [0.8]},
    {"kind": "first reply", "within": "1 h", "hours": "always"},
    {"kind": "first reply", "by": "18:00", "hours": "always"},
    {"kind": "time to", "from": "first question", "to": "we replied", "by": "12:00", "day": 1, "warn": [0.5]},
    {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s", "hours": "always"},
    {"kind": "time to", "from": "rang", "to": "answered", "fails": "abandoned", "within": "20 s", "hours": "always"},
    {"kind": "time to", "from": "rang", "to": "answered", "fails": "abandoned", "hours": "always"},
    {"kind": "time to", "from": "hold began", "to": "hold ended", "within": "15 min", "hours": "always"},
    {"kind": "at most", "total": "hold", "limit": "30 min", "until": "call ended", "warn": [0.5]},
    {"kind": "at most", "count": "transferred", "limit": 1},
    {"kind": "at most", "count": "reassigned", "limit": 0, "until": "settled"},
    {"kind": "at most", "count": "ring", "from": "rang", "limit": 1, "until": ["answered", "abandoned"]},
    {"kind": "at most", "count": "contact", "limit": 3},
    {"kind": "at least", "count": "informed", "from": "matter began", "limit": 2},
    {"kind": "quoted", "to": "delivered", "late": "30 min", "early": "1 h", "warn": [0.75]},
    {"kind": "quoted", "to": ["we replied", "settled"], "late": "5 min"},
    {"kind": "observed"},
    {"kind": "share of", "of": {"kind": "time to", "from": "rang", "to": "answered", "within": "1 h"}, "per": "week"},
    {"kind": "time to", "from": "settled", "to": "called back", "within": "2 d", "cancelled": "reopened"},
    {"kind": "resolution", "within": "3 d", "hours": "always"},
]


def terms_of(rules: Sequence[dict[str, Any]]) -> list[Terms]:
    """Two versions of the first, one at another site only, one for repairs, one for regulars, the rest everywhere."""
    listed = [meant(rule, id=n, key=f"standard-{n}", valid_from=LONG_AGO) for n, rule in enumerate(rules, start=1)]
    changed = replace(listed[0], valid_until=MONDAY + timedelta(hours=20))
    again = replace(listed[0], id=1000, limit=1800.0, valid_from=MONDAY + timedelta(hours=20))
    elsewhere = replace(listed[2], id=1001, key="elsewhere", scope=Scope(sites=frozenset({2})))
    repairs = replace(listed[3], id=1002, key="repairs", scope=Scope(topics=frozenset({"repair"})))
    regulars = replace(listed[0], id=1003, key="regulars", scope=Scope(groups=frozenset({"regular"})))
    return [changed, *listed[1:], again, elsewhere, repairs, regulars]


@dataclass
class Shelf:
    """The standards of this house; the second site's hours have an outage in them."""

    intended: Intended = field(default_factory=lambda: Intended(terms_of(RULES)))

    @property
    def terms(self) -> Any:
        return self.intended.terms

    def starting(self, moment: str, watch: Watch) -> Sequence[Terms]:
        return self.intended.starting(moment, watch)

    def observed(self, key: str, watch: Watch) -> Sequence[Terms]:
        return self.intended.observed(key, watch)

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        return ALWAYS if terms.around_the_clock else (OFFICE, DARK)[site_id % 2]


COMMON = ("writes", "writes", "reply", "reply", "assign", "machine writes", "notice")
RARE = (
    *("about", "whose", "wait", "go on", "close", "reopen", "takes in", "join"),
    *("quote", "seen", "not seen", "measured", "excuse", "no excuse"),
)
WHAT = (*COMMON, *COMMON, *RARE, *NOTED)


def event_of(minutes: float, what: str, seq: int) -> Event:
    head: dict[str, Any] = {
        "at": MONDAY + timedelta(minutes=minutes),
        "conversation_id": 1,
        "customer_id": 1,
        "site_id": 1,
        "seq": seq,
    }
    if what in NOTED:
        return happened.MomentNoted(**head, by=staff(7), moment=what, amount=2 if what == "ring" else None)
    by = staff(7)
    about: dict[str, Any] = {"standard_id": seq % 23 + 1, "started_seq": seq % 5 + 2, "verdict_at": ""}
    match what:
        case "writes" | "machine writes":
            by, automatic = customer(1), what != "writes"
            return happened.MessageReceived(**head, by=by, message_id=seq, channel="email", automatic=automatic)
        case "reply" | "notice":
            return happened.MessageSent(**head, by=by, message_id=seq, channel="email", purpose=what)
        case "assign":
            return happened.ConversationAssigned(**head, by=by, staff_id=seq % 3, team_id=seq % 2)
        case "takes in":
            return QuestionMoved(**head, by=by, from_id=2, since=(head["at"] - timedelta(hours=2)).isoformat())
        case "join":
            return happened.ConversationJoined(**head, by=by, into_id=2)
        case "wait":
            return happened.WaitingBegan(**head, by=by)
        case "go on":
            return happened.WaitingEnded(**head, by=customer(1))
        case "close":
            return happened.ConversationClosed(**head, by=by)
        case "reopen":
            return happened.ConversationReopened(**head, by=by)
        case "quote":
            return happened.TimeQuoted(**head, by=by, until=(head["at"] + timedelta(hours=3)).isoformat())
        case "seen" | "not seen":
            return happened.Observed(**head, by=by, key="standard-19", happened=what == "seen", source="review")
        case "measured":
            seen = happened.Observed(**head, by=by, key="standard-7", happened=None, source="inspection")
            return replace(seen, value=75.0)
        case "about":
            return happened.TopicSet(**head, by=by, topic="repair" if seq % 2 else "")
        case "whose":
            return happened.GroupsSet(**head, by=by, groups=["regular"] if seq % 2 else [])
        case "excuse":
            return StandardExcused(**head, by=by, **about)
        case "no excuse":
            return ExcuseWithdrawn(**head, by=by, **about)
    raise ValueError(what)


def opened() -> Event:
    return happened.ConversationOpened(
        at=MONDAY, by=customer(1), conversation_id=1, customer_id=1, site_id=1, seq=1, channel="email", team_id=5
    )


def invented(chance: Random, length: int) -> list[Event]:
    """A history of quarter hours, so that things happen exactly when they are due, and within one minute too."""
    minutes = sorted(chance.choice((15, 15, 1, 0.5)) * chance.randrange(0, 400) for _ in range(length))
    return [opened(), *(event_of(at, chance.choice(WHAT), seq) for seq, at in enumerate(minutes, start=2))]


@dataclass
class House:
    """A journal, where we are and the verdicts so far, kept as the actions keep them in the database."""

    book: Book = field(default_factory=Shelf)
    journal: list[Event] = field(default_factory=list)
    watch: Watch | None = None
    verdicts: dict[Key, Verdict] = field(default_factory=dict)

    def happens(self, event: Event) -> None:
        self.journal.append(event)
        if self.watch is None or rules.is_late(self.watch, event):
            self.watch, found = rules.fold(self.journal, self.book)
            fresh = {key: verdict for key, verdict in found.items() if not _alike(verdict, self.verdicts.get(key))}
            self.verdicts = found
        else:
            self.watch, outcomes = rules.advance(self.watch, event, self.book)
            fresh = {}
            for late in rules.keep(fresh, outcomes):
                known = self.verdicts.get(late.key)
                if known is not None and isinstance(late, LateSettlement):
                    self.verdicts[late.key] = replace(known, value=late.value)
                elif known is not None and not isinstance(late, LateSettlement):
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
        warnings = rules.warnings(self.watch, at, self.book)
        self._record(fresh)
        for clock, stage in warnings:
            moment = max(clock.warn_at or self.watch.at, self.watch.at)
            warned = StandardWarned(
                **self._head(moment), standard_id=clock.standard_id, started_seq=clock.started_seq, stage=stage
            )
            self.journal.append(warned)
            self.watch, _ = rules.advance(self.watch, warned, self.book)

    def _record(self, fresh: dict[Key, Verdict]) -> None:
        assert self.watch is not None
        for verdict in sorted(fresh.values(), key=lambda verdict: (verdict.at, verdict.key)):
            if verdict.verdict != "missed":
                continue
            missed = StandardMissed(
                **self._head(verdict.at), standard_id=verdict.standard_id, started_seq=verdict.started_seq
            )
            self.journal.append(missed)
            if missed.at >= self.watch.at:
                self.watch = self.watch._replace(at=missed.at, seq=missed.seq)

    def _head(self, at: datetime) -> dict[str, Any]:
        ids = {"conversation_id": 1, "customer_id": 1, "site_id": 1}
        return {"at": at, "by": SYSTEM, "seq": 1000 + len(self.journal), **ids}


def _alike(verdict: Verdict, other: Verdict | None) -> bool:
    return other is not None and replace(verdict, value=None) == replace(other, value=None)


def lived(events: Sequence[Event], sweeps: set[int], book: Book | None = None) -> House:
    """A house to which this happens, in this order, with a sweep an hour later after the events at these places."""
    house = House(book or Shelf())
    for n, event in enumerate(events):
        house.happens(event)
        if n in sweeps:
            house.sweeps(max(event.at for event in events[: n + 1]) + timedelta(hours=1))
    return house


def disagreements(house: House) -> list[str]:
    """Where the house and its own journal disagree; none if the engine is right."""
    watch, found = rules.fold(house.journal, house.book)
    wrong = [
        f"{key}: told {found.get(key)}, kept {house.verdicts.get(key)}"
        for key in found | house.verdicts
        if found.get(key) != house.verdicts.get(key)
    ]
    if watch != house.watch:
        wrong.append(f"told {watch}, kept {house.watch}")
    return wrong
