"""The thread that reads the journal for the hub."""

import json
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from django.db import Error, connection
from django.db.models import Q

from wellserved.ground.jobs.wake import wake_on
from wellserved.ground.journal.models import Entry
from wellserved.ground.stream.tail import Tail

REMEMBERED = 2000  # entries that a stream can resume from
READ_AT_ONCE = 2000
LOOK_AGAIN_SECONDS = 1.0
LOOK_SECONDS = 0.02

log = logging.getLogger("wellserved.stream")


class News(NamedTuple):
    """What one look at the journal brought: (seq, site, bytes to send) of each entry about a conversation."""

    entries: list[tuple[int, int | None, bytes]]
    complete_to: int
    floor: int


def follow(deliver: Callable[[News], None], stopped: Callable[[], bool]) -> None:
    """Deliver the latest entries, then all new ones as they are committed, until `stopped`; outlives its database."""
    tail: Tail | None = None
    while not stopped():
        try:
            wake = wake_on("wellserved_journal", LOOK_SECONDS)
            try:
                if tail is None:
                    tail = Tail(max(0, _latest() - REMEMBERED))
                    _read(tail, deliver, floor=tail.high, even_nothing=True)
                while not stopped():
                    _read(tail, deliver)
                    wake.wait(LOOK_AGAIN_SECONDS, stopped)
            finally:
                wake.close()
        except Error as error:
            log.warning("the stream cannot read the journal, trying again: %s", error)
            connection.close()
            time.sleep(1)
    connection.close()


def _latest() -> int:
    return Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _read(tail: Tail, deliver: Callable[[News], None], floor: int = 0, even_nothing: bool = False) -> None:
    while True:
        unseen = Q(id__gt=tail.high)
        if tail.asked_again:
            unseen |= Q(id__in=list(tail.asked_again))
        rows = list(
            Entry.objects.filter(unseen)
            .order_by("id")
            .values_list("id", "kind", "conversation_id", "site_id", "by_kind", "by_id")[:READ_AT_ONCE]
        )
        fresh = tail.take((row[0] for row in rows), time.monotonic())
        entries = [
            (seq, site, _encode(tail.complete_to, seq, kind, conversation, site, by_kind, by_id))
            for seq, kind, conversation, site, by_kind, by_id in rows
            if seq in fresh and conversation is not None
        ]
        if entries or even_nothing:
            deliver(News(entries, tail.complete_to, floor))
        if len(rows) < READ_AT_ONCE:
            return
        even_nothing = False


def _encode(
    complete_to: int, seq: int, kind: str, conversation: int, site: int | None, by_kind: str, by_id: int | None
) -> bytes:
    """As server-sent event. Its id is not the entry's own number but that from which a browser may safely resume."""
    by = by_kind if by_id is None else f"{by_kind}:{by_id}"
    data = {"seq": seq, "kind": kind, "conversation": conversation, "site": site, "by": by}
    text = f"id: {min(seq, complete_to)}\nevent: {kind}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"
    return text.encode()
