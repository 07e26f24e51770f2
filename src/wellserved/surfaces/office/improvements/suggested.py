"""You said, we did: the suggestions that led to an improvement."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.suggestions import actions, reads
from wellserved.learning.suggestions.models import Suggestion
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.improvements.asked import improvement_of


@require_POST
@needs(Verb.SEE_QUALITY)
def join(request: HttpRequest, improvement_id: int) -> HttpResponse:
    """The suggestion led to it, or (`apart`) it did not."""
    viewer, improvement = viewer_of(request), improvement_of(request, improvement_id, to_decide=True)
    suggestion = suggestion_of(viewer, request.POST.get("suggestion", ""))
    if suggestion is None:
        raise Http404
    if "apart" not in request.POST:
        actions.join(suggestion, improvement.id, by=acting(viewer.id), at=clock.now())
    elif suggestion.improvement_id == improvement.id:
        actions.join(suggestion, None, by=acting(viewer.id), at=clock.now())
    return redirect("improvement", improvement.id)


def suggestion_of(viewer: Staff, id: str) -> Suggestion | None:
    """The one with that id, if it is the viewer's to see."""
    try:
        return reads.suggestion(viewer, int(id)) if id.isdecimal() and len(id) < 19 else None
    except Suggestion.DoesNotExist:
        return None


def told(viewer: Staff, improvement: Improvement) -> dict[str, list[Suggestion]]:
    """Those that led to it, and others of its sites that may have."""
    sites = {one.site_id for one in improvement.sites.all()}
    others = [one for one in reads.suggestions(viewer) if one.improvement_id is None and one.site_id in sites]
    return {"suggested": reads.of_improvement(viewer, improvement.id), "suggestions": others}
