"""/office/quality/gaps/: the page of gaps of a period and a place."""

from functools import cache, partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.learning.insight.rules import OVERALL
from wellserved.surfaces import csv
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.gaps import both_forms, tables, words
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.period import PRESETS
from wellserved.surfaces.office.quality import choice_of

MAY_DRIVE = ("site", "channel", "weekday", "hour")  # whatever people do, they are no cause to look for first


@require_safe
@needs(Verb.SEE_QUALITY)
def gaps(request: HttpRequest) -> HttpResponse:
    # NumPy is loaded when a page needs it.
    from wellserved.learning.insight.extent import Extent
    from wellserved.learning.insight.gaps import gap_page
    from wellserved.learning.insight.parts import parts
    from wellserved.learning.insight.two_forms import two_forms

    choice, places = choice_of(request)
    by, dimension = request.GET.get("by", "site"), request.GET.get("dimension", OVERALL)
    if by not in words.WAYS or dimension not in (OVERALL, *DIMENSIONS):
        raise Http404
    extent = Extent(viewer_of(request), choice.start, choice.end, choice.site_id, choice.team_id)
    all_in_all = cache(partial(parts, extent))
    found, hidden = all_in_all(by) if dimension == OVERALL else parts(extent, by, dimension)
    rows = tables.of_parts(by, found)
    if request.GET.get("csv") == "parts":
        return csv.table(f"gaps by {by} {choice.start} {choice.end}", tables.PARTS, rows)
    page = gap_page(extent)
    if request.GET.get("csv") == "dimensions":
        return csv.table(f"gaps {choice.start} {choice.end}", tables.DIMENSIONS, tables.of_dimensions(page))
    forms = [form for one in page.dimensions if (form := two_forms(one.perception))]
    told = {
        "page": page,
        "gaps": words.five_gaps(page, [(way, part) for way in MAY_DRIVE for part in all_in_all(way)[0]]),
        "by": by,
        "ways": words.WAYS,
        "dimension": dimension,
        "dimensions": DIMENSIONS,
        "cut": [(words.name_of(by, part), part, words.behind_part(by, part)) for part in found],
        "hidden": hidden,
        "heads": {"dimensions": tables.DIMENSIONS, "parts": tables.PARTS, "both_forms": both_forms.HEAD},
        "both_forms": both_forms.told(forms),
        "both_forms_rows": both_forms.rows(forms),
        "dimension_rows": tables.of_dimensions(page),
        "part_rows": rows,
        "choice": choice,
        "presets": PRESETS,
    }
    return render(request, "office/gaps/gaps.html", told | places, status=422 if choice.fault else 200)
