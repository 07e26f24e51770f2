from datetime import datetime

from wellserved.ground.journal.models import Entry


def latest_recorded_at() -> datetime | None:
    """When the newest entry was written; None in an empty journal."""
    return Entry.objects.order_by("-id").values_list("recorded_at", flat=True).first()
