"""All inspections, and a new one: where, which standards, and who walks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.inspections import actions, reads
from wellserved.learning.inspections.rules import NotAllowed
from wellserved.serving.conversations.moments import CHANNELS
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS


@require_safe
@needs(Verb.SEE_QUALITY)
def inspections(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    site = _site_of(request)
    words = {
        "walks": reads.inspections(viewer, site.id if site else None),
        "sites": accounts.sites(viewer),
        "site": site,
        "names": {one.id: one.name for one in accounts.colleagues(viewer)},
    }
    return render(request, "office/inspections.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def new(request: HttpRequest) -> HttpResponse:
    """Choose the site and the door first: they say which standards there are to look at."""
    viewer, at = viewer_of(request), clock.now()
    sites = [site for site in accounts.sites(viewer) if may(viewer.scope, Verb.SEE_QUALITY, site.id)]
    site = _site_of(request) or (sites[0] if sites else None)
    if site is None:
        raise Http404
    told: Any = request.POST or request.GET
    channel = told.get("channel") if told.get("channel") in CHANNELS else "in_person"
    chosen = {int(id) for id in request.POST.getlist("standards") if id.isdecimal()}
    fault = ""
    if request.method == "POST":
        for_guest = told.get("who") == "guest"
        try:
            begun = actions.begin(
                site,
                title=told.get("title", ""),
                channel=channel,
                standard_ids=chosen,
                for_guest=for_guest,
                guest_name=told.get("guest_name", ""),
                by=acting(viewer.id),
                at=at,
            )
        except NotAllowed as wrong:
            fault = str(wrong)
        else:
            if for_guest:
                messages.success(request, _("The link is ready; give it to your guest."))
            return redirect("inspection" if for_guest else "walk", begun.id)
    groups: dict[str, list[Any]] = {}
    for standard, way in reads.inspectable(site.id, channel, at):
        groups.setdefault(standard.dimension, []).append((standard, way))
    words = {
        "sites": sites,
        "site": site,
        "channel": channel,
        "groups": groups,
        "dimensions": DIMENSIONS,
        "chosen": chosen,
        "told": told,
        "fault": fault,
    }
    return render(request, "office/inspection_new.html", words, status=422 if fault else 200)


def _site_of(request: HttpRequest) -> Site | None:
    """The site that is asked for; 404 if it is not the viewer's."""
    named = request.POST.get("site") or request.GET.get("site") or ""
    if not named:
        return None
    found = next((one for one in accounts.sites(viewer_of(request)) if str(one.id) == named), None)
    if found is None:
        raise Http404
    return found
