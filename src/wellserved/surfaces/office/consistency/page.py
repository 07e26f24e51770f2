"""/office/quality/consistency/: how much service differs between places, people and hours, and where surely."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.surfaces import csv
from wellserved.surfaces.office.consistency import words
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.period import PRESETS
from wellserved.surfaces.office.quality import choice_of


@require_safe
@needs(Verb.SEE_QUALITY)
def consistency(request: HttpRequest) -> HttpResponse:
    # NumPy is loaded when a page needs it.
    from wellserved.learning.insight.consistency import consistency as found_in
    from wellserved.learning.insight.extent import Extent

    choice, places = choice_of(request)
    by = request.GET.get("by", "site")
    if by not in words.WAYS:
        raise Http404
    found = found_in(Extent(viewer_of(request), choice.start, choice.end, choice.site_id, choice.team_id), by)
    tables = {"standards": words.of_standards(found), "answers": words.of_answers(found)}
    if (name := request.GET.get("csv", "")) in tables:
        return csv.table(f"consistency {name} by {by} {choice.start} {choice.end}", words.HEAD, tables[name])
    told = {
        "found": found,
        "by": by,
        "ways": words.WAYS,
        "sentences": words.sentences(found),
        "delivered": words.components(found.delivered),
        "perceived": words.components(found.perceived),
        "points": words.points(found, by, choice),
        "curve": [(n, *limits) for n, limits in found.curve],
        "hours": [(one.name, list(one.hours), None, None) for one in found.hours],
        "weekdays": [(one.name, list(one.weekdays), None, None) for one in found.hours],
        "head": words.HEAD,
        "tables": tables,
        "choice": choice,
        "presets": PRESETS,
    }
    return render(request, "office/consistency/consistency.html", told | places, status=422 if choice.fault else 200)
