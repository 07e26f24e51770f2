"""One inspection: what was seen, beside what is measured of the same standards."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock, files, shelf
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.ground.safety.pictures import LARGE, SMALL, NoPicture, redrawn
from wellserved.learning.insight import reads as insight
from wellserved.learning.inspections import actions, links, reads
from wellserved.surfaces.downloads import picture
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.walking.colleague import walk_of

MEASURED_DAYS = 90
SIZES = {"small": SMALL, "large": LARGE}


@require_safe
@needs(Verb.SEE_QUALITY)
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    viewer, walk, at = viewer_of(request), walk_of(request, inspection_id), clock.now()
    one = walk.inspection
    today = at.astimezone(one.site.zone).date()
    quality = insight.quality(viewer, start=today - timedelta(days=MEASURED_DAYS), end=today, site_id=one.site_id)
    invited = one.is_for_guest and one.is_open and one.guest_until is not None and one.guest_until > at
    link = reverse("guest_walk", args=[links.token_of(one)]) if invited else ""
    words = {
        "walk": walk,
        "inspection": one,
        "measured": {figure.key: figure for figure in quality.standards},
        "days": MEASURED_DAYS,
        "link": f"{settings.PUBLIC_URL}{link}" if link else "",
        "names": {staff.id: staff.name for staff in accounts.colleagues(viewer)},
    }
    return render(request, "office/inspection.html", words)


@require_POST
@needs(Verb.SEE_QUALITY)
def discard(request: HttpRequest, inspection_id: int) -> HttpResponse:
    walk = walk_of(request, inspection_id)
    if actions.discard(walk.inspection, by=acting(viewer_of(request).id), at=clock.now()):
        messages.success(request, _("The inspection is discarded; it counts for nothing."))
    return redirect("inspections")


@require_safe
@needs(Verb.SEE_QUALITY)
def photo(request: HttpRequest, inspection_id: int, photo_id: int, size: str) -> HttpResponse:
    """The photo as we have drawn it anew; 404 where the scanner found something."""
    found = reads.photo(walk_of(request, inspection_id), photo_id)
    if found is None or size not in SIZES:
        raise Http404
    digest, longest = found.sha256, SIZES[size]

    def draw() -> bytes:
        return redrawn(files.path(digest).read_bytes(), longest)[0]

    try:
        return picture(shelf.shelved(f"drawn:{longest}:{digest}", draw))
    except (NoPicture, FileNotFoundError) as error:
        raise Http404 from error
