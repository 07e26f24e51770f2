from datetime import datetime

from wellserved.ground.journal.models import Entry


def latest_recorded_at() -> datetime | None:
    """When the newest entry was written; None in an empty journal."""
    return Entry.objects.order_by("-id").values_list("recorded_at", flat=True).first()


def seen_before(at: datetime, *, at_most: int = 500) -> int:
    """The number up to which everything was written before `at`, or that of the last `at_most` entries."""
    latest = Entry.objects.order_by("-id").values_list("id", "recorded_at")[:at_most]
    number = 0
    for number, recorded_at in latest:
        if recorded_at < at:
            return number
    return max(0, number - 1)
