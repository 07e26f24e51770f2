"""/office/inspections/new/: where somebody walks, what they look at there, with which standards, and who."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.inspections import actions, reads
from wellserved.learning.inspections.models import Inspection
from wellserved.learning.inspections.rules import NotAllowed, Situation
from wellserved.serving.conversations.moments import CHANNELS
from wellserved.serving.standards import reads as standards
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.inspections.listed import site_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def new(request: HttpRequest) -> HttpResponse:
    """Choose the place and the situation first: they say which standards there are to look at."""
    viewer = viewer_of(request)
    sites = [site for site in accounts.sites(viewer) if may(viewer.scope, Verb.SEE_QUALITY, site.id)]
    site = site_of(request) or (sites[0] if sites else None)
    if site is None:
        raise Http404
    told: Any = request.POST or request.GET
    there = _there(viewer, site, told)
    fault = ""
    if request.method == "POST":
        try:
            begun = _begin(request, site, there)
        except NotAllowed as wrong:
            fault = str(wrong)
        else:
            if begun.is_for_guest:
                messages.success(request, _("The link is ready; give it to your guest."))
            return redirect("inspection" if begun.is_for_guest else "walk", begun.id)
    words = {
        **there,
        **_listed(site, there),
        "sites": sites,
        "site": site,
        "dimensions": DIMENSIONS,
        "chosen": _chosen(request),
        "told": told,
        "fault": fault,
    }
    return render(request, "office/inspection_new.html", words, status=422 if fault else 200)


def _there(viewer: Staff, site: Site, told: Any) -> dict[str, Any]:
    """What may be walked into at the site, and what is chosen of it."""
    teams = [team for team in accounts.teams(viewer) if team.site_id == site.id]
    topics, groups = standards.kinds(clock.now())
    return {
        "teams": teams,
        "topics": topics,
        "customer_groups": groups,
        "channel": told.get("channel") if told.get("channel") in CHANNELS else "in_person",
        "team": next((team for team in teams if str(team.id) == told.get("team")), None),
        "topic": told.get("topic") if told.get("topic") in topics else "",
        "group": told.get("group") if told.get("group") in groups else "",
    }


def _listed(site: Site, there: dict[str, Any]) -> dict[str, Any]:
    team = there["team"]
    situation = Situation(site.id, there["channel"], team and team.id, there["topic"], there["group"])
    found = reads.inspectable(situation, clock.now())
    groups: dict[str, list[Any]] = {}
    for standard, way in found.chosen:
        groups.setdefault(standard.dimension, []).append((standard, way))
    return {"groups": groups, "others": found.others}


def _begin(request: HttpRequest, site: Site, there: dict[str, Any]) -> Inspection:
    return actions.begin(
        site,
        title=request.POST.get("title", ""),
        channel=there["channel"],
        team=there["team"],
        topic=there["topic"],
        group=there["group"],
        standard_ids=_chosen(request),
        for_guest=request.POST.get("who") == "guest",
        guest_name=request.POST.get("guest_name", ""),
        by=acting(viewer_of(request).id),
        at=clock.now(),
    )


def _chosen(request: HttpRequest) -> set[int]:
    return {int(id) for id in request.POST.getlist("standards") if id.isdecimal()}
