"""The list, and the curve of who stays beside it."""

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
from wellserved.surfaces.office.retention.told import told

SHOWN = 100


@require_safe
@needs(Verb.SEE_QUALITY)
def at_risk(request: HttpRequest) -> HttpResponse:
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
                (one.name, one.company, one.site, one.points, "; ".join(why), one.matters, one.last_at.date())
                for one, why in rows
            ),
        )
    from wellserved.learning.retention.reads.staying import staying  # NumPy is loaded when a page needs it

    stays = [staying(viewer, site, at=at) for site in accounts.sites(viewer) if choice.site in (None, site)]
    return render(
        request,
        "office/retention/at_risk.html",
        {
            "rows": rows[:SHOWN],
            "number": len(rows),
            "cared_for": reads.cared_for(viewer, at=at, site_id=choice.site_id),
            "stays": [one for one in stays if one.curve.n],
            "lost_days": rules.LOST.days,
            "peace_days": rules.LEFT_IN_PEACE.days,
            "choice": choice,
            **places,
        },
    )
