"""/office/inspections/<id>/walk/: a colleague walks."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.inspections import actions, reads
from wellserved.learning.inspections.models import Inspection
from wellserved.learning.inspections.reads import Walk
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.walking import page, told


@require_safe
@needs(Verb.SEE_QUALITY)
def walk(request: HttpRequest, inspection_id: int) -> HttpResponse:
    found = walk_of(request, inspection_id)
    if not found.inspection.is_open:
        return redirect("inspection", inspection_id)
    return page.shown(request, found, back=reverse("inspection", args=[inspection_id]))


@require_safe
@needs(Verb.SEE_QUALITY)
def worker(request: HttpRequest, inspection_id: int) -> HttpResponse:
    return page.worker()


@require_POST
@needs(Verb.SEE_QUALITY)
def answers(request: HttpRequest, inspection_id: int) -> HttpResponse:
    found = walk_of(request, inspection_id)
    return told.answer(request, found, by_staff_id=viewer_of(request).id, at=clock.now())


@require_POST
@needs(Verb.SEE_QUALITY)
def photos(request: HttpRequest, inspection_id: int) -> HttpResponse:
    return told.photo(request, walk_of(request, inspection_id), at=clock.now())


@require_POST
@needs(Verb.SEE_QUALITY)
def end(request: HttpRequest, inspection_id: int) -> HttpResponse:
    found = walk_of(request, inspection_id)
    if actions.finish(found.inspection, by=acting(viewer_of(request).id), at=clock.now()):
        messages.success(request, _("Thank you; what you saw counts from now on."))
    return redirect("inspection", inspection_id)


def walk_of(request: HttpRequest, inspection_id: int) -> Walk:
    """404 for what is not the viewer's."""
    try:
        return reads.inspection(viewer_of(request), inspection_id)
    except Inspection.DoesNotExist:
        raise Http404 from None
