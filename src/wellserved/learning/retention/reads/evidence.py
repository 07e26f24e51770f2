"""What is known of customers who may be leaving: gathered for a few of them, not for everybody."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q, QuerySet

from wellserved.learning.feedback.models import Response
from wellserved.learning.retention.rules import (
    LATEST_MATTERS,
    LONG,
    ONE_VISIT,
    RHYTHM_VISITS,
    UNANSWERED,
    Facts,
)
from wellserved.serving.conversations.models import Conversation, Direction, Status
from wellserved.serving.standards.models import Measurement

LOOK_BACK = timedelta(days=730)
RECENT_MISSES = timedelta(days=180)
RECENT_ANSWERS = timedelta(days=365)
CANDIDATES = 1000  # of each kind of sign, the most recent: the list is for people to work through

Key = tuple[int, int]  # customer, site


def suspects(matters: QuerySet[Conversation], at: datetime) -> set[Key]:
    """Customers at sites of whom one sign or another speaks; whether it is enough is for the rules to say."""
    found: set[Key] = set()
    missed = Measurement.objects.filter(verdict=Measurement.MISSED, at__gte=at - RECENT_MISSES)
    below = Response.objects.filter(comparison__lt=0, answered_at__gte=at - RECENT_ANSWERS)
    signs = (
        matters.filter(id__in=missed.values("conversation_id")),
        matters.filter(id__in=below.values("conversation_id")),
        matters.filter(_waiting(at)),
    )
    for sign in signs:
        found.update(sign.order_by("-latest_at").values_list("customer_id", "site_id")[:CANDIDATES])
    regular = (
        matters.values("customer_id", "site_id")
        .annotate(matters=Count("id"), last=Max("latest_at"))
        .filter(matters__gte=RHYTHM_VISITS, last__lt=at - LONG * ONE_VISIT)
        .order_by("-last")
    )
    found.update((row["customer_id"], row["site_id"]) for row in regular[:CANDIDATES])
    return found


def facts_of(keys: set[Key], matters: QuerySet[Conversation], at: datetime) -> dict[Key, Facts]:
    """What the rules ask of each; from three queries."""
    by_key: dict[Key, list[Conversation]] = defaultdict(list)
    rows = matters.filter(customer_id__in={customer for customer, _ in keys}).order_by("opened_at", "id")
    for row in rows.only("id", "customer_id", "site_id", "opened_at", "latest_at", "latest_direction", "status"):
        if (row.customer_id, row.site_id) in keys:
            by_key[row.customer_id, row.site_id].append(row)
    latest = [row.id for rows_of in by_key.values() for row in rows_of[-LATEST_MATTERS:]]
    missed = _missed(latest)
    answers = _answers(row.id for rows_of in by_key.values() for row in rows_of)
    return {
        key: Facts(
            opened=[row.opened_at for row in rows_of],
            latest_at=max(row.latest_at for row in rows_of),
            missed=[row.id in missed for row in rows_of[-LATEST_MATTERS:]],
            answers=[said for _, said in sorted(each for row in rows_of for each in answers.get(row.id, ()))],
            waiting_since=min((row.latest_at for row in rows_of if _is_waiting(row)), default=None),
        )
        for key, rows_of in by_key.items()
    }


def _waiting(at: datetime) -> Q:
    return Q(status=Status.OPEN, latest_direction=Direction.INBOUND, latest_at__lt=at - UNANSWERED)


def _is_waiting(row: Conversation) -> bool:
    return row.status == Status.OPEN and row.latest_direction == Direction.INBOUND


def _missed(matters: list[int]) -> set[int]:
    rows = Measurement.objects.filter(conversation_id__in=matters, verdict=Measurement.MISSED)
    return set(rows.values_list("conversation_id", flat=True))


def _answers(matters: Iterable[int]) -> dict[int, list[tuple[datetime, int]]]:
    """When and what was answered about each matter, on -2..2."""
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    rows = Response.objects.filter(conversation_id__in=list(matters), comparison__isnull=False)
    for matter, when, said in rows.values_list("conversation_id", "answered_at", F("comparison")):
        found[matter].append((when, said))
    return found
