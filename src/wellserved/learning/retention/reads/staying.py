"""How long customers of a site keep coming back: a Kaplan-Meier curve of its customers."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from wellserved.ground.accounts.models import Site, Staff
from wellserved.learning.retention.reads.listing import matters_seen_by
from wellserved.learning.retention.rules import LOST
from wellserved.measures.survival import Survival, kaplan_meier

MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Staying:
    """`lost` of `curve.n` customers have been silent for longer than LOST."""

    site: Site
    curve: Survival
    lost: int


def staying(viewer: Staff, site: Site, *, at: datetime) -> Staying:
    """Months from a customer's first matter to their last; whoever was heard of within LOST is still there.

    PermissionDenied for who may not see quality.
    """
    rows = (
        matters_seen_by(viewer, at, site.id)
        .values("customer_id")
        .annotate(first=Min("opened_at"), last=Max("latest_at"))
    )
    months, left = [], []
    for first, last in rows.order_by().values_list("first", "last"):
        gone = at - last > LOST
        months.append(((last if gone else at) - first).total_seconds() / 86400 / MONTH_DAYS)
        left.append(gone)
    return Staying(site, kaplan_meier(months, left), sum(left))
