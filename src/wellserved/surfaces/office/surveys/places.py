"""Where a survey can be answered without an invitation: links, QR codes to print, kiosks, widgets."""

import io

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.models import Door, Survey
from wellserved.learning.feedback.questions import in_language
from wellserved.learning.feedback.wording import phrases
from wellserved.serving.voice.reads import speech_of
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.surveys.finding import survey_of

PAGES = {Door.LINK: "ask", Door.QR: "ask", Door.KIOSK: "kiosk", Door.WIDGET: "widget_script"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def places(request: HttpRequest, survey_id: int) -> HttpResponse:
    """All of them; a POST opens another one, at one of the viewer's own sites."""
    found, viewer = survey_of(request, survey_id), viewer_of(request)
    sites = [site for site in accounts.sites(viewer) if found.site_id in (None, site.id)]
    if request.method == "POST":
        site = next((site for site in sites if str(site.id) == request.POST.get("site", "")), None)
        if site is None:
            raise Http404
        if not may(viewer.scope, Verb.SET_UP, site.id):
            raise PermissionDenied
        try:
            way, label = request.POST.get("way", ""), request.POST.get("label", "").replace("\0", "")
            actions.open_door(found, site, way=way, label=label, by=acting(viewer.id), at=clock.now())
        except actions.Refused as refused:
            messages.error(request, str(refused))
        return redirect("survey_places", survey_id)
    words = {
        "survey": found,
        "doors": [(door, address(door)) for door in reads.doors(viewer, found)],
        "answers": reads.answers_of_doors(viewer, found),
        "sites": sites,
        "is_on": found.is_on(clock.now()),
        "may_open": may(viewer.scope, Verb.SET_UP),
    }
    return render(request, "office/surveys/places.html", words)


@require_POST
@needs(Verb.SET_UP)
def close(request: HttpRequest, survey_id: int, door_id: int) -> HttpResponse:
    door = _door(request, survey_of(request, survey_id), door_id)
    if actions.close_door(door, by=acting(viewer_of(request).id), at=clock.now()):
        messages.success(request, _("It is closed: nobody answers there any more."))
    return redirect("survey_places", survey_id)


@require_safe
@needs(Verb.SEE_QUALITY)
def printed(request: HttpRequest, survey_id: int, door_id: int) -> HttpResponse:
    """One page to print, on A6 or larger: the question, the code, and the address for those without a camera."""
    found = survey_of(request, survey_id)
    door = _door(request, found, door_id)
    language = speech_of(door.site).language
    words = {
        "survey": found,
        "door": door,
        "language": language,
        "question": in_language(reads.newest_version(found).read()[0].words, language),
        "address": address(door),
        "said": phrases(language),
    }
    return render(request, "office/surveys/print.html", words)


@require_safe
@needs(Verb.SEE_QUALITY)
def code(request: HttpRequest, survey_id: int, door_id: int) -> HttpResponse:
    """The QR code as SVG; it can still be read with a quarter of it gone."""
    door = _door(request, survey_of(request, survey_id), door_id)
    picture = io.BytesIO()
    segno.make(address(door), error="q", micro=False).save(picture, kind="svg", scale=8, border=4, xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def address(door: Door) -> str:
    return f"{settings.PUBLIC_URL}{reverse(PAGES[door.way], args=[door.token])}"


def _door(request: HttpRequest, survey: Survey, door_id: int) -> Door:
    for door in reads.doors(viewer_of(request), survey):
        if door.id == door_id:
            return door
    raise Http404
