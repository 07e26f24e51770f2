"""/office/settings/standards/: what the house intends. A change makes a new version from now on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions, reads
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.standards.editor import newest_of


@needs(Verb.SET_UP)
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    at = clock.now()
    in_force, to_come = reads.standards(at), reads.standards_to_come(at)
    changeable = {
        one.id for one in (*in_force, *to_come) if all(viewer.scope.reaches(site_id) for site_id in one.sites)
    }
    words = {
        "standards": in_force,
        "to_come": to_come,
        "changeable": changeable,
        "sites": {site.id: site.name for site in accounts.sites(viewer)},
        "dimensions": DIMENSIONS,
    }
    return render(request, "office/standards.html", words)


@require_POST
@needs(Verb.SET_UP)
def end(request: HttpRequest, standard_id: int) -> HttpResponse:
    newest = newest_of(request, standard_id)
    if newest.id != standard_id:
        messages.error(request, _("Somebody else changed this standard just now. Look at it before you end it."))
        return redirect("settings_standard", newest.id)
    actions.end_standard(newest, by=acting(viewer_of(request).id), at=clock.now())
    messages.success(request, _("The standard has ended; its figures stay."))
    return redirect("settings_standards")


@require_POST
@needs(Verb.SET_UP)
def take_back(request: HttpRequest, standard_id: int) -> HttpResponse:
    """What was planned of a standard that the viewer may change, or of one that is still to come."""
    at, scope = clock.now(), viewer_of(request).scope
    known = {one.id: one for one in (*reads.standards(at), *reads.standards_to_come(at))}
    if (found := known.get(standard_id)) is None or not all(scope.reaches(id) for id in found.sites):
        raise Http404
    if actions.take_back(found.key, by=acting(viewer_of(request).id), at=at):
        messages.success(request, _("What was planned is taken back."))
    return redirect("settings_standards")
