"""Verdicts and figures again from a journal of a million entries, with 300 standards."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.frame import Figure, cpu_seconds, fresh_house, report

CONVERSATIONS = 125_000
EACH = 8  # entries
BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def main() -> bool:
    with fresh_house():
        from benchmarks.standards import three_hundred
        from wellserved.learning.insight import rebuild as figures
        from wellserved.serving.standards import rebuild as verdicts
        from wellserved.serving.standards.models import Measurement

        three_hundred(BEGAN - timedelta(days=1))
        _fill()
        first = cpu_seconds(verdicts.rebuild)
        measured = Measurement.objects.count()
        summed = cpu_seconds(figures.rebuild)
        again = cpu_seconds(lambda: list(verdicts.differences()))
    assert measured >= 2 * CONVERSATIONS, f"only {measured} verdicts came of it"
    return report(
        "rebuild",
        [
            Figure("entries of the journal", CONVERSATIONS * EACH),
            Figure("verdicts that follow from them", measured),
            Figure("CPU of making all clocks, verdicts and figures from nothing", first + summed, "s", at_most=60),
            Figure("CPU of comparing only", again, "s", at_most=60),
        ],
    )


def _fill() -> None:
    """Matters of two questions each, with an assignment, a pause and a closing."""
    from django.db import connection

    from benchmarks.inbox import world
    from wellserved.ground.journal.models import Entry
    from wellserved.serving.conversations.models import Conversation

    of = world()
    before = Conversation.objects.count()
    Entry.objects.all().delete()
    Conversation.objects.bulk_create(
        (
            Conversation(
                customer_id=1,
                site_id=of["site"],
                channel="email",
                opened_at=BEGAN,
                latest_at=BEGAN,
                reference=f"R{n}",  # of so many by chance, two would be alike
            )
            for n in range(CONVERSATIONS)
        ),
        batch_size=5000,
    )
    ids = Conversation.objects.order_by("id").values_list("id", flat=True)[before:]
    batch: list[Entry] = []
    for n, id in enumerate(ids.iterator()):
        batch += _entries(id, of["site"], BEGAN + timedelta(minutes=n))
        if len(batch) >= 5000:
            Entry.objects.bulk_create(batch)
            batch = []
    Entry.objects.bulk_create(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _entries(id: int, site_id: int, at: datetime) -> Iterator[Any]:
    from wellserved.ground.journal.models import Entry

    happened: list[tuple[str, int, dict[str, Any]]] = [
        ("ConversationOpened", 0, {"channel": "email"}),
        ("MessageReceived", 0, {"message_id": id, "channel": "email", "first": True}),
        ("ConversationAssigned", 5, {"staff_id": 2}),
        ("MessageSent", 40 + id % 400, {"message_id": id, "channel": "email"}),
        ("WaitingBegan", 40 + id % 400, {}),
        ("MessageReceived", 600, {"message_id": id, "channel": "email"}),
        ("MessageSent", 620 + id % 200, {"message_id": id, "channel": "email"}),
        ("ConversationClosed", 900, {}),
    ]
    for kind, minutes, measures in happened:
        when = at + timedelta(minutes=minutes)
        place = {"conversation_id": id, "customer_id": 1, "site_id": site_id}
        yield Entry(kind=kind, at=when, recorded_at=when, by_kind="staff", by_id=2, measures=measures, **place)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
