"""/office/quality/: standards met, and perception against expectation, of a period and a place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.insight import reads
from wellserved.learning.insight.stars import stars
from wellserved.surfaces import csv
from wellserved.surfaces.office import in_words, tables
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.period import PRESETS, USUAL, Chosen, chosen


@require_safe
@needs(Verb.SEE_QUALITY)
def quality(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    choice, places = choice_of(request)
    figures = reads.quality(
        viewer,
        start=choice.start,
        end=choice.end,
        site_id=choice.site_id,
        team_id=choice.team_id,
    )
    if (name := request.GET.get("csv")) in tables.HEADS:
        return csv.table(f"{name} {choice.start} {choice.end}", tables.HEADS[name], tables.of(name, figures))
    return render(
        request,
        "office/quality.html",
        {
            "quality": figures,
            "choice": choice,
            "presets": PRESETS,
            "sentences": in_words.sentences(figures),
            "nothing": in_words.is_empty(figures),
            "dimensions": in_words.DIMENSIONS,
            "heads": tables.HEADS,
            "standard_rows": tables.of_standards(figures),
            "gap_rows": tables.of_gaps(figures),
            "sites_stars": stars(viewer, start=choice.start, end=choice.end, site_id=choice.site_id),
            "zones": [each for each in figures.dimensions if each.zone],
            **places,
        },
        status=422 if choice.fault else 200,
    )


def choice_of(request: HttpRequest, usual: str = USUAL) -> tuple[Chosen, dict[str, object]]:
    """What the address asks for, and the places one may choose from; today is the house's own.

    `usual` is the period (of PRESETS) for an address that names none.
    """
    viewer = viewer_of(request)
    sites, teams = accounts.sites(viewer), accounts.teams(viewer)
    choice = chosen({"period": usual} | request.GET.dict(), timezone.localdate(clock.now()), sites, teams)
    shown = [team for team in teams if choice.site is None or team.site_id == choice.site.id]
    return choice, {"sites": sites, "teams": shown}
