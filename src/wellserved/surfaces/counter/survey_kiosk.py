"""kiosk/<token>/: one question on a screen at the door. Answers wait on the device while there is no network."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

import wellserved.ui
from wellserved.ground import clock
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.given import NotAnAnswer
from wellserved.learning.feedback.models import Door
from wellserved.surfaces.counter.limits import limited
from wellserved.surfaces.counter.pages import private, sentence
from wellserved.surfaces.counter.survey_door import OFTEN, kept_at, over
from wellserved.surfaces.counter.survey_page import incomplete, is_too_large, questions_page

WORKER = Path(wellserved.ui.__file__).parent / "static" / "js" / "walk_worker.js"
MOST_BUTTONS = 11


@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    door = reads.door_of(token)
    if door is None or door.way != Door.KIOSK:
        return incomplete(request)
    if not door.is_open(clock.now()):
        return over(request)
    version = reads.newest_version(door.survey)
    asked = version.read()
    if not 2 <= len(asked[0].told) <= MOST_BUTTONS:
        text = _("A kiosk needs a first question that one tap answers. Choose another one under Listening, Surveys.")
        return sentence(request, _("This survey is not for a kiosk"), text, 200)
    action = reverse("kiosk_answers", args=[token])
    return questions_page(request, door.site, asked, None, action=action, template="kiosk", version=version.number)


@private
@require_safe
def worker(request: HttpRequest, token: str) -> HttpResponse:
    """Served beneath the kiosk, so that it sees this kiosk and nothing else of the house."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@csrf_exempt  # no cookie takes part: whoever stands before the screen may answer
@private
@require_POST
@limited(OFTEN)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep an answer. 204 also when it was told before, 410 when the kiosk is closed, 422 for what is no answer."""
    door = reads.door_of(token)
    if door is None or door.way != Door.KIOSK:
        return incomplete(request)
    try:
        if is_too_large(request):
            raise NotAnAnswer("too large")
        kept_at(door, request, _said_at(request))
    except actions.TooLate:
        return JsonResponse({"says": "This kiosk is closed."}, status=410)
    except (NotAnAnswer, ValueError) as wrong:
        return JsonResponse({"says": str(wrong)}, status=422)
    return HttpResponse(status=204)


def _said_at(request: HttpRequest) -> datetime:
    """By the clock of the device."""
    said_at = datetime.fromisoformat(request.POST.get("at", ""))
    return said_at if said_at.tzinfo else said_at.replace(tzinfo=UTC)


@cache
def _script() -> bytes:
    return WORKER.read_bytes()
