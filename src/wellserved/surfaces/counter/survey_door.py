"""ask/<token>/: a survey behind a link or a QR code. Nobody was invited; the browser names the answer."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock, ids
from wellserved.learning.feedback import actions, links, reads
from wellserved.learning.feedback.fields import given
from wellserved.learning.feedback.given import Given, NotAnAnswer
from wellserved.learning.feedback.models import Door, Response
from wellserved.learning.feedback.wording import phrases
from wellserved.serving.voice.reads import speech_of
from wellserved.surfaces.counter.limits import Limit, limited
from wellserved.surfaces.counter.pages import private, sentence
from wellserved.surfaces.counter.survey_page import (
    followed,
    incomplete,
    is_too_large,
    questions_page,
    unreadable,
)

OFTEN = Limit("ask", times=1200, within=timedelta(minutes=10))  # a hall full of guests shares one address
A_NAME = re.compile(r"[0-9A-Za-z_-]{8,64}")


@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The first question. Opening it keeps nothing."""
    door = reads.door_of(token)
    if door is None or door.way not in (Door.LINK, Door.QR):
        return incomplete(request)
    if not door.is_open(clock.now()):
        return over(request)
    version = reads.newest_version(door.survey)
    asked = version.read()
    return questions_page(
        request,
        door.site,
        asked,
        None,
        action=reverse("ask_answers", args=[token]),
        about=phrases(speech_of(door.site).language).visit,
        followed=followed(request, asked[0]),
        named=ids.secret(16),
        version=version.number,
    )


@csrf_exempt  # no cookie takes part: whoever stands before the door may answer
@private
@require_POST
@limited(OFTEN)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the answer, once for its name, and lead to the page on which it may be changed."""
    door = reads.door_of(token)
    if door is None or door.way not in (Door.LINK, Door.QR):
        return incomplete(request)
    if is_too_large(request):
        return unreadable(request)
    try:
        kept = kept_at(door, request)
    except actions.TooLate:
        return over(request)
    except NotAnAnswer:
        return unreadable(request)
    return changeable(kept)


def kept_at(door: Door, request: HttpRequest, said_at: datetime | None = None) -> Response:
    """The answer of the form to what its page asked, kept; raises NotAnAnswer, also when it says nothing, and
    TooLate."""
    version = reads.version_of(door.survey, request.POST.get("version", ""))
    said = given(request.POST, version.read())
    if said == Given():
        raise NotAnAnswer("nothing was said")
    told: dict[str, Any] = {"said_at": said_at, "version": version}
    return actions.answer_at(door, said, told_as=name_of(request), **told, at=clock.now())


def name_of(request: HttpRequest) -> str:
    """What the browser calls this answer; raises NotAnAnswer."""
    name = request.POST.get("as", "")
    if not A_NAME.fullmatch(name):
        raise NotAnAnswer("an answer needs a name of its own")
    return name


def changeable(kept: Response) -> HttpResponse:
    response = redirect("answer", links.token_of(kept))
    response.status_code = 303
    return response


def over(request: HttpRequest) -> HttpResponse:
    text = _("It was asked here for a while, and is no more. If something is on your mind, please tell us.")
    return sentence(request, _("This survey has ended"), text, 410)
