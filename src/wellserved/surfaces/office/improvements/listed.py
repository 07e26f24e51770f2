"""All improvements, and what is worth doing next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.improvement import reads
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.insight.extent import Extent
from wellserved.surfaces import csv
from wellserved.surfaces.office.charts.titles import title_of
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.period import PRESETS
from wellserved.surfaces.office.quality import choice_of

SHOWN = 12  # bars; what is beyond them is not what to do next


@require_safe
@needs(Verb.SEE_QUALITY)
def improvements(request: HttpRequest) -> HttpResponse:
    from wellserved.learning.improvement.worth_doing import worth_doing  # NumPy is loaded when a page needs it

    viewer = viewer_of(request)
    choice, places = choice_of(request)
    extent = Extent(viewer, choice.start, choice.end, choice.site_id, choice.team_id)
    worth = worth_doing(extent, timezone.localdate(clock.now()))
    statements = reads.statements()
    named = [(title_of(loss.measure, statements).rstrip("."), loss) for loss in worth.losses]
    if request.GET.get("as") == "csv":
        rows = [
            (name, loss.count, loss.cost.difference.value if loss.cost else None, loss.size) for name, loss in named
        ]
        return csv.table("worth-doing", ("What", "Number", "Change with each", "Lost"), rows)
    found = reads.improvements(viewer)
    words: dict[str, Any] = {
        "worth": worth,
        "losses": named,
        "bars": [(name, loss.size, _propose(loss.measure.kind, loss.measure.name)) for name, loss in named[:SHOWN]],
        "unknown": [(title_of(loss.measure, statements), loss) for loss in worth.unknown],
        "groups": [
            (state, chosen)
            for state in (Improvement.TRIED, Improvement.PROPOSED, "over")
            if (chosen := [one for one in found if (one.state == state or (state == "over" and one.is_over))])
        ],
        "choice": choice,
        "presets": PRESETS,
        **places,
    }
    return render(request, "office/improvements/improvements.html", words, status=422 if choice.fault else 200)


def _propose(kind: str, name: str) -> str:
    """The query of a new improvement that begins with that measure."""
    return f"?{'standard' if kind == 'standard' else 'dimension'}={name}"
