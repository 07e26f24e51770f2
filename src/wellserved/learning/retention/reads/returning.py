"""How soon those who came for the first time come again: Kaplan-Meier curves, one for each site.

Nobody has to be declared gone for it: whoever has not come again yet counts for as long as they could have.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.ground.accounts.models import Site, Staff
from wellserved.learning.retention.reads.listing import matters_seen_by
from wellserved.learning.retention.rules import visits
from wellserved.measures.survival import ENOUGH, kaplan_meier

WEEK = timedelta(days=7)
MARKS = (2, 4, 8, 13, 26, 52, 104)  # weeks at which the curve is told in figures


@dataclass(frozen=True, slots=True)
class Mark:
    """The share that had come again after so many weeks, within 95 %; of `watched` it is known what they did next."""

    weeks: int
    share: float
    low: float
    high: float
    watched: int


@dataclass(frozen=True, slots=True)
class Returning:
    """Of `n` customers of a site `again` came again; the curve is empty where they are too few.

    `times` are weeks; `half` is by when half of them had come again, None where fewer have so far.
    """

    site: Site
    n: int
    again: int
    times: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    marks: tuple[Mark, ...] = ()
    half: float | None = None


def returning(viewer: Staff, sites: Sequence[Site], *, at: datetime) -> list[Returning]:
    """Of each of these sites that the viewer sees and where there was a customer.

    PermissionDenied for who may not see quality.
    """
    opened: dict[int, dict[int, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    rows = matters_seen_by(viewer, at, sites[0].id if len(sites) == 1 else None).order_by("opened_at", "id")
    for site_id, customer_id, when in rows.values_list("site_id", "customer_id", "opened_at").iterator():
        opened[site_id][customer_id].append(when)
    return [_of(site, list(opened[site.id].values()), at) for site in sites if site.id in opened]


def _of(site: Site, customers: Sequence[Sequence[datetime]], at: datetime) -> Returning:
    came = [visits(opened) for opened in customers]
    weeks = [((each[1] if len(each) > 1 else at) - each[0]) / WEEK for each in came]
    again = [len(each) > 1 for each in came]
    curve = kaplan_meier(weeks, again)
    seen = int((curve.at_risk >= ENOUGH).sum())  # what rests on fewer would only be noise
    times = tuple(curve.times[:seen].tolist())
    shares, low, high = (tuple((1 - each[:seen]).tolist()) for each in (curve.shares, curve.high, curve.low))
    half = next((time for time, share in zip(times, shares, strict=True) if share >= 0.5), None)
    marks = _marks(list(zip(times, shares, low, high, strict=True)), weeks)
    return Returning(site, len(came), sum(again), times, shares, low, high, marks, half)


def _marks(steps: Sequence[tuple[float, float, float, float]], weeks: Sequence[float]) -> tuple[Mark, ...]:
    """What the curve says at each of MARKS, as long as enough are watched."""
    found = []
    for mark in MARKS:
        *_, (_, share, low, high) = [(0.0, 0.0, 0.0, 0.0), *(step for step in steps if step[0] <= mark)]
        watched = sum(each >= mark for each in weeks)
        if steps and watched >= ENOUGH:
            found.append(Mark(mark, share, low, high, watched))
    return tuple(found)
