"""The questions that managers ask of the figures. All need Verb.SEE_QUALITY, and are answered within the scope."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Scope
from wellserved.learning.insight.extent import Counts, Extent
from wellserved.learning.insight.models import DayOfAsking
from wellserved.learning.insight.quality import Perception, Quality, Scale, StandardFigure, Week
from wellserved.learning.insight.rules import ALL, COMPARISON, LEVELS, OVERALL, monday_of
from wellserved.measures.means import mean_of_sums
from wellserved.measures.servqual import CATEGORIES
from wellserved.measures.shares import wilson_interval
from wellserved.measures.zones import zone_of_means
from wellserved.serving.standards.models import DIMENSIONS, Standard
from wellserved.serving.standards.whose import concerns


def quality(
    viewer: Staff, *, start: date, end: date, site_id: int | None = None, team_id: int | None = None
) -> Quality:
    """The figures of a period, of all the viewer's sites or one of them, or one team; from sums, not by counting.

    PermissionDenied for who may not see quality; a site that is not theirs has no figures.
    """
    extent = Extent(viewer, start, end, site_id, team_id)
    sums = extent.said()
    asked_then = extent.place(DayOfAsking.objects.between(start, end))
    asking = asked_then.aggregate(asked=Sum("asked", default=0), answered=Sum("answered", default=0))
    return Quality(
        start=start,
        end=end,
        standards=_standards(extent.verdicts([ALL], ("standard_id", "day")), start, end, looked_at(viewer, site_id)),
        overall=_perception(OVERALL, sums),
        dimensions=tuple(_perception(dimension, sums) for dimension in DIMENSIONS),
        asked=asking["asked"],
        answered=asking["answered"],
        response_rate=wilson_interval(asking["answered"], asking["asked"], what="invitations"),
    )


def looked_at(viewer: Staff, site_id: int | None) -> Scope:
    """The viewer's scope, or of it the site that they chose."""
    if site_id is None:
        return viewer.scope
    return replace(viewer.scope, site_ids=frozenset({site_id} if viewer.scope.reaches(site_id) else ()))


def _standards(
    verdicts: Mapping[tuple[Any, ...], Counts], start: date, end: date, scope: Scope
) -> tuple[StandardFigure, ...]:
    """Each that was measured there, and those in force that hold there."""
    first = monday_of(start)
    mondays = [first + timedelta(weeks=n) for n in range((end - first).days // 7 + 1)]
    now, versions = clock.now(), list(Standard.objects.order_by("valid_from", "id"))
    newest = {one.key: one for one in versions if one.valid_from <= now}
    key_of = {one.id: one.key for one in versions}
    met: dict[tuple[str, date], int] = defaultdict(int)
    of: dict[tuple[str, date], int] = defaultdict(int)
    for (standard_id, day), counts in verdicts.items():  # of a day, or of a week by its Monday
        week = key_of[standard_id], monday_of(day)
        met[week] += counts["met"]
        of[week] += counts["met"] + counts["missed"]
    figures = []
    for key, standard in sorted(newest.items()):
        weeks = tuple(Week(monday, met[key, monday], of[key, monday]) for monday in mondays)
        total_met, total = sum(week.met for week in weeks), sum(week.of for week in weeks)
        if total or (standard.lasts(now) and concerns(scope, standard.sites)):
            share = wilson_interval(total_met, total, what="measurements")
            figures.append(
                StandardFigure(
                    key,
                    standard.statement,
                    standard.dimension,
                    total_met,
                    total,
                    share,
                    standard.target,
                    weeks,
                )
            )
    return tuple(figures)


def _perception(dimension: str, sums: Mapping[tuple[Any, ...], Counts]) -> Perception:
    levels = sums.get((dimension, LEVELS), {})
    n = levels.get("answers", 0)
    adequate, desired, perceived = (
        levels[f"{level}_sum"] / n if n else 0.0 for level in ("adequate", "desired", "perceived")
    )
    return Perception(
        dimension,
        _scale(sums.get((dimension, COMPARISON), {})),
        _scale(levels),
        zone_of_means(adequate, desired, perceived, n) if n else None,
        *(mean_of_sums(n, levels[f"{of}_sum"], levels[f"{of}_squares"]) for of in ("desired", "perceived") if n),
    )


def _scale(sums: Counts) -> Scale:
    n = sums.get("answers", 0)
    counts = {category: sums.get(category, 0) for category in CATEGORIES}
    return Scale(
        n,
        mean_of_sums(n, sums.get("gap_sum", 0), sums.get("gap_squares", 0)),
        counts,
        {category: wilson_interval(counts[category], n) for category in CATEGORIES},
    )
