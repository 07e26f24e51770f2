from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from wellserved.ground.accounts.models import Staff
from wellserved.ground.hours.reads import versions_of
from wellserved.ground.hours.rules import ALWAYS, Hours
from wellserved.ground.journal.events import Event
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import rules
from wellserved.serving.standards.models import Clock, Measurement, Standard, Watch
from wellserved.serving.standards.rules import Key, Terms, Verdict

# The columns are named, and in the order of, the fields of the rules.
WATCH = (
    *("conversation_id", "site_id", "customer_id", "at", "seq", "channel", "team_id", "staff_id"),
    *("heard", "replied", "unanswered"),
)
CLOCK = ("standard_id", "started_seq", "started_at", "served_seconds", "running_since", "due_at", "breached")
VERDICT = ("standard_id", "started_seq", "started_at", "at", "verdict", "value_seconds", "team_id", "staff_id")


def standards(at: datetime) -> list[Standard]:
    """What is intended at that moment, by key."""
    return list(Standard.objects.in_force(at).order_by("key"))


def clocks_of(viewer: Staff, conversation: Conversation) -> list[Clock]:
    """What runs on the conversation, the earliest due first and what is paused last; none if it is not theirs."""
    if not viewer.scope.reaches(conversation.site_id):
        return []
    clocks = Clock.objects.filter(conversation_id=conversation.id).select_related("standard")
    return sorted(clocks, key=lambda clock: (clock.running_since is None, clock.due_at is None, clock.due_at))


def measurements_of(viewer: Staff, conversation: Conversation) -> list[Measurement]:
    """The verdicts on the conversation, in the order they became true; none if it is not theirs."""
    verdicts = Measurement.objects.within(viewer.scope).filter(conversation_id=conversation.id)
    return list(verdicts.select_related("standard").order_by("at", "id"))


class Book:
    """Standards and hours for the fold: each is looked up when it is first needed, and once."""

    def __init__(self) -> None:
        self._hours: dict[int, tuple[tuple[datetime, Hours], ...]] = {}

    @cached_property
    def terms(self) -> dict[int, Terms]:
        rows = Standard.objects.values_list(
            "id", "kind", "within_seconds", "hours", "channels", "sites", "valid_from", "valid_until"
        )
        return {
            row[0]: Terms(*row[:3], row[3] == Standard.ALWAYS, frozenset(row[4]), frozenset(row[5]), *row[6:])
            for row in rows.order_by("id")
        }

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        if terms.around_the_clock:
            return ALWAYS
        if site_id not in self._hours:
            self._hours[site_id] = versions_of(site_id)
        return next((hours for valid_from, hours in self._hours[site_id] if valid_from <= at), ALWAYS)


Told = tuple[rules.Watch | None, dict[Key, Verdict]]


def told_by_journal(conversation_ids: Sequence[int], book: Book) -> dict[int, Told]:
    """Where each conversation stands and its verdicts, from the journal alone."""
    entries = Entry.objects.filter(conversation_id__in=conversation_ids).of_kinds(*rules.FOLLOWED)
    events: dict[int, list[Event]] = {conversation_id: [] for conversation_id in conversation_ids}
    for entry in entries:
        events[entry.conversation_id or 0].append(entry.event())
    return {conversation_id: rules.fold(happened, book) for conversation_id, happened in events.items()}


def watch_of(conversation_id: int) -> rules.Watch | None:
    """Where the conversation stands, with its clocks; None if nothing of it was followed yet."""
    row = Watch.objects.filter(conversation_id=conversation_id).values(*WATCH).first()
    return rules.Watch(**row, clocks=clocks_on([conversation_id])[conversation_id]) if row else None


def clocks_on(conversation_ids: Sequence[int]) -> dict[int, tuple[rules.Clock, ...]]:
    """The clocks of each conversation, in the order they started."""
    found: dict[int, list[rules.Clock]] = {conversation_id: [] for conversation_id in conversation_ids}
    rows = Clock.objects.filter(conversation_id__in=conversation_ids).order_by("id")
    for conversation_id, *row in rows.values_list("conversation_id", *CLOCK):
        found[conversation_id].append(rules.Clock(*row))
    return {conversation_id: tuple(clocks) for conversation_id, clocks in found.items()}


def verdicts_on(conversation_ids: Sequence[int]) -> dict[int, dict[Key, Verdict]]:
    """The verdicts on each conversation."""
    found: dict[int, dict[Key, Verdict]] = {conversation_id: {} for conversation_id in conversation_ids}
    rows = Measurement.objects.filter(conversation_id__in=conversation_ids)
    for conversation_id, *row in rows.values_list("conversation_id", *VERDICT):
        verdict = Verdict(*row)
        found[conversation_id][verdict.key] = verdict
    return found
