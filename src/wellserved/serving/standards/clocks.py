"""What a clock does: it starts, runs, pauses, counts, warns and stops. Pure; rules.py says when."""

from datetime import datetime, timedelta

from wellserved.ground.hours.rules import add_service_time, by_local_time, service_seconds
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import MomentNoted, TimeQuoted
from wellserved.serving.standards.events import QuestionMoved
from wellserved.serving.standards.facts import (
    AT_LEAST,
    AT_MOST,
    MET,
    MISSED,
    NOT_APPLICABLE,
    QUOTED,
    Book,
    Clock,
    LateSettlement,
    Outcome,
    Terms,
    Verdict,
    Watch,
)


def started(watch: Watch, terms: Terms, event: Event, book: Book) -> Clock:
    at = event.at
    if terms.kind in (AT_MOST, AT_LEAST):
        return Clock(terms.id, event.seq, at, 0.0, None, None)
    if isinstance(event, TimeQuoted) and terms.kind == QUOTED:
        due_at = datetime.fromisoformat(event.until) + timedelta(seconds=terms.limit or 0.0)
        return Clock(terms.id, event.seq, at, 0.0, at, max(due_at, at))
    since = datetime.fromisoformat(event.since) if isinstance(event, QuestionMoved) else at
    waited = service_seconds(book.hours(terms, watch.site_id, since), since, at) if since < at else 0.0
    return running(watch, Clock(terms.id, event.seq, since, waited, None, None), terms, at, book)


def running(watch: Watch, clock: Clock, terms: Terms, at: datetime, book: Book) -> Clock:
    if clock.running_since:
        return clock
    due_at = clock.due_at
    if not clock.breached:
        hours = book.hours(terms, watch.site_id, at)
        if terms.by_minutes is not None:
            due_at = by_local_time(hours, clock.started_at, terms.by_minutes, terms.by_days)
        elif terms.limit is not None:
            due_at = add_service_time(hours, at, terms.limit - clock.served_seconds)
    return with_warning(clock._replace(running_since=at, due_at=due_at), watch, terms, book)


def with_warning(clock: Clock, watch: Watch, terms: Terms, book: Book) -> Clock:
    """With the moment of the next warning: a share of the time allowed, counted as the time allowed is."""
    left = terms.warnings[clock.warned :]
    if not left or clock.breached or clock.due_at is None or clock.running_since is None:
        return clock._replace(warn_at=None)
    if terms.limit is None or terms.kind == QUOTED:  # a fixed due time: a share of the way there
        return clock._replace(warn_at=clock.started_at + (clock.due_at - clock.started_at) * left[0])
    hours = book.hours(terms, watch.site_id, clock.running_since)
    at = add_service_time(hours, clock.running_since, terms.limit * left[0] - clock.served_seconds)
    return clock._replace(warn_at=at)


def paused(watch: Watch, clock: Clock, terms: Terms, at: datetime, book: Book) -> Clock:
    served = _served(watch, clock, terms, at, book)
    due_at = clock.due_at if clock.breached else None
    return clock._replace(served_seconds=served, running_since=None, due_at=due_at, warn_at=None)


def _served(watch: Watch, clock: Clock, terms: Terms, at: datetime, book: Book) -> float:
    """Service time from the start to `at`, without the pauses."""
    if clock.running_since is None:
        return clock.served_seconds
    hours = book.hours(terms, watch.site_id, clock.running_since)
    return clock.served_seconds + service_seconds(hours, clock.running_since, at)


def value(watch: Watch, clock: Clock, terms: Terms, at: datetime, book: Book) -> float:
    if terms.kind in (AT_MOST, AT_LEAST):
        return clock.counted
    if terms.kind == QUOTED and clock.due_at is not None:
        return (at - clock.due_at).total_seconds() + (terms.limit or 0.0)
    return _served(watch, clock, terms, at, book)


def counted(watch: Watch, clock: Clock, terms: Terms, event: Event, outcomes: list[Outcome]) -> Clock:
    amount = event.amount if isinstance(event, MomentNoted) and event.amount is not None else 1
    clock = clock._replace(counted=clock.counted + amount)
    if terms.kind == AT_MOST and not clock.breached and clock.counted > (terms.limit or 0):
        outcomes.append(verdict(watch, clock, event.at, MISSED, None, event))
        return clock._replace(breached=True)
    return clock


def stopped(watch: Watch, clock: Clock, terms: Terms, moment: str, event: Event, book: Book) -> Outcome:
    """The clock ends: met, missed, or late if it was breached."""
    reached = value(watch, clock, terms, event.at, book)
    if clock.breached:
        return LateSettlement(clock.key, reached)
    failed = (
        moment in terms.fails
        or (terms.kind == AT_LEAST and reached < (terms.limit or 0))
        or (terms.kind == QUOTED and reached < -terms.early)
    )
    return verdict(watch, clock, event.at, MISSED if failed else MET, reached, event)


def waived(watch: Watch, clock: Clock, terms: Terms, event: Event, book: Book) -> Outcome:
    """The clock ends without being settled: what was overdue stays missed, else it needs no answer any more."""
    if clock.breached:
        return LateSettlement(clock.key, value(watch, clock, terms, event.at, book))
    return verdict(watch, clock, event.at, NOT_APPLICABLE, None, event)


def verdict(
    watch: Watch, clock: Clock, at: datetime, said: str, reached: float | None, event: Event | None = None
) -> Verdict:
    """Who answers for it: the colleague it is assigned to, else the one who settled it."""
    staff_id = watch.staff_id
    if staff_id is None and event is not None and event.by.kind == "staff":
        staff_id = event.by.id
    return Verdict(
        clock.standard_id, clock.started_seq, clock.started_at, at, said, reached, watch.team_id, staff_id
    )  # fmt: skip
