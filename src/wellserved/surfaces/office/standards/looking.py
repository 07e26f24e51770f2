"""Parts of the editor that follow what is typed: the fields of a kind, and what the standard would have meant."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.standards.preview import preview
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.standards.draft import NEW, Draft
from wellserved.surfaces.office.standards.theirs import chosen, newest_of
from wellserved.surfaces.office.standards.words import WORDS

LOOKED_AT = timedelta(days=90)
BESIDE_THE_RULE = ("statement", "target", "weight", "begins", "ends")


@require_POST
@needs(Verb.SET_UP)
def fields(request: HttpRequest) -> HttpResponse:
    """The fields of the kind that was just chosen; what was typed stays."""
    words = {"draft": Draft.typed(request.POST), "faults": {}, "words": WORDS}
    return render(request, "office/standard_rule.html", words)


@require_POST
@needs(Verb.SET_UP)
def look(request: HttpRequest, standard_id: int | None = None) -> HttpResponse:
    key = newest_of(request, standard_id).key if standard_id is not None else NEW
    return render(request, "office/standard_preview.html", looked(request, Draft.typed(request.POST), key))


def looked(request: HttpRequest, draft: Draft, key: str) -> dict[str, Any]:
    """What it would have meant; or what its rule still `lacks`, and what of it is `unclear`."""
    faults = {place: says for place, says in draft.faults(key).items() if place not in BESIDE_THE_RULE}
    if faults:
        lacks = [says for place, says in faults.items() if draft.lacks(place)]
        return {"seen": None, "lacks": lacks, "unclear": [says for says in faults.values() if says not in lacks]}
    told, at = {"statement": "-", **chosen(viewer_of(request), draft.told(key))}, clock.now()
    return {"seen": preview(viewer_of(request), told, at - LOOKED_AT, at)}
