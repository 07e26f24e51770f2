"""How often customers are asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.feedback import actions, reads
from wellserved.surfaces.office.door import needs, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def pace(request: HttpRequest) -> HttpResponse:
    """It holds for the whole house, so it is for those who reach all of it."""
    viewer = viewer_of(request)
    if viewer.scope.site_ids is not None:
        raise PermissionDenied
    kept, fault = reads.pace(), ""
    if request.method == "POST":
        try:
            actions.keep_pace(
                quiet_days=number(request, "quiet_days") or 0,
                share=number(request, "share") or 0,
                site_quota=number(request, "site_quota"),
                reminder_days=number(request, "reminder_days"),
                by=acting(viewer.id),
                at=clock.now(),
            )
        except actions.Refused as refused:
            fault = str(refused)
        else:
            messages.success(request, _("Customers are asked so from now on."))
            return redirect("surveys")
    words = {"pace": kept, "told": request.POST, "fault": fault}
    return render(request, "office/surveys/pace.html", words, status=422 if fault else 200)


def number(request: HttpRequest, name: str) -> int | None:
    """The number in a field, None if it is empty; 0, which no rule takes, for what is no number."""
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
