"""/office/quality/consistency/: how much service differs between places, people and hours, and where surely."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.period import PRESETS
from wellserved.surfaces.office.quality import choice_of


@require_safe
@needs(Verb.SEE_QUALITY)
def consistency(request: HttpRequest) -> HttpResponse:
    choice, places = choice_of(request)
    told = {"choice": choice, "presets": PRESETS, "viewer_of": viewer_of}
    return render(request, "office/consistency/consistency.html", told | places, status=422 if choice.fault else 200)
