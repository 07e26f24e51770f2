"""Standards are set, changed and ended; and conversations are followed with their clocks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import ConversationJoined, ConversationOpened
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import facts, keeping, reads, rules
from wellserved.serving.standards.events import QuestionMoved, StandardEnded, StandardSet
from wellserved.serving.standards.facts import Key, LateSettlement, Verdict
from wellserved.serving.standards.models import DIMENSIONS, Standard, Watch

KINDS = (Standard.FIRST_REPLY, Standard.NEXT_REPLY, Standard.RESOLUTION)
A_BATCH = 50  # conversations whose breaches are recorded in one transaction: others write in between


class WrongStandard(ValueError):  # noqa: N818 - a fact about what was written
    """The message says what is wrong with the standard, and what it may be."""


@transaction.atomic
def add_standard(
    key: str,
    *,
    statement: str,
    dimension: str,
    kind: str,
    within: timedelta,
    hours: str = Standard.OPENING,
    channels: Sequence[str] = (),
    sites: Iterable[Site] = (),
    target: float = 0.9,
    weight: float = 1.0,
    by: Actor,
    at: datetime,
) -> Standard:
    """A statement of intended service, in force from `at` on. WrongStandard tells what can't be meant."""
    if Standard.objects.in_force(at).filter(key=key).exists():
        raise WrongStandard(f"There is a standard {key!r} already; change that one, or end it first.")
    return _begin(
        Standard(
            key=key,
            statement=statement,
            dimension=dimension,
            kind=kind,
            within_seconds=int(within.total_seconds()),
            hours=hours,
            channels=list(channels),
            sites=[site.id for site in sites],
            target=target,
            weight=weight,
        ),
        by,
        at,
    )


@transaction.atomic
def change_standard(standard: Standard, *, by: Actor, at: datetime, **changes: Any) -> Standard | None:
    """End this version and begin the next, with these fields changed. None if it was ended already.

    Clocks that run keep the version they started with.
    """
    if not end_standard(standard, by=by, at=at):
        return None
    within = changes.pop("within", standard.within)
    kept = {name: getattr(standard, name) for name in CHANGEABLE}
    if unknown := set(changes) - set(CHANGEABLE):
        raise WrongStandard(f"{', '.join(sorted(unknown))} can't be changed; these can: {', '.join(CHANGEABLE)}.")
    return _begin(Standard(key=standard.key, within_seconds=int(within.total_seconds()), **kept | changes), by, at)


CHANGEABLE = ("statement", "dimension", "kind", "hours", "channels", "sites", "target", "weight")


@transaction.atomic
def end_standard(standard: Standard, *, by: Actor, at: datetime) -> bool:
    """No clock starts by it any more. False if it was ended already."""
    changed = Standard.objects.filter(id=standard.id, valid_until=None).update(valid_until=at)
    if changed:
        record(StandardEnded(at=at, by=by, standard_id=standard.id, key=standard.key))
    return bool(changed)


def _begin(standard: Standard, by: Actor, at: datetime) -> Standard:
    if standard.kind not in KINDS:
        raise WrongStandard(f"{standard.key}: the kind must be one of {', '.join(KINDS)}, not {standard.kind!r}.")
    if standard.dimension not in DIMENSIONS:
        known = ", ".join(DIMENSIONS)
        raise WrongStandard(f"{standard.key}: the dimension must be one of {known}, not {standard.dimension!r}.")
    if standard.hours not in (Standard.OPENING, Standard.ALWAYS):
        raise WrongStandard(f"{standard.key}: hours are {Standard.OPENING!r} or {Standard.ALWAYS!r}.")
    if standard.within_seconds < 1:
        raise WrongStandard(f"{standard.key}: the time allowed must be a second at least.")
    if not 0 < standard.target <= 1:
        raise WrongStandard(f"{standard.key}: the target is a share over 0 and up to 1, such as 0.9.")
    standard.valid_from = at
    standard.save(force_insert=True)
    record(StandardSet(at=at, by=by, standard_id=standard.id, key=standard.key))
    return standard


def follow(event: Event) -> None:
    """Let the conversation's clocks know what happened, in the transaction of the event."""
    assert event.conversation_id is not None
    hold([event.conversation_id])
    before = reads.watch_of(event.conversation_id)
    watch = before or (rules.begin(event) if isinstance(event, ConversationOpened) else None)
    if watch is None or rules.is_late(watch, event):
        _follow_all(event.conversation_id, before)
        return
    now, outcomes = rules.advance(watch, event, reads.Book())
    fresh: dict[Key, Verdict] = {}
    late = rules.keep(fresh, outcomes)
    keeping.save(before, now, fresh, late)


def follow_joining(event: ConversationJoined) -> None:
    """Let the clocks know, and a question that waits for its answer goes on waiting in the other conversation."""
    assert event.conversation_id is not None
    before = reads.watch_of(event.conversation_id)
    follow(event)
    if before is None:
        return
    since = rules.unanswered_since(rules.breach(before, event.at)[0], reads.Book())
    if since is not None:
        into = Conversation.objects.only("site_id", "customer_id").get(id=event.into_id)
        record(
            QuestionMoved(
                at=event.at,
                by=event.by,
                conversation_id=into.id,
                customer_id=into.customer_id,
                site_id=into.site_id,
                from_id=event.conversation_id,
                since=since.isoformat(),
            )
        )


def record_breaches(at: datetime, limit: int = 200) -> int:
    """Record what was due before `at` and is not settled; returns how many conversations had something overdue.

    Each miss is recorded at its due time, however late the machine notices, and once, however many workers look.
    """
    overdue = sorted(Watch.objects.overdue(at).values_list("conversation_id", flat=True)[:limit])
    for first in range(0, len(overdue), A_BATCH):
        with transaction.atomic():
            for conversation_id in hold(overdue[first : first + A_BATCH], skip_locked=True):
                _record_breaches_of(conversation_id, at)
    return len(overdue)


def _record_breaches_of(conversation_id: int, at: datetime) -> None:
    watch = reads.watch_of(conversation_id)
    if watch is None:
        return
    now, outcomes = rules.breach(watch, at)
    fresh: dict[Key, Verdict] = {}
    rules.keep(fresh, outcomes)
    if fresh:  # nobody was quicker
        keeping.save(watch, now, fresh, swept=True)


def _follow_all(conversation_id: int, before: facts.Watch | None) -> None:
    """Begin again from the journal, when something comes late or a conversation was never followed."""
    now, verdicts = reads.told_by_journal([conversation_id], reads.Book())[conversation_id]
    assert now is not None, "the journal knows what is being followed"
    known = reads.verdicts_on([conversation_id])[conversation_id]
    for verdict in known.values():
        if not _says_the_same(verdict, verdicts.get(verdict.key)):
            keeping.withdraw(now, verdict)
    fresh = {key: verdict for key, verdict in verdicts.items() if not _says_the_same(verdict, known.get(key))}
    late = [
        LateSettlement(key, verdict.value_seconds)
        for key, verdict in verdicts.items()
        if key not in fresh and verdict.value_seconds is not None and verdict != known[key]
    ]
    keeping.save(before, now, fresh, late)


def _says_the_same(verdict: Verdict, other: Verdict | None) -> bool:
    return other is not None and replace(verdict, value_seconds=None) == replace(other, value_seconds=None)


def hold(conversation_ids: Sequence[int], skip_locked: bool = False) -> Sequence[int]:
    """Nobody else follows these conversations until the transaction ends; returns those that could be held.

    The conversation's row is the lock, since an action that changes it holds that one first. SQLite has one writer.
    """
    if not connection.features.has_select_for_update:
        return conversation_ids
    rows = Conversation.objects.filter(id__in=conversation_ids).order_by("id")
    return list(rows.select_for_update(skip_locked=skip_locked, no_key=True).values_list("id", flat=True))


@transaction.atomic
def put_right(conversation_id: int) -> None:
    """Make the conversation's clocks and verdicts what its journal tells, and announce nothing."""
    hold([conversation_id])
    now, verdicts = reads.told_by_journal([conversation_id], reads.Book())[conversation_id]
    if now is not None:
        keeping.overwrite(now, verdicts)
