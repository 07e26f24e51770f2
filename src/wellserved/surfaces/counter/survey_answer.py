"""answer/<token>/: an answer that was given without an invitation, to add to it or change it. The link is signed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.fields import given
from wellserved.learning.feedback.given import NotAnAnswer
from wellserved.learning.feedback.models import Door
from wellserved.learning.feedback.wording import phrases
from wellserved.serving.voice.reads import speech_of
from wellserved.surfaces.counter.limits import limited
from wellserved.surfaces.counter.pages import private
from wellserved.surfaces.counter.survey_door import OFTEN
from wellserved.surfaces.counter.survey_page import ended, incomplete, is_too_large, questions_page, unreadable


@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    found = reads.response_of(token)
    if found is None or found.invitation is not None:
        return incomplete(request)
    if not found.is_open(clock.now()):
        return ended(request)
    door = found.door
    came_by = reverse("ask", args=[door.token]) if door and door.way in (Door.LINK, Door.QR) else ""
    return questions_page(
        request,
        found.site,
        found.questions(),
        found,
        action=reverse("answer_changes", args=[token]),
        about=phrases(speech_of(found.site).language).visit,
        followed="",
        came_by=came_by,
    )


@csrf_exempt  # whoever can name this address holds the only key there is, and no cookie takes part
@private
@require_POST
@limited(OFTEN)
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what is said now over what was said before."""
    found = reads.response_of(token)
    if found is None or found.invitation is not None:
        return incomplete(request)
    if is_too_large(request):
        return unreadable(request)
    try:
        actions.change(found, given(request.POST, found.questions()), at=clock.now())
    except actions.TooLate:
        return ended(request)
    except NotAnAnswer:
        return unreadable(request)
    response = redirect("answer", token)
    response.status_code = 303
    return response
