"""/office/quality/drivers/: what moves the overall answer of a period and a place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.surfaces import csv
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.drivers import words
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.period import PRESETS
from wellserved.surfaces.office.quality import choice_of


@require_safe
@needs(Verb.SEE_QUALITY)
def drivers(request: HttpRequest) -> HttpResponse:
    # NumPy is loaded when a page needs it.
    from wellserved.learning.insight.drivers import SAMPLE
    from wellserved.learning.insight.drivers import drivers as found_in
    from wellserved.learning.insight.extent import Extent

    choice, places = choice_of(request)
    found = found_in(Extent(viewer_of(request), choice.start, choice.end, choice.site_id, choice.team_id))
    tables = {"dimensions": words.of_dimensions(found), "costs": words.of_costs(found)}
    if (name := request.GET.get("csv", "")) in tables:
        return csv.table(f"drivers {name} {choice.start} {choice.end}", words.HEADS[name], tables[name])
    told = {
        "found": found,
        "sample": SAMPLE,
        "sentence": words.sentence(found),
        "costs": [(cost, words.of_cost(cost)) for cost in found.costs],
        "shown": words.shown(found),
        "points": words.points(found),
        "corners": words.CORNERS,
        "dimensions": DIMENSIONS,
        "heads": words.HEADS,
        "tables": tables,
        "choice": choice,
        "presets": PRESETS,
    }
    return render(request, "office/drivers/drivers.html", told | places, status=422 if choice.fault else 200)
