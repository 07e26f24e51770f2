"""Each step of a recovery: taken, given back, spoken with them, settled, opened again; then one is where one was."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.recovery import actions, reads
from wellserved.learning.recovery.models import Recovery
from wellserved.learning.recovery.rules import NotAllowed
from wellserved.surfaces.office.door import needs, viewer_of

Step = Callable[[HttpRequest, Recovery, Actor], str]
QUICKER = "Somebody else was quicker: look how it stands now."
CHANGED = "The customer changed their answer meanwhile: there is nothing to be made right."


def step(taken: Step) -> Callable[..., HttpResponse]:
    """`taken` returns what went wrong, or ""; what is not the viewer's is not there."""

    @require_POST
    @needs(Verb.SERVE)
    @wraps(taken)
    def view(request: HttpRequest, recovery_id: int) -> HttpResponse:
        viewer = viewer_of(request)
        try:
            recovery = reads.recovery(viewer, recovery_id)
        except Recovery.DoesNotExist:
            raise Http404 from None
        try:
            wrong = taken(request, recovery, acting(viewer.id))
        except NotAllowed as refusal:
            wrong = str(refusal)
        if wrong:
            messages.error(request, _(CHANGED) if wrong == _(QUICKER) and recovery.withdrawn_at else wrong)
        return _back(request, recovery)

    return view


@step
def take(request: HttpRequest, recovery: Recovery, by: Actor) -> str:
    told = request.POST.get("after", "")
    after = int(told) if told.isdecimal() and len(told) < 19 else None
    return "" if actions.take(recovery, by=by, at=clock.now(), after=after) else _(QUICKER)


@step
def give_back(request: HttpRequest, recovery: Recovery, by: Actor) -> str:
    return "" if actions.give_back(recovery, by=by, at=clock.now()) else _(QUICKER)


@step
def hand_over(request: HttpRequest, recovery: Recovery, by: Actor) -> str:
    """To a colleague who serves there, if it is still whose it was when one looked."""
    told = request.POST.get("to", "")
    to = next((one for one in accounts.colleagues(viewer_of(request), recovery.site_id) if str(one.id) == told), None)
    if to is None:
        raise Http404
    as_seen = request.POST.get("owner", "") == str(recovery.owner_id or "")
    return "" if as_seen and actions.hand_over(recovery, to.id, by=by, at=clock.now()) else _(QUICKER)


@step
def contact(request: HttpRequest, recovery: Recovery, by: Actor) -> str:
    return "" if actions.contact(recovery, by=by, at=clock.now()) else _(QUICKER)


@step
def settle(request: HttpRequest, recovery: Recovery, by: Actor) -> str:
    outcome, done = request.POST.get("outcome", ""), request.POST.get("done", "")
    if not actions.settle(recovery, outcome=outcome, done=done, by=by, at=clock.now()):
        return _(QUICKER)
    messages.success(request, _("It is recorded. You may open it again if that was too early."))
    return ""


@step
def reopen(request: HttpRequest, recovery: Recovery, by: Actor) -> str:
    return "" if actions.reopen(recovery, by=by, at=clock.now()) else _(QUICKER)


def _back(request: HttpRequest, recovery: Recovery) -> HttpResponse:
    """To the page of ours from which it was asked."""
    to = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return redirect(to if ours and to.startswith("/") else f"/desk/conversations/{recovery.conversation_id}/")
