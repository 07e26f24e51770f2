"""/office/recovery/: who is to be won back, the longest due first, and how well that goes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.recovery import actions, reads
from wellserved.learning.recovery.rules import NotAllowed
from wellserved.surfaces.office.door import needs, viewer_of


@require_safe
@needs(Verb.SERVE)
def recoveries(request: HttpRequest) -> HttpResponse:
    """Those who serve see their sites' list; how well it goes is for those who see quality."""
    viewer, at = viewer_of(request), clock.now()
    sites = accounts.sites(viewer)
    site = _one_of(sites, request.GET.get("site", ""))
    mine, over = request.GET.get("whose") == "mine", request.GET.get("state") == "settled"
    site_id = site.id if site else None
    listed = reads.settled if over else reads.to_do
    sees = may(viewer.scope, Verb.SEE_QUALITY)
    words = {
        "recoveries": listed(viewer, mine=mine, site_id=site_id),
        "at": at,
        "mine": mine,
        "over": over,
        "site": site,
        "sites": sites,
        "standing": reads.standing(viewer, at, site_id=site_id) if sees else None,
        "terms": [(one, reads.terms_of(one.id)) for one in ([site] if site else sites)]
        if may(viewer.scope, Verb.SET_UP)
        else [],
    }
    return render(request, "office/recovery/list.html", words)


@require_POST
@needs(Verb.SET_UP)
def terms(request: HttpRequest, site_id: int) -> HttpResponse:
    """How soon a site makes it right."""
    site = _one_of(accounts.sites(viewer_of(request)), str(site_id))
    assert site is not None
    told = [request.POST.get(name, "") for name in ("contact_hours", "outcome_hours")]
    contact, outcome = (int(text) if text.isdecimal() and len(text) < 6 else 0 for text in told)
    try:
        actions.set_terms(site, contact_hours=contact, outcome_hours=outcome)
    except NotAllowed as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Saved; it holds for what is opened from now on."))
    return redirect("recoveries")


def _one_of(sites: list[Site], id: str) -> Site | None:
    if not id:
        return None
    for site in sites:
        if str(site.id) == id:
            return site
    raise Http404
