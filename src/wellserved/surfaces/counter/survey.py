"""survey/<secret>/: the survey to which somebody was invited by mail."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.fields import given
from wellserved.learning.feedback.given import NotAnAnswer
from wellserved.learning.feedback.models import Invitation
from wellserved.surfaces.counter.limits import Limit, limited
from wellserved.surfaces.counter.pages import private
from wellserved.surfaces.counter.survey_page import (
    ended,
    followed,
    incomplete,
    is_too_large,
    questions_page,
    unreadable,
)

OFTEN = Limit("survey", times=400, within=timedelta(minutes=10))


@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The survey. Opening it keeps nothing: the answer in the address is sent by a module, or by a button."""
    invitation = reads.invitation_of(token)
    if invitation is None or not invitation.is_open(clock.now()):
        return closed(request, invitation)
    asked = invitation.questions()
    return questions_page(
        request,
        invitation.conversation.site,
        asked,
        reads.response_to(invitation),
        action=reverse("survey_answers", args=[token]),
        about=invitation.conversation.subject,
        followed=followed(request, asked[0]),
    )


@csrf_exempt  # whoever can name this address holds the only key there is, and no cookie takes part
@private
@require_POST
@limited(OFTEN)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep an answer or a part of one, and show where things stand."""
    invitation = reads.invitation_of(token)
    if invitation is None:
        return closed(request, invitation)
    if is_too_large(request):
        return unreadable(request)
    try:
        said = given(request.POST, invitation.questions())
        actions.answer(invitation, said, confirmed="followed" not in request.POST, at=clock.now())
    except actions.TooLate:
        return closed(request, invitation)
    except NotAnAnswer:
        return unreadable(request)
    response = redirect("survey", token)
    response.status_code = 303
    return response


def closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Why there is nothing to answer: the link is none of ours, or its time is over."""
    return incomplete(request) if invitation is None else ended(request)
