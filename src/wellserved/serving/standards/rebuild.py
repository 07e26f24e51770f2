"""Clocks and verdicts again from the journal, batch by batch, while the house goes on serving."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import actions, keeping, reads
from wellserved.serving.standards.facts import Key, Verdict, Watch

A_BATCH = 400  # others who write wait for one
Progress = Callable[[int, int], None]  # how far we are, and how far it goes


@dataclass(frozen=True)
class Difference:
    """`kept` is what the tables hold (None: nothing), `told` what the journal tells."""

    conversation_id: int
    kept: Any
    told: Any

    def __str__(self) -> str:
        return f"conversation {self.conversation_id}: kept {self.kept}, the journal tells {self.told}"


def differences(progress: Progress = lambda done, of: None) -> Iterator[Difference]:
    """What is kept otherwise than the journal tells it."""
    for ids in _batches(progress):
        with transaction.atomic():
            found, _ = _compared(ids)
        yield from found


def rebuild(progress: Progress = lambda done, of: None) -> int:
    """Put right whatever differs; returns how many conversations did."""
    wrong = 0
    for ids in _batches(progress):
        with transaction.atomic():
            found, told = _compared(ids)
            different = {difference.conversation_id for difference in found}
            keeping.overwrite({id: (watch, told[id][1]) for id in different if (watch := told[id][0]) is not None})
        wrong += len(different)
    return wrong


def _compared(ids: Sequence[int]) -> tuple[list[Difference], dict[int, reads.Told]]:
    """In a transaction: where these differ, and what the journal tells of them."""
    actions.hold(ids)  # nobody follows these while we look
    told = reads.told_by_journal(ids, reads.Book())
    watches, verdicts = reads.watches_on(ids), reads.verdicts_on(ids)
    due = dict(Conversation.objects.filter(id__in=ids).values_list("id", "next_due_at"))
    between = (_between(id, *told[id], watches.get(id), verdicts[id], due.get(id)) for id in ids)
    return [difference for one in between for difference in one], told


def _between(
    id: int,
    watch: Watch | None,
    told: Mapping[Key, Verdict],
    kept_watch: Watch | None,
    verdicts: Mapping[Key, Verdict],
    due: datetime | None,
) -> Iterator[Difference]:
    if kept_watch != watch:
        yield Difference(id, kept_watch, watch)
    for key in sorted(verdicts.keys() | told.keys()):
        if verdicts.get(key) != told.get(key):
            yield Difference(id, verdicts.get(key), told.get(key))
    if watch and due != watch.next_due_at:
        yield Difference(id, due, watch.next_due_at)


def _batches(progress: Progress) -> Iterator[list[int]]:
    entries = Entry.objects.exclude(conversation_id=None).order_by("conversation_id")
    end = entries.values_list("conversation_id", flat=True).last() or 0
    done = 0
    while True:
        later = entries.filter(conversation_id__gt=done).values_list("conversation_id", flat=True)
        ids = [id for id in later.distinct()[:A_BATCH] if id is not None]
        if not ids:
            return
        yield ids
        done = ids[-1]
        progress(done, end)
