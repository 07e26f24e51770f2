"""One conversation's entries folded into clocks and verdicts. The same fold runs live and in `rebuild`.

Entries count in the order (at, seq). Each is told as moments (moments.py); a standard's terms (facts.py) say which
of them start, pause, resume, count, settle, fail or cancel a clock. At one moment what runs is looked at first, then
what starts; while a clock of a standard runs, no second one of it starts, whatever version is in force by then.

Machines' messages are no moment; notices and surveys answer nothing. A cancelled clock is "not applicable" unless it
was overdue by then. Joining the conversation to another cancels all, and an unanswered question goes on waiting
there, for as long as it has waited already. The version in force when a clock starts rules it to the end, and so do
the hours that are in force when it begins to run.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import (
    ConversationAssigned,
    ConversationClosed,
    ConversationJoined,
    ConversationOpened,
    ConversationReopened,
    GroupsSet,
    InspectionOpened,
    MessageReceived,
    MessageSent,
    MomentNoted,
    Observed,
    TimeQuoted,
    TopicSet,
    WaitingBegan,
    WaitingEnded,
)
from wellserved.serving.standards import clocks
from wellserved.serving.standards.events import (
    ExcuseWithdrawn,
    QuestionMoved,
    StandardExcused,
    StandardMissed,
    StandardWarned,
)
from wellserved.serving.standards.facts import (
    EXCUSED,
    MET,
    MISSED,
    NOT_APPLICABLE,
    Book,
    Clock,
    Key,
    LateSettlement,
    Outcome,
    Pardon,
    Terms,
    Verdict,
    Watch,
)
from wellserved.serving.standards.moments import moments_of

QUESTIONS = ("first question", "next question")

# What the fold looks at. StandardMissed says that time has reached a due time before anything else happened.
FOLLOWED: tuple[type[Event], ...] = (
    ConversationOpened,
    InspectionOpened,
    ConversationAssigned,
    MessageReceived,
    MessageSent,
    MomentNoted,
    TimeQuoted,
    TopicSet,
    GroupsSet,
    Observed,
    WaitingBegan,
    WaitingEnded,
    ConversationClosed,
    ConversationReopened,
    ConversationJoined,
    QuestionMoved,
    StandardMissed,
    StandardWarned,
    StandardExcused,
    ExcuseWithdrawn,
)


def begin(event: Event) -> Watch:
    """The watch of a conversation of which this is the first entry, before it is followed."""
    assert event.conversation_id is not None
    assert event.site_id is not None
    return Watch(event.conversation_id, event.site_id, event.customer_id, at=event.at)


def is_late(watch: Watch, event: Event) -> bool:
    """Whether only the whole journal gives the right answer: something later was followed already, or the entry says
    something about the beginning."""
    return isinstance(event, TopicSet | GroupsSet) or (event.at, event.seq) < (watch.at, watch.seq)


def advance(watch: Watch, event: Event, book: Book) -> tuple[Watch, list[Outcome]]:
    """Follow one more entry. An entry that was the last one already changes nothing."""
    if event.seq == watch.seq:
        return watch, []
    reached = (event.standard_id, event.started_seq) if isinstance(event, StandardMissed) else None
    watch, outcomes = breach(watch, event.at, reached=reached)
    moments = moments_of(watch, event)
    watch = watch._replace(at=event.at, seq=event.seq, **_learned(event))
    match event:
        case StandardExcused() | ExcuseWithdrawn():
            outcomes.append(Pardon((event.standard_id, event.started_seq), isinstance(event, StandardExcused)))
        case StandardWarned():
            watch = _warned(watch, event, book)
        case Observed():
            outcomes += _observed(watch, event, book)
    for moment in moments:
        watch = _at(moment, watch, event, book, outcomes)
    return watch, outcomes


def breach(watch: Watch, at: datetime, *, reached: Key | None = None) -> tuple[Watch, list[Outcome]]:
    """Miss what was due before `at`; of the clock that has `reached` its due time without an answer, at `at`."""
    overdue = {
        clock.key: clock
        for clock in watch.clocks
        if not clock.breached
        and clock.due_at
        and (clock.due_at < at or (clock.key == reached and clock.due_at == at))
    }
    if not overdue:
        return watch, []
    running = tuple(c._replace(breached=True, warn_at=None) if c.key in overdue else c for c in watch.clocks)
    missed = sorted(overdue.values(), key=lambda clock: (clock.due_at, clock.key))
    return watch._replace(clocks=running), [
        clocks.verdict(watch, clock, clock.due_at or at, MISSED, None) for clock in missed
    ]


def warnings(watch: Watch, at: datetime, book: Book) -> list[tuple[Clock, int]]:
    """The clocks of which somebody must be warned at `at`, each with the last stage that it has reached."""
    found = []
    for clock in watch.clocks:
        reached = clock
        while reached.warn_at and reached.warn_at < at:
            terms = book.terms[clock.standard_id]
            reached = clocks.with_warning(reached._replace(warned=reached.warned + 1), watch, terms, book)
        if reached is not clock:
            found.append((clock, reached.warned))
    return found


def fold(events: Iterable[Event], book: Book) -> tuple[Watch | None, dict[Key, Verdict]]:
    """A conversation's entries, in any order, into where it stands and its verdicts; (None, {}) for no entries."""
    watch: Watch | None = None
    verdicts: dict[Key, Verdict] = {}
    for event in _as_told_later(sorted(events, key=lambda event: (event.at, event.seq))):
        watch, outcomes = advance(watch or begin(event), event, book)
        keep(verdicts, outcomes)
    return watch, verdicts


def _as_told_later(events: list[Event]) -> list[Event]:
    """What a matter is about, and whose it is, holds from its beginning, however late somebody says it."""
    told: dict[str, Any] = {}
    for event in events:
        if isinstance(event, TopicSet):
            told["topic"] = event.topic
        elif isinstance(event, GroupsSet):
            told["groups"] = event.groups
    if not told:
        return events
    return [
        replace(event, **told) if isinstance(event, ConversationOpened | InspectionOpened) else event
        for event in events
    ]


def unanswered_since(watch: Watch, book: Book) -> datetime | None:
    """Since when the customer waits for a reply that is not overdue; None if they don't."""
    replies = [clock for clock in watch.clocks if book.terms[clock.standard_id].starts in QUESTIONS]
    if any(clock.breached for clock in replies):
        return None
    return min((clock.started_at for clock in replies), default=None)


def keep(verdicts: dict[Key, Verdict], outcomes: Iterable[Outcome]) -> list[LateSettlement | Pardon]:
    """Put new outcomes to the verdicts; returns what concerns verdicts that are not among them."""
    elsewhere: list[LateSettlement | Pardon] = []
    for outcome in outcomes:
        if isinstance(outcome, Verdict):
            verdicts[outcome.key] = outcome
        elif outcome.key not in verdicts:
            elsewhere.append(outcome)
        elif isinstance(outcome, LateSettlement):
            verdicts[outcome.key] = replace(verdicts[outcome.key], value=outcome.value)
        else:
            verdicts[outcome.key] = pardoned(verdicts[outcome.key], outcome)
    return elsewhere


def pardoned(verdict: Verdict, pardon: Pardon) -> Verdict:
    """A miss becomes excused, an excused one a miss again; nothing else changes."""
    before, after = (MISSED, EXCUSED) if pardon.given else (EXCUSED, MISSED)
    return replace(verdict, verdict=after) if verdict.verdict == before else verdict


def _learned(event: Event) -> dict[str, Any]:
    """What the entry says about the conversation itself."""
    match event:
        case ConversationOpened() | InspectionOpened():
            about = {"channel": event.channel, "team_id": event.team_id, "topic": event.topic}
            return about | {"groups": tuple(event.groups)}
        case ConversationAssigned():
            return {"staff_id": event.staff_id, "team_id": event.team_id}
        case MessageReceived(automatic=False) | QuestionMoved():
            return {"heard": True, "unanswered": True}
        case MessageSent(purpose="reply"):
            return {"replied": True, "unanswered": False}
        case ConversationClosed() | ConversationJoined():
            return {"unanswered": False}
    return {}


def _at(moment: str, watch: Watch, event: Event, book: Book, outcomes: list[Outcome]) -> Watch:
    """What a moment does to the clocks that run, and which it starts."""
    starting, terms_of = book.starting(moment, watch), book.terms
    concerned = [clock for clock in watch.clocks if moment in terms_of[clock.standard_id].concerned]
    if not starting and not concerned:
        return watch
    rest = [
        kept
        for clock in watch.clocks
        if (kept := _moved(moment, clock, watch, event, book, outcomes) if clock in concerned else clock)
    ]
    running = {terms_of[clock.standard_id].key for clock in rest} if starting else set()
    for terms in starting:
        if terms.key not in running and terms.in_force(event.at):
            clock = clocks.started(watch, terms, event, book)
            rest.append(clocks.counted(watch, clock, terms, event, outcomes) if moment in terms.counts else clock)
    return watch._replace(clocks=tuple(rest))


def _moved(
    moment: str, clock: Clock, watch: Watch, event: Event, book: Book, outcomes: list[Outcome]
) -> Clock | None:
    """The clock after the moment; None if it has ended."""
    terms = book.terms[clock.standard_id]
    if moment in terms.ends:
        outcomes.append(clocks.waived(watch, clock, terms, event, book))
        return None
    if moment in terms.stops or moment in terms.fails:
        outcomes.append(clocks.stopped(watch, clock, terms, moment, event, book))
        return None
    if moment in terms.counts:
        return clocks.counted(watch, clock, terms, event, outcomes)
    if moment in terms.pauses:
        return clocks.paused(watch, clock, terms, event.at, book)
    return clocks.running(watch, clock, terms, event.at, book)


def _warned(watch: Watch, event: StandardWarned, book: Book) -> Watch:
    running = tuple(
        clocks.with_warning(clock._replace(warned=event.stage), watch, book.terms[clock.standard_id], book)
        if clock.key == (event.standard_id, event.started_seq)
        else clock
        for clock in watch.clocks
    )
    return watch._replace(clocks=running)


def _observed(watch: Watch, event: Observed, book: Book) -> list[Outcome]:
    """Somebody saw whether it happened, or measured it by hand; the version of that moment judges."""
    by = watch.team_id, event.about or watch.staff_id
    return [
        Verdict(terms.id, event.seq, event.at, event.at, _seen(terms, event), event.value, *by)
        for terms in book.observed(event.key, watch)
        if terms.in_force(event.at) and terms.is_seen == (event.value is None)
    ]


def _seen(terms: Terms, event: Observed) -> str:
    kept = event.happened if event.value is None else terms.is_kept_by(event.value)
    return {True: MET, False: MISSED, None: NOT_APPLICABLE}[kept]
