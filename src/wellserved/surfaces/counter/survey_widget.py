"""widget/<token>.js: what a shop puts into its own page; it shows our frame there. No cookie takes part."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock, ids
from wellserved.learning.feedback import actions, links, reads
from wellserved.learning.feedback.given import NotAnAnswer
from wellserved.learning.feedback.models import Door
from wellserved.learning.feedback.wording import phrases
from wellserved.serving.voice.reads import speech_of
from wellserved.surfaces.counter.limits import limited
from wellserved.surfaces.counter.pages import private, shown
from wellserved.surfaces.counter.survey_door import OFTEN, kept_at, over
from wellserved.surfaces.counter.survey_page import incomplete, is_too_large, questions_page, unreadable
from wellserved.surfaces.policy import POLICY

SCRIPT = Path(__file__).parent / "static" / "counter" / "widget.js"
ANYWHERE = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


@require_safe
def script(request: HttpRequest, token: str) -> HttpResponse:
    """The script itself: the same for everybody, so any page may load and keep it for a while."""
    door = reads.door_of(token)
    found = door is not None and door.way == Door.WIDGET and door.is_open(clock.now())
    frame = f"{settings.PUBLIC_URL}{reverse('widget', args=[token])}"
    text = _script().replace("~frame~", frame) if found else ""  # a shop's page shows no fault of ours
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@xframe_options_exempt
@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The first question, in a frame on another's page."""
    door = reads.door_of(token)
    if door is None or door.way != Door.WIDGET:
        return incomplete(request)
    if not door.is_open(clock.now()):
        return _framed(over(request))
    version = reads.newest_version(door.survey)
    told: dict[str, Any] = {"template": "widget", "named": ids.secret(16), "version": version.number}
    action = reverse("widget_answers", args=[token])
    return _framed(questions_page(request, door.site, version.read(), None, action=action, **told))


@csrf_exempt  # no cookie takes part: whoever sees the frame may answer
@xframe_options_exempt
@private
@require_POST
@limited(OFTEN)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the answer, once for its name; thanks, and the way to say more on a page of its own."""
    door = reads.door_of(token)
    if door is None or door.way != Door.WIDGET:
        return incomplete(request)
    if is_too_large(request):
        return unreadable(request)
    try:
        kept = kept_at(door, request)
    except actions.TooLate:
        return _framed(over(request))
    except NotAnAnswer:
        return _framed(unreadable(request))
    said = phrases(speech_of(door.site).language)
    return _framed(shown(request, "widget_thanks", said=said, token=links.token_of(kept)))


def _framed(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = ANYWHERE
    return response


@cache
def _script() -> str:
    return SCRIPT.read_text()
