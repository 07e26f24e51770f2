"""desk/praise/: what customers and colleagues praised in the viewer's own work. Nothing is counted or compared."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Refused
from wellserved.learning.letters import actions
from wellserved.learning.letters.models import Thanks
from wellserved.learning.letters.reads import thanks as thanking
from wellserved.learning.letters.reads.praise import about
from wellserved.surfaces.desk.doors import asked, desk


@desk("GET", "POST")
def praise(request: HttpRequest, viewer: Staff) -> HttpResponse:
    others = thanking.others(viewer)
    wrong = _thank(request, viewer, others) if asked(request) == "POST" else ""
    if asked(request) == "POST" and not wrong:
        return redirect("desk:praise")
    shown = {
        "praise": about(viewer),
        "thanks": thanking.to(viewer),
        "given": thanking.by(viewer),
        "others": [(one.id, one.name) for one in others],
        "longest": Thanks.LONGEST,
        "words": request.POST.get("words", ""),
        "to": request.POST.get("to", ""),
        "wrong": wrong,
        "here": "",
    }
    return render(request, "desk/praise.html", shown, status=422 if wrong else 200)


def _thank(request: HttpRequest, viewer: Staff, others: list[Staff]) -> str:
    """What is wrong with it, if anything is; somebody whom the viewer does not know is not there."""
    to = next((one for one in others if str(one.id) == request.POST.get("to")), None)
    if to is None:
        raise Http404
    try:
        actions.thank(to, request.POST.get("words", ""), by=viewer, at=clock.now())
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("%(name)s hears of it.") % {"name": to.name})
    return ""


@desk("DELETE")
def thanks(request: HttpRequest, viewer: Staff, thanks_id: int) -> HttpResponse:
    actions.take_back(thanking.given(viewer, thanks_id))
    return redirect("desk:praise")
