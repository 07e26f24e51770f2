"""/office/suggestions/: what customers offered, and a form for what lay in the box."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Refused, Verb, an_address, may
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.feedback.models import Response
from wellserved.learning.suggestions import actions, reads, rules
from wellserved.surfaces.office.door import needs, viewer_of


@require_safe
@needs(Verb.SEE_QUALITY)
def suggestions(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    sites = accounts.sites(viewer)
    site = _one_of(sites, request.GET["site"]) if request.GET.get("site") else None
    state = request.GET.get("state", "")
    site_id = site.id if site else None
    words = {
        "suggestions": reads.suggestions(viewer, state=state, site_id=site_id),
        "counts": reads.counts(viewer, site_id),
        "state": state if state in rules.STATES else "",
        "states": rules.STATES,
        "sites": sites,
        "site": site,
    }
    return render(request, "office/suggestions/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SERVE)
def new(request: HttpRequest) -> HttpResponse:
    """A paper from the box is typed in: who, when, where."""
    viewer, told = viewer_of(request), request.POST
    sites = accounts.sites(viewer)
    fault = ""
    if request.method == "POST":
        site = _one_of(sites, told.get("site", ""))
        try:
            actions.suggest(
                site,
                told.get("text", ""),
                source=rules.BOX,
                name=told.get("name", ""),
                email=an_address(told["email"]) if told.get("email", "").strip() else "",
                made_at=_day(told.get("day", ""), site),
                by=acting(viewer.id),
                at=clock.now(),
            )
        except (rules.NotAllowed, Refused) as wrong:
            fault = str(wrong)
        else:
            messages.success(request, _("It is with the others."))
            return redirect("suggestion_new" if "another" in told else _home(request))
    words: dict[str, Any] = {"sites": sites, "told": told, "fault": fault}
    return render(request, "office/suggestions/new.html", words, status=422 if fault else 200)


@require_POST
@needs(Verb.SERVE)
def from_response(request: HttpRequest, response_id: int) -> HttpResponse:
    """What a customer wrote in an answer is made a suggestion, from the conversation beside which it stands."""
    viewer = viewer_of(request)
    try:
        response = reads.response(viewer, response_id)
    except Response.DoesNotExist:
        raise Http404 from None
    made = actions.from_response(response, by=acting(viewer.id), at=clock.now())
    messages.success(request, _("It is a suggestion now."))
    if may(viewer.scope, Verb.SEE_QUALITY):
        return redirect("suggestion", made.id)
    return redirect(f"/desk/conversations/{response.conversation_id}/" if response.conversation_id else "/desk/")


def _home(request: HttpRequest) -> str:
    """Those who only serve do not see the list."""
    return "office_suggestions" if may(viewer_of(request).scope, Verb.SEE_QUALITY) else "suggestion_new"


def _day(text: str, site: Site) -> datetime | None:
    """Noon of the day that stands on the paper; None if none does."""
    if not text.strip():
        return None
    try:
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise rules.NotAllowed(_("Give the day as a date, such as 2026-11-22.")) from None
    noon, now = datetime.combine(day, time(12), site.zone), clock.now()
    return min(noon, now) if day <= now.astimezone(site.zone).date() else noon


def _one_of(sites: list[Site], id: str) -> Site:
    for site in sites:
        if str(site.id) == id:
            return site
    raise Http404
