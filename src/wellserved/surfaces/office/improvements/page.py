"""One improvement: its hypothesis, what is known so far, and how it came where it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.improvement import actions, reads, saying
from wellserved.learning.improvement.measure import measure_of
from wellserved.surfaces.office.charts.titles import title_by_itself
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.improvements import suggested
from wellserved.surfaces.office.improvements.asked import improvement_of
from wellserved.surfaces.office.improvements.caveats import CAVEATS, DESIGNS
from wellserved.surfaces.office.in_words import DIMENSIONS


@require_safe
@needs(Verb.SEE_QUALITY)
def improvement(request: HttpRequest, improvement_id: int) -> HttpResponse:
    from wellserved.learning.improvement.finding import find  # NumPy is loaded when a page needs it

    viewer, one = viewer_of(request), improvement_of(request, improvement_id)
    measure = measure_of(one.measure)
    found = find(viewer, one, timezone.localdate(clock.now())) if one.began_at else None
    steps = list(one.steps.all())
    words = {
        "improvement": one,
        "measure": measure,
        "title": title_by_itself(measure, reads.statements()),
        "worth": saying.change(one, one.worth),
        "known": found,
        "sentences": saying.sentences(one, found) if found else [],
        "show": saying.written(one),
        "group_names": saying.GROUPS,
        "design": DESIGNS[one.design],
        "caveat": CAVEATS[one.design],
        "treated": [site.site for site in one.sites.all() if site.treated],
        "compared": [site.site for site in one.sites.all() if not site.treated],
        "steps": steps,
        "undoable": len(actions.standing_steps(steps)) > 1,
        "names": {staff.id: staff.name for staff in accounts.colleagues(viewer)},
        **suggested.told(viewer, one),
        "dimensions": DIMENSIONS,
        "may_decide": reads.may_decide(viewer, one),
        "choice": None,
    }
    return render(request, "office/improvements/improvement.html", words)
