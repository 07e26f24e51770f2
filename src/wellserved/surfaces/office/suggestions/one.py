"""/office/suggestions/<id>/: one suggestion with all who said the same; answered, merged and parted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.suggestions import actions, reads, rules
from wellserved.learning.suggestions.models import Suggestion
from wellserved.surfaces.office.door import needs, viewer_of


@require_safe
@needs(Verb.SEE_QUALITY)
def suggestion(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    found = _found(request, suggestion_id)
    if found.merged_into_id is not None:
        return redirect("suggestion", found.merged_into_id)
    return _shown(request, found)


@require_POST
@needs(Verb.SEE_QUALITY)
def answer(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    """How it stands and what we say of it; what was typed stays when something is missing."""
    found, told = _found(request, suggestion_id), request.POST
    if found.answers != _number(told.get("seen", "")):
        messages.error(request, _("Somebody answered it meanwhile: look what they said."))
        return _shown(request, found, told, 409)
    try:
        done = actions.decide(
            found,
            state=told.get("state", ""),
            title=told.get("title", ""),
            answer=told.get("answer", ""),
            tell="tell" in told,
            by=acting(viewer_of(request).id),
            at=clock.now(),
        )
    except rules.NotAllowed as wrong:
        messages.error(request, str(wrong))
        return _shown(request, found, told, 422)
    if done:
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Somebody answered it meanwhile: look what they said."))
    return redirect("suggestion", found.id)


@require_POST
@needs(Verb.SEE_QUALITY)
def merge(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    found, into = _found(request, suggestion_id), _found(request, _number(request.POST.get("into", "")))
    try:
        actions.merge(found, into, by=acting(viewer_of(request).id), at=clock.now())
    except rules.NotAllowed as wrong:
        messages.error(request, str(wrong))
        return redirect("suggestion", found.id)
    messages.success(request, _("They are one now; below you can part them again."))
    return redirect("suggestion", into.id)


@require_POST
@needs(Verb.SEE_QUALITY)
def part(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    found = _found(request, suggestion_id)
    actions.part(found, by=acting(viewer_of(request).id), at=clock.now())
    return redirect("suggestion", found.id)


def _shown(request: HttpRequest, found: Suggestion, told: object = None, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    alike, others = reads.others(viewer, found)
    words = {
        "whole": reads.whole(viewer, found.id),
        "one": found,
        "alike": alike,
        "others": others,
        "states": rules.STATES,
        "told": told,
    }
    return render(request, "office/suggestions/one.html", words, status=status)


def _found(request: HttpRequest, id: int) -> Suggestion:
    try:
        return reads.suggestion(viewer_of(request), id)
    except Suggestion.DoesNotExist:
        raise Http404 from None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
