"""All charts, small: what is steady, and what is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.learning.improvement.measure import KINDS
from wellserved.surfaces.office.charts.asked import asked
from wellserved.surfaces.office.charts.titles import GROUPS, title_of
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.period import PRESETS
from wellserved.ui.times import day


@require_safe
@needs(Verb.SEE_QUALITY)
def charts(request: HttpRequest) -> HttpResponse:
    from wellserved.learning.improvement import reads, showing  # NumPy is loaded when a page needs it

    viewer, want = viewer_of(request), asked(request)
    choice = want.choice
    shown = showing.charts(
        viewer, want.calendar, want.look.rules, site_id=choice.site_id, team_id=choice.team_id, written=day
    )
    statements = reads.statements()
    groups = [
        (*GROUPS[kind], [(title_of(one.measure, statements), one) for one in shown if one.measure.kind == kind])
        for kind in KINDS
    ]
    words = {
        "groups": [group for group in groups if group[2]],
        "news": [one for one in shown if one.news],
        "all": shown,
        "look": want.look,
        "asked": want,
        "choice": choice,
        "presets": PRESETS,
        **want.places,
    }
    return render(request, "office/charts/charts.html", words, status=422 if choice.fault else 200)
