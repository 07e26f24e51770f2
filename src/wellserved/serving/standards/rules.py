"""One conversation's entries folded into clocks and verdicts. The same fold runs live and in `rebuild`.

Entries count in the order (at, seq). What starts, pauses and settles a clock:

first reply  starts when the customer says something and nobody has answered them yet; a reply settles it
next reply   the same after a reply: the earliest unanswered message counts, later ones start nothing
resolution   starts with the customer's first own words, is paused while we wait for the customer, and closing
             settles it, once: reopening neither resets nor restarts it, the next reply is watched instead

Machines' messages start nothing; notices and surveys answer nothing. Closing without an answer (thanks for thanks)
makes an unanswered clock "not applicable" unless it was overdue by then. So does joining the conversation to another,
where the question goes on waiting, for as long as it has waited already. The version of a standard that is in force
when a clock starts rules it to the end, and so do the hours that are in force when it begins to run.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from wellserved.ground.hours.rules import add_service_time, service_seconds
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import (
    ConversationAssigned,
    ConversationClosed,
    ConversationJoined,
    ConversationOpened,
    MessageReceived,
    MessageSent,
    WaitingBegan,
    WaitingEnded,
)
from wellserved.serving.standards.events import QuestionMoved, StandardMissed
from wellserved.serving.standards.facts import (
    MET,
    MISSED,
    NOT_APPLICABLE,
    Book,
    Clock,
    Key,
    LateSettlement,
    Outcome,
    Terms,
    Verdict,
    Watch,
)

FIRST_REPLY, NEXT_REPLY, RESOLUTION = "first reply", "next reply", "resolution"

# What the fold looks at. StandardMissed says that time has reached a due time before anything else happened.
FOLLOWED: tuple[type[Event], ...] = (
    ConversationOpened,
    ConversationAssigned,
    MessageReceived,
    MessageSent,
    WaitingBegan,
    WaitingEnded,
    ConversationClosed,
    ConversationJoined,
    QuestionMoved,
    StandardMissed,
)


def begin(event: Event) -> Watch:
    """The watch of a conversation of which this is the first entry, before it is followed."""
    assert event.conversation_id is not None
    assert event.site_id is not None
    return Watch(event.conversation_id, event.site_id, event.customer_id, at=event.at)


def is_late(watch: Watch, event: Event) -> bool:
    """Whether something later was followed already, so that only the whole journal gives the right answer."""
    return (event.at, event.seq) < (watch.at, watch.seq)


def advance(watch: Watch, event: Event, book: Book) -> tuple[Watch, list[Outcome]]:
    """Follow one more entry. An entry that was the last one already changes nothing."""
    if event.seq == watch.seq:
        return watch, []
    watch, outcomes = breach(watch, event.at, reached=isinstance(event, StandardMissed))
    watch = replace(watch, at=event.at, seq=event.seq)
    match event:
        case ConversationOpened():
            watch = replace(watch, channel=event.channel, team_id=event.team_id)
        case ConversationAssigned():
            watch = replace(watch, staff_id=event.staff_id, team_id=event.team_id)
        case MessageReceived(automatic=False):
            watch = _heard(watch, event, book, since=event.at)
        case QuestionMoved():
            watch = _heard(watch, event, book, since=datetime.fromisoformat(event.since))
        case MessageSent(purpose="reply"):
            watch = _settle(watch, event, book, outcomes, (FIRST_REPLY, NEXT_REPLY))
            watch = replace(watch, replied=True, unanswered=False)
        case WaitingBegan():
            watch = _each(watch, book, RESOLUTION, lambda clock: _paused(watch, clock, event.at, book))
        case WaitingEnded():
            watch = _each(watch, book, RESOLUTION, lambda clock: _running(watch, clock, event.at, book))
        case ConversationClosed():
            watch = _settle(watch, event, book, outcomes, (RESOLUTION,))
            watch = _waive(watch, event, book, outcomes)
        case ConversationJoined():
            watch = _waive(watch, event, book, outcomes)
    return watch, outcomes


def breach(watch: Watch, at: datetime, *, reached: bool = False) -> tuple[Watch, list[Outcome]]:
    """Miss what was due before `at` (or, if that moment was `reached` without an answer, at `at`)."""
    overdue = {
        clock.key: clock
        for clock in watch.clocks
        if not clock.breached and clock.due_at and (clock.due_at < at or (reached and clock.due_at == at))
    }
    if not overdue:
        return watch, []
    clocks = tuple(replace(c, breached=True) if c.key in overdue else c for c in watch.clocks)
    missed = sorted(overdue.values(), key=lambda clock: (clock.due_at, clock.key))
    return replace(watch, clocks=clocks), [
        _verdict(watch, clock, clock.due_at or at, MISSED, None) for clock in missed
    ]


def fold(events: Iterable[Event], book: Book) -> tuple[Watch | None, dict[Key, Verdict]]:
    """A conversation's entries, in any order, into where it stands and its verdicts; (None, {}) for no entries."""
    watch: Watch | None = None
    verdicts: dict[Key, Verdict] = {}
    for event in sorted(events, key=lambda event: (event.at, event.seq)):
        watch, outcomes = advance(watch or begin(event), event, book)
        keep(verdicts, outcomes)
    return watch, verdicts


def unanswered_since(watch: Watch, book: Book) -> datetime | None:
    """Since when the customer waits for a reply that is not overdue; None if they don't."""
    replies = [clock for clock in watch.clocks if book.terms[clock.standard_id].kind != RESOLUTION]
    if any(clock.breached for clock in replies):
        return None
    return min((clock.started_at for clock in replies), default=None)


def keep(verdicts: dict[Key, Verdict], outcomes: Iterable[Outcome]) -> list[LateSettlement]:
    """Put new outcomes to the verdicts; returns the settlements of verdicts that are not among them."""
    elsewhere = []
    for outcome in outcomes:
        if isinstance(outcome, Verdict):
            verdicts[outcome.key] = outcome
        elif outcome.key in verdicts:
            verdicts[outcome.key] = replace(verdicts[outcome.key], value_seconds=outcome.value_seconds)
        else:
            elsewhere.append(outcome)
    return elsewhere


def _heard(watch: Watch, event: Event, book: Book, since: datetime) -> Watch:
    """The customer waits for an answer since then, unless they waited already."""
    kinds = set() if watch.heard else {RESOLUTION}
    if not watch.unanswered:
        kinds.add(NEXT_REPLY if watch.replied else FIRST_REPLY)
    watch = replace(watch, heard=True, unanswered=True)
    if not kinds:
        return watch
    started = [
        _started(watch, terms, event, book, since)
        for terms in book.terms.values()
        if terms.kind in kinds and terms.apply_to(watch.site_id, watch.channel, event.at)
    ]
    return replace(watch, clocks=watch.clocks + tuple(started))


def _started(watch: Watch, terms: Terms, event: Event, book: Book, since: datetime) -> Clock:
    waited = service_seconds(book.hours(terms, watch.site_id, since), since, event.at) if since < event.at else 0.0
    return _running(watch, Clock(terms.id, event.seq, since, waited, None, None), event.at, book)


def _running(watch: Watch, clock: Clock, at: datetime, book: Book) -> Clock:
    if clock.running_since:
        return clock
    terms = book.terms[clock.standard_id]
    due_at = clock.due_at
    if not clock.breached:
        hours = book.hours(terms, watch.site_id, at)
        due_at = add_service_time(hours, at, terms.within_seconds - clock.served_seconds)
    return replace(clock, running_since=at, due_at=due_at)


def _paused(watch: Watch, clock: Clock, at: datetime, book: Book) -> Clock:
    served = _served(watch, clock, at, book)
    return replace(clock, served_seconds=served, running_since=None, due_at=clock.due_at if clock.breached else None)


def _served(watch: Watch, clock: Clock, at: datetime, book: Book) -> float:
    """Service time from the start to `at`, without the pauses."""
    if clock.running_since is None:
        return clock.served_seconds
    hours = book.hours(book.terms[clock.standard_id], watch.site_id, clock.running_since)
    return clock.served_seconds + service_seconds(hours, clock.running_since, at)


def _each(watch: Watch, book: Book, kind: str, change: Callable[[Clock], Clock]) -> Watch:
    clocks = tuple(change(c) if book.terms[c.standard_id].kind == kind else c for c in watch.clocks)
    return replace(watch, clocks=clocks)


def _settle(watch: Watch, event: Event, book: Book, outcomes: list[Outcome], kinds: tuple[str, ...]) -> Watch:
    """End the clocks of these kinds: met, or late if they were breached."""
    rest = []
    for clock in watch.clocks:
        if book.terms[clock.standard_id].kind not in kinds:
            rest.append(clock)
            continue
        value = _served(watch, clock, event.at, book)
        if clock.breached:
            outcomes.append(LateSettlement(clock.key, value))
        else:
            outcomes.append(_verdict(watch, clock, event.at, MET, value, event))
    return replace(watch, clocks=tuple(rest))


def _waive(watch: Watch, event: Event, book: Book, outcomes: list[Outcome]) -> Watch:
    """End the clocks that are left: what was due stays missed, the rest needs no answer any more."""
    for clock in watch.clocks:
        if clock.breached:
            outcomes.append(LateSettlement(clock.key, _served(watch, clock, event.at, book)))
        else:
            outcomes.append(_verdict(watch, clock, event.at, NOT_APPLICABLE, None, event))
    return replace(watch, unanswered=False, clocks=())


def _verdict(
    watch: Watch, clock: Clock, at: datetime, verdict: str, value: float | None, event: Event | None = None
) -> Verdict:
    """Who answers for it: the colleague it is assigned to, else the one who settled it."""
    staff_id = watch.staff_id
    if staff_id is None and event is not None and event.by.kind == "staff":
        staff_id = event.by.id
    return Verdict(
        clock.standard_id, clock.started_seq, clock.started_at, at, verdict, value, watch.team_id, staff_id
    )  # fmt: skip
