"""Somebody was spoken with, or is let go; and that it was not so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.retention import actions, reads
from wellserved.learning.retention.models import Caring
from wellserved.serving.conversations import reads as conversations
from wellserved.surfaces.office.door import needs, viewer_of

WAYS = {"spoken": actions.spoke, "let-go": actions.let_go}


@require_POST
@needs(Verb.SEE_QUALITY)
def care(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    customer, site, way = (request.POST.get(name, "") for name in ("customer", "site", "way"))
    if way not in WAYS or not customer.isdecimal() or not site.isdecimal():
        raise Http404
    try:
        person = conversations.customer(viewer, int(customer))
        place = accounts.site(viewer, int(site))
    except (Customer.DoesNotExist, Site.DoesNotExist):
        raise Http404 from None
    WAYS[way](person, place, by=acting(viewer.id), at=clock.now())
    said = _("%(name)s is left in peace for a while.") if way == "spoken" else _("%(name)s is let go.")
    messages.success(request, said % {"name": person})
    return _back(request)


@require_POST
@needs(Verb.SEE_QUALITY)
def take_back(request: HttpRequest, caring_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        caring = reads.caring(viewer, caring_id)
    except Caring.DoesNotExist:
        raise Http404 from None
    if not actions.take_back(caring, by=acting(viewer.id), at=clock.now()):
        messages.warning(request, _("Somebody has changed that meanwhile: this is how it is now."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    place = request.POST.get("place", "")
    return redirect(reverse("at_risk") + (f"?site={place}" if place.isdecimal() else ""))
