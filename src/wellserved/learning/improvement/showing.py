"""Reads: control charts for a viewer; of the figures that are theirs to see."""

from collections.abc import Callable, Iterable
from datetime import date

from wellserved.ground.accounts.models import Staff
from wellserved.learning.improvement import reads
from wellserved.learning.improvement.calendar import Calendar
from wellserved.learning.improvement.charted import Charted
from wellserved.learning.improvement.charting import charted
from wellserved.learning.improvement.measure import KINDS, Measure
from wellserved.learning.improvement.series import Point, series
from wellserved.learning.improvement.telling import SOON, Happened

DIMENSIONS_FIRST = ("overall", "dissatisfied")
Written = Callable[[date], str]  # how a day is told


def charts(
    viewer: Staff,
    calendar: Calendar,
    rules: Iterable[str],
    *,
    site_id: int | None = None,
    team_id: int | None = None,
    written: Written = date.isoformat,
) -> list[Charted]:
    """One for each measure that was seen in the period, by kind and name; PermissionDenied as in `series`."""
    found = series(viewer, calendar, site_ids=None if site_id is None else [site_id], team_id=team_id)
    happened = _happened(viewer, calendar, site_id)
    chosen = tuple(rules)
    order = sorted(found, key=lambda m: (KINDS.index(m.kind), m.name not in DIMENSIONS_FIRST, m.name))
    return [charted(measure, found[measure], calendar, chosen, happened, written) for measure in order]


def chart(
    viewer: Staff,
    measure: Measure,
    calendar: Calendar,
    rules: Iterable[str],
    *,
    site_id: int | None = None,
    team_id: int | None = None,
    written: Written = date.isoformat,
) -> Charted:
    """One of them; without points where nothing was measured."""
    found = series(viewer, calendar, site_ids=None if site_id is None else [site_id], team_id=team_id)
    points = found.get(measure) or tuple(Point(first) for first in calendar.beginnings)
    return charted(measure, points, calendar, rules, _happened(viewer, calendar, site_id), written)


def _happened(viewer: Staff, calendar: Calendar, site_id: int | None) -> list[Happened]:
    annotations = reads.annotations(viewer, calendar.first - SOON, calendar.last, site_id)
    return reads.happened(annotations, site_id or _only_site(viewer))


def _only_site(viewer: Staff) -> int | None:
    """Whose figures a viewer of one site looks at without choosing it."""
    ids = viewer.scope.site_ids
    return next(iter(ids)) if ids is not None and len(ids) == 1 else None
