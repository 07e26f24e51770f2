"""Conversations are followed with their clocks: live, entry by entry, or again from the journal."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import ConversationJoined, ConversationOpened, InspectionOpened
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import facts, keeping, reads, rules
from wellserved.serving.standards.events import ExcuseWithdrawn, QuestionMoved, StandardExcused, StandardWarned
from wellserved.serving.standards.facts import Key, LateSettlement, Pardon, Verdict
from wellserved.serving.standards.models import Watch

log = logging.getLogger("wellserved.standards")

AGAIN = timedelta(minutes=10)
A_BATCH = 50  # conversations that are acted on in one transaction: others write in between


def follow(event: Event) -> None:
    """Let the conversation's clocks know what happened, in the transaction of the event."""
    assert event.conversation_id is not None
    hold([event.conversation_id])
    before = reads.watch_of(event.conversation_id)
    watch = before or (rules.begin(event) if isinstance(event, ConversationOpened | InspectionOpened) else None)
    if watch is None or rules.is_late(watch, event):
        if watch and isinstance(
            event, StandardExcused | ExcuseWithdrawn
        ):  # told by itself: not withdrawn and restored
            pardon = Pardon((event.standard_id, event.started_seq), isinstance(event, StandardExcused))
            keeping.save(before, watch, late=[pardon])
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


def act_on_clocks(at: datetime, limit: int = 200) -> int:
    """Record what was due before `at` and is not settled, and warn of what soon will be; returns of how many
    conversations.

    Each miss is recorded at its due time, however late the machine notices, and once, however many workers look.
    A conversation that breaks is tried again later, so that it does not stop the clocks of the others.
    """
    overdue = sorted(Watch.objects.to_act_on(at).values_list("conversation_id", flat=True)[:limit])
    for first in range(0, len(overdue), A_BATCH):
        batch = overdue[first : first + A_BATCH]
        try:
            _act_on_clocks_of(batch, at)
        except (OperationalError, InterfaceError):  # the database is what breaks
            raise
        except Exception:
            log.exception("among conversations %s to %s one breaks; each is looked at alone", batch[0], batch[-1])
            for conversation_id in batch:
                _act_alone(conversation_id, at)
    return len(overdue)


def _act_alone(conversation_id: int, at: datetime) -> None:
    try:
        _act_on_clocks_of([conversation_id], at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("the clocks of conversation %s stand still for %s", conversation_id, AGAIN)
        Watch.objects.filter(conversation_id=conversation_id).update(act_at=at + AGAIN)


@transaction.atomic
def _act_on_clocks_of(conversation_ids: Sequence[int], at: datetime) -> None:
    for conversation_id in hold(conversation_ids, skip_locked=True):
        _act_on_clocks(conversation_id, at)


def _act_on_clocks(conversation_id: int, at: datetime) -> None:
    watch = reads.watch_of(conversation_id)
    if watch is None:
        return
    book = reads.Book()
    now, outcomes = rules.breach(watch, at)
    fresh: dict[Key, Verdict] = {}
    rules.keep(fresh, outcomes)
    warnings = rules.warnings(now, at, book)
    if not fresh and not warnings:  # somebody was quicker
        return
    now = keeping.judged(now, fresh)
    for clock, stage in warnings:
        now, _ = rules.advance(now, _warn(now, clock, stage), book)
    keeping.save(watch, now)


def _warn(watch: facts.Watch, clock: facts.Clock, stage: int) -> StandardWarned:
    """Recorded when it was time, or just after what was followed last."""
    return record(
        StandardWarned(
            at=max(clock.warn_at or watch.at, watch.at),
            by=SYSTEM,
            conversation_id=watch.conversation_id,
            customer_id=watch.customer_id,
            site_id=watch.site_id,
            standard_id=clock.standard_id,
            started_seq=clock.started_seq,
            stage=stage,
            team_id=watch.team_id,
            staff_id=watch.staff_id,
        )
    )


def _follow_all(conversation_id: int, before: facts.Watch | None) -> None:
    """Begin again from the journal, when something comes late or a conversation was never followed."""
    now, verdicts = reads.told_by_journal([conversation_id], reads.Book())[conversation_id]
    assert now is not None, "the journal knows what is being followed"
    known = reads.verdicts_on([conversation_id])[conversation_id]
    for verdict in known.values():
        if not _says_the_same(verdict, verdicts.get(verdict.key)):
            keeping.withdraw(now, verdict)
    fresh = {key: verdict for key, verdict in verdicts.items() if not _says_the_same(verdict, known.get(key))}
    late: list[LateSettlement | Pardon] = [
        LateSettlement(key, verdict.value)
        for key, verdict in verdicts.items()
        if key not in fresh and verdict.value is not None and verdict != known[key]
    ]
    keeping.save(before, now, fresh, late)


def _says_the_same(verdict: Verdict, other: Verdict | None) -> bool:
    return other is not None and replace(verdict, value=None) == replace(other, value=None)


def hold(conversation_ids: Sequence[int], skip_locked: bool = False) -> Sequence[int]:
    """Nobody else follows these conversations until the transaction ends; returns those that could be held.

    The conversation's row is the lock, since an action that changes it holds that one first. SQLite has one writer.
    """
    if not connection.features.has_select_for_update:
        return conversation_ids
    rows = Conversation.objects.filter(id__in=conversation_ids).order_by("id")
    return list(rows.select_for_update(skip_locked=skip_locked, no_key=True).values_list("id", flat=True))


@transaction.atomic
def follow_again(conversation_id: int) -> None:
    """Let what was declared since (an outage) count from the beginning, and announce what it changes."""
    hold([conversation_id])
    before = reads.watch_of(conversation_id)
    if before is not None:
        _follow_all(conversation_id, before)
