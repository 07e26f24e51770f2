"""All inspections of the viewer's sites."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.inspections import reads
from wellserved.surfaces.office.door import needs, viewer_of


@require_safe
@needs(Verb.SEE_QUALITY)
def inspections(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    site = site_of(request)
    words = {
        "walks": reads.inspections(viewer, site.id if site else None),
        "sites": accounts.sites(viewer),
        "site": site,
        "names": {one.id: one.name for one in accounts.colleagues(viewer)},
    }
    return render(request, "office/inspections.html", words)


def site_of(request: HttpRequest) -> Site | None:
    """The site that is asked for; 404 if it is not the viewer's."""
    named = request.POST.get("site") or request.GET.get("site") or ""
    if not named:
        return None
    found = next((one for one in accounts.sites(viewer_of(request)) if str(one.id) == named), None)
    if found is None:
        raise Http404
    return found
