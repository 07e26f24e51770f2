"""The list, and the curves of who comes again beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.retention import reads, rules
from wellserved.surfaces import csv
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.quality import choice_of

SHOWN = 100


@require_safe
@needs(Verb.SEE_QUALITY)
def at_risk(request: HttpRequest) -> HttpResponse:
    from wellserved.learning.retention.reads.returning import returning  # NumPy is loaded when a page needs it
    from wellserved.surfaces.office.retention.told import come_again, told

    viewer, at = viewer_of(request), clock.now()
    choice, places = choice_of(request)
    listed = reads.at_risk(viewer, at=at, site_id=choice.site_id)
    rows = [(one, [told(reason, one.rhythm) for reason in one.reasons]) for one in listed]
    if request.GET.get("csv"):
        head = ("Customer", "Company", "Site", "Points", "Why", "Matters", "Last contact")
        return csv.table(
            f"at risk {at.date()}",
            head,
            (
                (one.name, one.company, one.site, one.points, "; ".join(why), one.matters, one.last_day)
                for one, why in rows
            ),
        )
    sites = [choice.site] if choice.site else accounts.sites(viewer)
    return render(
        request,
        "office/retention/at_risk.html",
        {
            "rows": rows[:SHOWN],
            "number": len(rows),
            "cared_for": reads.cared_for(viewer, at=at, site_id=choice.site_id),
            "returning": [(one, come_again(one)) for one in returning(viewer, sites, at=at)],
            "peace_days": rules.LEFT_IN_PEACE.days,
            "choice": choice,
            **places,
        },
    )
