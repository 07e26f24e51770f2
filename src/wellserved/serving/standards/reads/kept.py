"""Where conversations stand with their standards, and their verdicts: as it is kept, and as the journal tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from wellserved.ground.accounts.models import Staff
from wellserved.ground.hours.models import Outage
from wellserved.ground.journal.events import Event
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import facts, rules
from wellserved.serving.standards.facts import Key, Verdict
from wellserved.serving.standards.models import Measurement, Standard, Watch
from wellserved.serving.standards.notation import NO_CLOCKS, read
from wellserved.serving.standards.reads.book import Book

VERDICT = ("standard_id", "started_seq", "started_at", "at", "verdict", "value", "team_id", "staff_id")
Told = tuple[facts.Watch | None, dict[Key, Verdict]]


@dataclass(frozen=True)
class RunningClock:
    """A clock on a conversation, for people. `due_at` is None while paused, and where the site never opens."""

    standard: Standard
    started_at: datetime
    due_at: datetime | None
    paused: bool
    breached: bool
    served_seconds: float  # up to the latest pause
    count: float


def clocks_of(viewer: Staff, conversation: Conversation) -> list[RunningClock]:
    """What runs on the conversation, the earliest due first and what is paused last; none if it is not theirs."""
    watch = watch_of(conversation.id) if viewer.scope.reaches(conversation.site_id) else None
    if watch is None:
        return []
    standards = Standard.objects.in_bulk([clock.standard_id for clock in watch.clocks])
    clocks = [
        RunningClock(
            standards[clock.standard_id],
            clock.started_at,
            clock.due_at,
            clock.running_since is None,
            clock.breached,
            clock.served_seconds,
            clock.counted,
        )
        for clock in watch.clocks
    ]
    return sorted(clocks, key=lambda clock: (clock.paused, clock.due_at is None, clock.due_at or clock.started_at))


def measurements_of(viewer: Staff, conversation: Conversation) -> list[Measurement]:
    """The verdicts on the conversation, in the order they became true; none if it is not theirs."""
    verdicts = Measurement.objects.within(viewer.scope).filter(conversation_id=conversation.id)
    return list(verdicts.select_related("standard").order_by("at", "id"))


def told_by_journal(conversation_ids: Sequence[int], book: Book) -> dict[int, Told]:
    """Where each conversation stands and its verdicts, from the journal alone."""
    entries = Entry.objects.filter(conversation_id__in=conversation_ids).of_kinds(*rules.FOLLOWED)
    events: dict[int, list[Event]] = {conversation_id: [] for conversation_id in conversation_ids}
    for event in entries.events():
        events[event.conversation_id or 0].append(event)
    return {conversation_id: rules.fold(happened, book) for conversation_id, happened in events.items()}


def watch_of(conversation_id: int) -> facts.Watch | None:
    """Where the conversation stands, with its clocks; None if nothing of it was followed yet."""
    with connection.cursor() as cursor:  # every message asks: a QuerySet would cost ten times as much
        cursor.execute("SELECT state FROM standards_watch WHERE conversation_id = %s", [conversation_id])
        row = cursor.fetchone()
    return read(row[0]) if row else None


def watches_on(conversation_ids: Sequence[int]) -> dict[int, facts.Watch]:
    """Where each of them stands."""
    rows = Watch.objects.filter(conversation_id__in=conversation_ids)
    return {watch.conversation_id: watch for watch in map(read, rows.values_list("state", flat=True))}


def verdicts_on(conversation_ids: Sequence[int]) -> dict[int, dict[Key, Verdict]]:
    """The verdicts on each conversation."""
    found: dict[int, dict[Key, Verdict]] = {conversation_id: {} for conversation_id in conversation_ids}
    rows = Measurement.objects.filter(conversation_id__in=conversation_ids)
    for conversation_id, *row in rows.values_list("conversation_id", *VERDICT).iterator(2000):
        verdict = Verdict(*row)
        found[conversation_id][verdict.key] = verdict
    return found


def touched_by_outage(outage_id: int) -> list[int]:
    """The conversations of its site that have a clock, be it paused or without a due time, and those of which the
    journal knows anything since the outage began."""
    outage = Outage.objects.get(id=outage_id)
    clocks = Watch.objects.filter(conversation__site_id=outage.site_id).exclude(state__endswith=NO_CLOCKS)
    since = Entry.objects.filter(site_id=outage.site_id, at__gte=outage.starts_at, conversation_id__isnull=False)
    ids = {*since.values_list("conversation_id", flat=True), *clocks.values_list("conversation_id", flat=True)}
    return sorted(id for id in ids if id is not None)
