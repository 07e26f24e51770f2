"""One control chart: what it says, its rules, what happened meanwhile, its figures as a table and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.improvement.measure import KINDS, Measure
from wellserved.surfaces import csv
from wellserved.surfaces.office.charts.asked import asked
from wellserved.surfaces.office.charts.looking import NELSON, RULES, WESTERN, Look
from wellserved.surfaces.office.charts.saying import sentences
from wellserved.surfaces.office.charts.tables import HEAD, rows_of
from wellserved.surfaces.office.charts.titles import ENDS, GROUPS, title_by_itself, written
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.period import PRESETS
from wellserved.ui.times import day


@require_safe
@needs(Verb.SEE_QUALITY)
def chart(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    from wellserved.learning.improvement import reads, showing  # NumPy is loaded when a page needs it

    viewer, want, measure = viewer_of(request), asked(request), Measure(kind, name)
    choice, look = want.choice, want.look
    if kind not in KINDS or not reads.is_measure(measure):
        raise Http404
    shown = showing.chart(
        viewer, measure, want.calendar, look.rules, site_id=choice.site_id, team_id=choice.team_id, written=day
    )
    title = title_by_itself(measure, reads.statements())
    if request.GET.get("as") == "csv":
        return csv.table(f"{measure.kind}-{measure.name}", HEAD[measure.unit], rows_of(shown, plain=True))
    show, (low, high) = written(measure.unit), ENDS.get(kind, (None, None))
    removed = request.GET.get("removed", "")
    words = {
        "charted": shown,
        "title": title,
        "unit": GROUPS[kind][1],
        "sentences": sentences(shown, show),
        "show": show,
        "ends": (low, high),
        "labels": [day(point.first) for point in shown.points],
        "head": HEAD[measure.unit],
        "rows": rows_of(shown),
        "annotations": reads.annotations(viewer, want.calendar.first, choice.end, choice.site_id),
        "removed": reads.removed(viewer, removed),
        "names": {staff.id: staff.name for staff in accounts.colleagues(viewer)},
        "writable": viewer.scope.reaches,
        "where": [("", _("the whole house"))] * viewer.scope.reaches(None) + [(s.id, s.name) for s in want.sites],
        "rules": [(words, rule in look.rules, want.address(look.switched(rule))) for rule, words in RULES.items()],
        "sets": {
            name: want.address(Look(look.per, rules)) for name, rules in (("western", WESTERN), ("nelson", NELSON))
        },
        "pers": {per: want.address(look.by(per)) for per in ("week", "day")},
        "look": look,
        "today": want.calendar.today,
        "choice": choice,
        "presets": PRESETS,
        **want.places,
    }
    return render(request, "office/charts/chart.html", words, status=422 if choice.fault else 200)
