"""A miss is excused, with a reason that everybody sees, and an excuse is taken back; then one is where one was."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions, excused
from wellserved.serving.standards.models import Excuse, Measurement
from wellserved.surfaces.office.door import needs, viewer_of


@require_POST
@needs(Verb.EXCUSE)
def excuse(request: HttpRequest, measurement_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        missed = excused.measurement(viewer, measurement_id)
    except Measurement.DoesNotExist:
        raise Http404 from None
    _allow(request, missed.site_id)
    try:
        given = actions.excuse(missed, request.POST.get("reason", ""), by=acting(viewer.id), at=clock.now())
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        said = _("It is excused; your reason stays beside it.")
        messages.success(request, said if given else _("Somebody excused it before, or it is no miss any more."))
    return _back(request, missed.conversation_id)


@require_POST
@needs(Verb.EXCUSE)
def withdraw(request: HttpRequest, excuse_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        given, site_id = excused.excuse(viewer, excuse_id)
    except Excuse.DoesNotExist:
        raise Http404 from None
    _allow(request, site_id)
    if actions.withdraw_excuse(given, by=acting(viewer.id), at=clock.now()):
        messages.success(request, _("The excuse is taken back; it counts as missed again."))
    return _back(request, given.conversation_id)


def _allow(request: HttpRequest, site_id: int) -> None:
    if not may(viewer_of(request).scope, Verb.EXCUSE, site_id):
        raise PermissionDenied(Verb.EXCUSE.value)


def _back(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """To the page of ours from which it was asked."""
    to = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return redirect(to if ours and to.startswith("/") else f"/desk/conversations/{conversation_id}/")
