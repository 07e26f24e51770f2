from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.learning.feedback import actions, items, reads, rules
from wellserved.learning.feedback.given import Given, NotAnAnswer, Rated
from wellserved.learning.feedback.models import Invitation
from wellserved.surfaces.counter.limits import Limit, limited
from wellserved.surfaces.counter.pages import private, sentence, shown

OFTEN = Limit("survey", times=400, within=timedelta(minutes=10))
MIDDLE = 3  # the links and fields say 1..5, which is -2..2


@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The survey. Opening it keeps nothing: the answer in the address is sent by a module, or by a button."""
    invitation = reads.invitation_of(token)
    if invitation is None or not invitation.is_open(clock.now()):
        return closed(request, invitation)
    response = reads.response_to(invitation)
    given = response.comparison if response else None
    return shown(
        request,
        "survey",
        token=token,
        site=invitation.conversation.site,
        conversation=invitation.conversation,
        long=invitation.form == rules.LONG,
        given=given,
        followed=_followed(request.GET.get("answer", "")),
        ratings={r.dimension: r for r in response.ratings.all()} if response else {},
        words=response.words if response else "",
        items=items,
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
    try:
        actions.answer(invitation, given(request.POST), confirmed="followed" not in request.POST, at=clock.now())
    except actions.TooLate:
        return closed(request, invitation)
    except NotAnAnswer:
        text = _("What was sent is no answer to the questions. Please open the link in our mail again.")
        return sentence(request, _("We could not read this"), text, 400)
    response = redirect("survey", token)
    response.status_code = 303
    return response


def given(form: QueryDict) -> Given:
    """What the fields say; what is missing or empty was not said. Raises NotAnAnswer."""
    ratings = {dimension: _rated(form, dimension) for dimension in items.ITEMS}
    return Given(
        comparison=_comparison(form.get("answer")),
        ratings={dimension: rated for dimension, rated in ratings.items() if rated != Rated()},
        words=form.get("words", "").replace("\0", "") if "words" in form else None,
    )


def _rated(form: QueryDict, dimension: str) -> Rated:
    levels: dict[str, Any] = {level: _whole(form.get(f"{dimension}.{level}")) for level in items.LEVELS}
    return Rated(comparison=_comparison(form.get(dimension)), **levels)


def _comparison(text: str | None) -> int | None:
    number = _whole(text)
    return None if number is None else number - MIDDLE


def _whole(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise NotAnAnswer(f"not a number from the page: {text!r}")
    return int(text)


def _followed(text: str) -> int | None:
    """The answer in the address, which may have been cut or mistyped on its way."""
    return int(text) - MIDDLE if text in ("1", "2", "3", "4", "5") else None


def closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Why there is nothing to answer: the link is none of ours, or its time is over."""
    if invitation is None:
        text = _("Perhaps it was cut in two on its way. Please open it from our mail to you once more.")
        return sentence(request, _("This link is not complete"), text, 404)
    text = _("Answers were welcome for {days} days. If something is on your mind, just reply to our mail.")
    return sentence(request, _("This survey has ended"), text.format(days=rules.LASTS.days), 410)
