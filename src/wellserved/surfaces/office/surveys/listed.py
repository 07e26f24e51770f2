"""All surveys, and a new one of a ready-made kind."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.kinds import READY
from wellserved.surfaces.office.door import needs, viewer_of


@require_safe
@needs(Verb.SEE_QUALITY)
def surveys(request: HttpRequest) -> HttpResponse:
    viewer, at = viewer_of(request), clock.now()
    words = {
        "surveys": reads.surveys(viewer),
        "answers": reads.answers_of_surveys(viewer),
        "kinds": READY,
        "pace": reads.pace(),
        "at": at,
    }
    return render(request, "office/surveys/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def new(request: HttpRequest) -> HttpResponse:
    viewer, fault = viewer_of(request), ""
    if request.method == "POST":
        try:
            kind, site = request.POST.get("kind", ""), _site(request)
            name = request.POST.get("name", "") or (READY[kind].name if kind in READY else "")
            survey = actions.make(kind, name=name, site=site, by=acting(viewer.id), at=clock.now())
        except actions.Refused as refused:
            fault = str(refused)
        else:
            messages.success(request, _("It is there, and off. Look at its questions, then switch it on."))
            return redirect("survey_page", survey.id)
    words = {
        "kinds": READY,
        "sites": accounts.sites(viewer),
        "may_house": viewer.scope.site_ids is None,
        "told": request.POST or request.GET,
        "fault": fault,
    }
    return render(request, "office/surveys/new.html", words, status=422 if fault else 200)


def _site(request: HttpRequest) -> Site | None:
    """The site that is named, or the house for those who reach all of it."""
    viewer, named = viewer_of(request), request.POST.get("site", "")
    if not named:
        if viewer.scope.site_ids is not None:
            raise PermissionDenied
        return None
    for site in accounts.sites(viewer):
        if str(site.id) == named:
            return site
    raise Http404
