"""What happened is written beside the charts, corrected and removed; one comes back to the chart it was done on."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.improvement import actions, reads
from wellserved.learning.improvement.models import Annotation
from wellserved.learning.improvement.rules import NotAllowed
from wellserved.surfaces.office.door import needs, viewer_of


@require_POST
@needs(Verb.SEE_QUALITY)
def add(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    site_id = _site_id(viewer, request.POST.get("site", ""))
    try:
        actions.annotate(
            _day(request),
            request.POST.get("text", ""),
            kind=request.POST.get("kind", ""),
            site_id=site_id,
            by=acting(viewer.id),
            at=clock.now(),
        )
    except NotAllowed as wrong:
        messages.error(request, str(wrong))
    return _back(request)


@require_POST
@needs(Verb.SEE_QUALITY)
def correct(request: HttpRequest, annotation_id: int) -> HttpResponse:
    viewer, annotation = viewer_of(request), _annotation(request, annotation_id)
    try:
        corrected = actions.correct(
            annotation,
            _day(request),
            request.POST.get("text", ""),
            kind=request.POST.get("kind", ""),
            by=acting(viewer.id),
            at=clock.now(),
        )
    except NotAllowed as wrong:
        messages.error(request, str(wrong))
        return _back(request)
    return _back(request, annotation if corrected else None)


@require_POST
@needs(Verb.SEE_QUALITY)
def remove(request: HttpRequest, annotation_id: int) -> HttpResponse:
    annotation = _annotation(request, annotation_id)
    actions.remove(annotation, by=acting(viewer_of(request).id), at=clock.now())
    return _back(request, annotation)


@require_POST
@needs(Verb.SEE_QUALITY)
def undo(request: HttpRequest, annotation_id: int) -> HttpResponse:
    annotation = _annotation(request, annotation_id)
    if actions.undo(annotation, by=acting(viewer_of(request).id), at=clock.now()):
        messages.success(request, _("It stands as it did before."))
    else:
        messages.error(request, _("Somebody changed it since; look again."))
    return _back(request)


def _site_id(viewer: Staff, named: str) -> int | None:
    """Of the site that is named; of none, which is the whole house, for those who reach all of it."""
    if not named:
        _allow(viewer, None)
        return None
    try:
        return accounts.site(viewer, int(named) if named.isdecimal() else 0).id
    except Site.DoesNotExist:
        raise Http404 from None


def _annotation(request: HttpRequest, annotation_id: int) -> Annotation:
    viewer = viewer_of(request)
    try:
        annotation = reads.annotation(viewer, annotation_id)
    except Annotation.DoesNotExist:
        raise Http404 from None
    _allow(viewer, annotation.site_id)
    return annotation


def _allow(viewer: Staff, site_id: int | None) -> None:
    """Of one's own sites; of the whole house for those who reach all of it."""
    if not viewer.scope.reaches(site_id):
        raise PermissionDenied(Verb.SEE_QUALITY.value)


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise NotAllowed(_("Give the day on which it happened, such as 2026-03-01.")) from None


def _back(request: HttpRequest, undoable: Annotation | None = None) -> HttpResponse:
    """To the page of ours from which it was asked; with what can be undone there."""
    to = request.POST.get("next", "")
    if not (to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)):
        return redirect("charts")
    if undoable:
        to += f"{'&' if '?' in to else '?'}removed={undoable.id}"
    return redirect(to)
