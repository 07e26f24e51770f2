"""/walk/<token>/: a mystery guest walks by a link, and sees nothing else of the house."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.inspections import actions, links, reads
from wellserved.learning.inspections.reads import Walk
from wellserved.surfaces.counter.limits import Limit, limited
from wellserved.surfaces.counter.pages import private, sentence
from wellserved.surfaces.walking import page, told

OFTEN = Limit("walk", times=600, within=timedelta(minutes=10))


@private
@require_safe
def walk(request: HttpRequest, token: str) -> HttpResponse:
    found = links.walk_of(token, clock.now())
    if found is None:
        text = _("The link is not complete, or it has expired. Please ask whoever gave it to you for another one.")
        return sentence(request, _("There is nothing here"), text, 404)
    if found.discarded_at:
        return sentence(request, _("This visit was called off"), _("There is nothing more to do. Thank you."), 410)
    if found.finished_at:
        return sentence(request, _("Thank you"), _("What you saw has arrived."), 200)
    return page.shown(request, reads.walk(found))


@private
@require_safe
def worker(request: HttpRequest, token: str) -> HttpResponse:
    return page.worker()


@csrf_exempt  # whoever can name this address holds the only key there is, and no cookie takes part
@private
@require_POST
@limited(OFTEN)
def answers(request: HttpRequest, token: str) -> HttpResponse:
    return told.answer(request, _walk_of(token), by_staff_id=None, at=clock.now())


@csrf_exempt  # as above
@private
@require_POST
@limited(OFTEN)
def photos(request: HttpRequest, token: str) -> HttpResponse:
    return told.photo(request, _walk_of(token), at=clock.now())


@csrf_exempt  # as above
@private
@require_POST
@limited(OFTEN)
def end(request: HttpRequest, token: str) -> HttpResponse:
    actions.finish(_walk_of(token).inspection, by=SYSTEM, at=clock.now())
    return redirect("guest_walk", token)


def _walk_of(token: str) -> Walk:
    found = links.walk_of(token, clock.now())
    if found is None:
        raise Http404
    return reads.walk(found)
