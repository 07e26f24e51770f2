"""A standard that is not the viewer's to change: what it says, where it holds, and who may change it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground.accounts import reads as accounts
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.telling import in_words
from wellserved.serving.standards.writing import STAKEHOLDERS
from wellserved.surfaces.office.door import viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.standards.theirs import who_may


def shown_only(request: HttpRequest, kept: Standard) -> HttpResponse:
    """Whoever tries to write all the same is told so by the same page."""
    known = {site.id: site.name for site in accounts.sites(viewer_of(request))}
    words = {
        "standard": kept,
        "rule": in_words(kept.rule),
        "dimension": DIMENSIONS[kept.dimension][0],
        "asked_by": STAKEHOLDERS[kept.asked_by],
        "theirs": [known[id] for id in kept.sites if id in known],
        "who_may": who_may(),
    }
    return render(request, "office/standard_others.html", words, status=200 if request.method != "POST" else 403)
