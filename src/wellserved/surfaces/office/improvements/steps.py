"""An improvement is tried, gets its verdict, and the last step is taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.improvement import actions
from wellserved.learning.improvement.rules import NotAllowed
from wellserved.learning.improvement.saying import sentences
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.improvements.asked import improvement_of

QUICKER = _("Somebody was quicker; this is how it stands now.")


@require_POST
@needs(Verb.SEE_QUALITY)
def begin(request: HttpRequest, improvement_id: int) -> HttpResponse:
    improvement = improvement_of(request, improvement_id, to_decide=True)
    if actions.begin(improvement, by=acting(viewer_of(request).id), at=clock.now()):
        messages.success(request, _("It is tried from now on; what it is judged by stays as it is."))
    else:
        messages.error(request, QUICKER)
    return redirect("improvement", improvement.id)


@require_POST
@needs(Verb.SEE_QUALITY)
def conclude(request: HttpRequest, improvement_id: int) -> HttpResponse:
    """With what is known at this moment, which stays beside the verdict."""
    from wellserved.learning.improvement.finding import find  # NumPy is loaded when a page needs it

    viewer, improvement = viewer_of(request), improvement_of(request, improvement_id, to_decide=True)
    found = find(viewer, improvement, timezone.localdate(clock.now())) if improvement.began_at else None
    try:
        concluded = actions.conclude(
            improvement,
            request.POST.get("verdict", ""),
            words=request.POST.get("words", ""),
            known=" ".join(sentences(improvement, found)[:2]) if found else "",
            by=acting(viewer.id),
            at=clock.now(),
        )
    except NotAllowed as wrong:
        messages.error(request, str(wrong))
    else:
        if not concluded:
            messages.error(request, QUICKER)
    return redirect("improvement", improvement.id)


@require_POST
@needs(Verb.SEE_QUALITY)
def undo(request: HttpRequest, improvement_id: int) -> HttpResponse:
    improvement = improvement_of(request, improvement_id, to_decide=True)
    if actions.undo_step(improvement, by=acting(viewer_of(request).id), at=clock.now()):
        messages.success(request, _("The step is taken back."))
    else:
        messages.error(request, _("Something followed from it: it cannot be taken back any more."))
    return redirect("improvement", improvement.id)
