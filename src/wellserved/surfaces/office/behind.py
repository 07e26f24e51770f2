"""/office/quality/behind/: the very conversations a figure is made of."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.insight.behind import Figure, OfPerception, OfStandard
from wellserved.learning.insight.behind import behind as behind_figure
from wellserved.learning.insight.rules import COMPARISON, LEVELS, OVERALL
from wellserved.measures.servqual import CATEGORIES
from wellserved.serving.standards import reads as standards
from wellserved.serving.standards.models import Measurement
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.quality import choice_of

VERDICTS = ("", Measurement.MET, Measurement.MISSED, Measurement.EXCUSED)
KEPT = ("standard", "verdict", "dimension", "category", "scale", "by", "value")


@require_safe
@needs(Verb.SEE_QUALITY)
def behind(request: HttpRequest) -> HttpResponse:
    choice, _ = choice_of(request)
    figure = figure_of(request.GET)
    try:
        page = behind_figure(
            viewer_of(request),
            figure,
            start=choice.start,
            end=choice.end,
            site_id=choice.site_id,
            team_id=choice.team_id,
            by=request.GET.get("by", ""),
            value=request.GET.get("value", ""),
            after=request.GET.get("after", ""),
        )
    except ValueError:
        raise Http404 from None
    words = {name: request.GET[name] for name in KEPT if name in request.GET}
    older = choice.query(**words, after=page.after) if page.after else ""
    return render(
        request,
        "office/behind.html",
        {"page": page, "figure": figure, "choice": choice, "older": older, "heading": heading_of(figure)},
    )


def figure_of(query: Mapping[str, str]) -> Figure:
    """Http404 for a figure that no page shows."""
    if key := query.get("standard"):
        verdict = query.get("verdict", "")
        if verdict in VERDICTS:
            return OfStandard(key, verdict)
    elif "dimension" not in query and query.get("verdict") in VERDICTS[1:]:
        return OfStandard("", query["verdict"])
    elif dimension := query.get("dimension"):
        category, scale = query.get("category", ""), query.get("scale", COMPARISON)
        if dimension in (OVERALL, *DIMENSIONS) and category in ("", *CATEGORIES) and scale in (COMPARISON, LEVELS):
            return OfPerception(dimension, category, scale)
    raise Http404


def heading_of(figure: Figure) -> str:
    """What the list holds, in words."""
    if isinstance(figure, OfStandard):
        what = figure.verdict.capitalize() or "Measured"
        if not figure.key:
            return what
        known = {standard.key: standard.statement for standard in standards.standards(clock.now())}
        return f"{what}: {known.get(figure.key, figure.key)}"
    who = figure.category.capitalize() if figure.category else "Answered"
    return who if figure.dimension == OVERALL else f"{who}: {DIMENSIONS[figure.dimension][0].lower()}"
