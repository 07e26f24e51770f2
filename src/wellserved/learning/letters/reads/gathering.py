"""What there is to tell of a site's month. It is asked for on behalf of a colleague who may see it."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum

from wellserved.ground.accounts.models import Site, Staff
from wellserved.learning.improvement import reads as improvements
from wellserved.learning.improvement.models import Annotation, Improvement
from wellserved.learning.insight import rules as insight
from wellserved.learning.insight.extent import Extent
from wellserved.learning.insight.models import DayOfPerception
from wellserved.learning.insight.parts import Part, parts
from wellserved.learning.insight.quality import Perception, Quality
from wellserved.learning.insight.reads import quality
from wellserved.learning.letters import rules
from wellserved.learning.letters.figures import Figures, Kept, Said, Tried
from wellserved.learning.letters.reads import lived
from wellserved.measures.estimate import Estimate

WEEKS = 13
FEWEST_OF_A_WEEK = 3


def gather(viewer: Staff, site: Site, month: date, *, until: date | None = None) -> Figures:
    """The figures of the month that begins on `month`, or of its days until then, which compare with no whole month.

    PermissionDenied for who may not see quality there.
    """
    last, before = until or rules.last_day(month), rules.before(month)
    comparable = until is None and lived.was_there_before(site, before)
    now = quality(viewer, start=month, end=last, site_id=site.id)
    then = quality(viewer, start=before, end=rules.last_day(before), site_id=site.id)
    kept_then = {each.key: (each.met, each.of) for each in then.standards}
    days, _ = parts(Extent(viewer, month, last, site.id), insight.WEEKDAY)
    return Figures(
        matters=lived.matters(site, month, last),
        matters_before=lived.matters(site, before, rules.last_day(before)) if comparable else 0,
        asked=now.asked,
        answered=now.answered,
        overall=_said(now.overall),
        overall_before=_said(then.overall),
        weeks=_weeks(viewer, site, last),
        standards=_standards(now, kept_then),
        dimensions=tuple(_said(each) for each in now.dimensions),
        weekdays=_weekdays({each.value: each for each in days}),
        happened=_happened(viewer, site, month, last),
        tried=_tried(viewer, site, month, last),
    )


def _said(perception: Perception) -> Said:
    scale = perception.comparison
    return Said(
        perception.dimension,
        scale.n,
        *_ends(scale.gap),
        **{str(category): number for category, number in scale.counts.items()},
    )


def _ends(estimate: Estimate) -> tuple[float | None, float | None, float | None]:
    return estimate.value, estimate.low, estimate.high


def _standards(now: Quality, then: dict[str, tuple[int, int]]) -> tuple[Kept, ...]:
    return tuple(
        Kept(
            each.statement,
            each.met,
            each.of,
            each.share.low,
            each.share.high,
            each.target,
            *then.get(each.key, (0, 0)),
        )
        for each in now.standards
    )


def _weeks(viewer: Staff, site: Site, last: date) -> tuple[tuple[str, float | None], ...]:
    """The mean answer of each of the latest weeks that ended in the month or before it."""
    ends = last - timedelta(days=(last.weekday() + 1) % 7)
    mondays = [ends - timedelta(days=6, weeks=back) for back in reversed(range(WEEKS))]
    found: Counter[date] = Counter()
    n: Counter[date] = Counter()
    rows: Any = DayOfPerception.objects.within(viewer.scope).between(mondays[0], ends).order_by()
    rows = rows.filter(site_id=site.id, dimension=insight.OVERALL, scale=insight.COMPARISON)
    for day, answers, gaps in rows.values_list("day").annotate(Sum("answers"), Sum("gap_sum")):
        n[insight.monday_of(day)] += answers
        found[insight.monday_of(day)] += gaps
    return tuple(
        (monday.isoformat(), found[monday] / n[monday] if n[monday] >= FEWEST_OF_A_WEEK else None)
        for monday in mondays
    )


def _weekdays(found: dict[str, Part]) -> tuple[Kept, ...]:
    return tuple(_weekday(str(day), found.get(str(day))) for day in range(7))


def _weekday(name: str, part: Part | None) -> Kept:
    if part is None:
        return Kept(name, 0, 0)
    low, high = part.share_differs.low, part.share_differs.high
    differs = 0 if low is None or high is None else 1 if low > 0 else -1 if high < 0 else 0
    return Kept(name, part.met, part.of, part.share.low, part.share.high, differs=differs)


def _happened(viewer: Staff, site: Site, first: date, last: date) -> tuple[tuple[str, str], ...]:
    rows: list[Annotation] = improvements.annotations(viewer, first, last, site.id)
    return tuple((one.day.isoformat(), one.text) for one in rows)


def _tried(viewer: Staff, site: Site, first: date, last: date) -> tuple[Tried, ...]:
    """What was tried at the site in the month, and what was decided in it."""
    found = []
    for one in improvements.improvements(viewer):
        here = any(each.site_id == site.id and each.treated for each in one.sites.all())
        if here and _belongs(one, site, first, last):
            found.append(_as_it_was(one, lived.bounds(site, first, last)[1]))
    return tuple(found)


def _as_it_was(one: Improvement, at: datetime) -> Tried:
    """Its state then, and what was known: what was decided later belongs into a later letter."""
    steps = [step for step in one.steps.order_by("id") if step.at < at]
    known = [step.known for step in steps if step.known]
    return Tried(one.title, steps[-1].state if steps else one.state, known[-1] if known else "")


def _belongs(one: Improvement, site: Site, first: date, last: date) -> bool:
    if one.began_at is None or one.began_at.astimezone(site.zone).date() > last:
        return False
    return one.ended_at is None or one.ended_at.astimezone(site.zone).date() >= first
