import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection

from wellserved.ground.accounts.models import Staff
from wellserved.ground.hours.notation import moment
from wellserved.ground.hours.reads import versions_of
from wellserved.ground.hours.rules import ALWAYS, Hours
from wellserved.ground.journal.events import Event
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import facts, rules
from wellserved.serving.standards.facts import Key, Terms, Verdict
from wellserved.serving.standards.models import Measurement, Standard, Watch
from wellserved.serving.standards.notation import read

VERDICT = ("standard_id", "started_seq", "started_at", "at", "verdict", "value_seconds", "team_id", "staff_id")

TERMS = (
    "SELECT id, kind, within_seconds, hours, CAST(channels AS text), CAST(sites AS text), "
    "CAST(valid_from AS text), CAST(valid_until AS text) FROM standards_standard ORDER BY id"
)


@dataclass(frozen=True)
class RunningClock:
    """A clock on a conversation, for people. `due_at` is None while paused, and where the site never opens."""

    standard: Standard
    started_at: datetime
    due_at: datetime | None
    paused: bool
    breached: bool
    served_seconds: float  # up to the latest pause


def standards(at: datetime) -> list[Standard]:
    """What is intended at that moment, by key."""
    return list(Standard.objects.in_force(at).order_by("key"))


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
        )
        for clock in watch.clocks
    ]
    return sorted(clocks, key=lambda clock: (clock.paused, clock.due_at is None, clock.due_at or clock.started_at))


def measurements_of(viewer: Staff, conversation: Conversation) -> list[Measurement]:
    """The verdicts on the conversation, in the order they became true; none if it is not theirs."""
    verdicts = Measurement.objects.within(viewer.scope).filter(conversation_id=conversation.id)
    return list(verdicts.select_related("standard").order_by("at", "id"))


class Book:
    """Standards and hours for the fold: each is looked up when it is first needed, and once."""

    def __init__(self) -> None:
        self._hours: dict[int, tuple[tuple[datetime, Hours], ...]] = {}

    @cached_property
    def terms(self) -> Mapping[int, Terms]:
        # Asked at nearly every message, hence in plain SQL; what is found is remembered by its content.
        with connection.cursor() as cursor:
            cursor.execute(TERMS)
            return _terms(tuple(cursor.fetchall()))

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        if terms.around_the_clock:
            return ALWAYS
        if site_id not in self._hours:
            self._hours[site_id] = versions_of(site_id)
        return next((hours for valid_from, hours in self._hours[site_id] if valid_from <= at), ALWAYS)


@lru_cache(maxsize=16)
def _terms(rows: tuple[tuple[Any, ...], ...]) -> Mapping[int, Terms]:
    return {
        id: Terms(
            id,
            kind,
            within_seconds,
            hours == Standard.ALWAYS,
            frozenset(json.loads(channels)),
            frozenset(json.loads(sites)),
            moment(valid_from),
            moment(valid_until) if valid_until else None,
        )
        for id, kind, within_seconds, hours, channels, sites, valid_from, valid_until in rows
    }


Told = tuple[facts.Watch | None, dict[Key, Verdict]]


def told_by_journal(conversation_ids: Sequence[int], book: Book) -> dict[int, Told]:
    """Where each conversation stands and its verdicts, from the journal alone."""
    entries = Entry.objects.filter(conversation_id__in=conversation_ids).of_kinds(*rules.FOLLOWED)
    events: dict[int, list[Event]] = {conversation_id: [] for conversation_id in conversation_ids}
    for entry in entries:
        events[entry.conversation_id or 0].append(entry.event())
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
    for conversation_id, *row in rows.values_list("conversation_id", *VERDICT):
        verdict = Verdict(*row)
        found[conversation_id][verdict.key] = verdict
    return found
