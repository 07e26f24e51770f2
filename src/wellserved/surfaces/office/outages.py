"""/office/settings/sites/<id>/outages/: when a site could not serve though it was open; clocks stand still."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.hours import actions
from wellserved.ground.hours.models import Outage
from wellserved.ground.hours.reads import outages_of
from wellserved.ground.journal.actor import staff as acting
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.sites import site_of
from wellserved.surfaces.storable import a_moment


@require_POST
@needs(Verb.SET_UP)
def declare(request: HttpRequest, site_id: int) -> HttpResponse:
    """From the moment that was told, in the site's time (or now), to one that was told (or until it is ended)."""
    place, at = site_of(request, site_id), clock.now()
    try:
        actions.declare_outage(
            place,
            starts_at=_moment(request.POST.get("starts", ""), place) or at,
            ends_at=_moment(request.POST.get("ends", ""), place),
            reason=request.POST.get("reason", ""),
            by=acting(viewer_of(request).id),
            at=at,
        )
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        told = _("The outage is declared: clocks stand still meanwhile, and what was due is judged anew.")
        messages.success(request, told)
    return redirect("settings_site", place.id)


@require_POST
@needs(Verb.SET_UP)
def end(request: HttpRequest, site_id: int, outage_id: int) -> HttpResponse:
    outage, at = _outage(request, site_id, outage_id), clock.now()
    if actions.end_outage(outage, ends_at=at, by=acting(viewer_of(request).id), at=at):
        messages.success(request, _("The outage is over; clocks run again."))
    return redirect("settings_site", site_id)


@require_POST
@needs(Verb.SET_UP)
def withdraw(request: HttpRequest, site_id: int, outage_id: int) -> HttpResponse:
    outage = _outage(request, site_id, outage_id)
    if actions.withdraw_outage(outage, by=acting(viewer_of(request).id), at=clock.now()):
        messages.success(request, _("It was no outage; what it spared is judged anew."))
    return redirect("settings_site", site_id)


def _outage(request: HttpRequest, site_id: int, outage_id: int) -> Outage:
    for outage in outages_of(site_of(request, site_id).id):
        if outage.id == outage_id:
            return outage
    raise Http404


def _moment(text: str, place: Site) -> datetime | None:
    """What a field for a day and a time says, in the site's zone; None if it is empty. ValueError."""
    if not text.strip():
        return None
    try:
        return a_moment(text, place.zone)
    except ValueError:
        raise ValueError(_("Give the day and the time, such as 2026-11-22 14:30.")) from None
