from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.learning.feedback import actions, reads
from wellserved.surfaces.counter.limits import limited
from wellserved.surfaces.counter.pages import private, shown
from wellserved.surfaces.counter.survey import OFTEN, closed


@csrf_exempt  # whoever can name this address holds the only key there is, and no cookie takes part
@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(OFTEN)
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Not to be asked any more, or to be asked after all; opening the page alone changes nothing."""
    invitation = reads.invitation_of(token)
    if invitation is None:
        return closed(request, invitation)
    if request.method == "POST":
        change = actions.allow if "allow" in request.POST else actions.refuse
        change(invitation.customer_id, at=clock.now())
        response = redirect("survey_refusal", token)
        response.status_code = 303
        return response
    return shown(request, "refusal", token=token, refused=reads.has_refused(invitation.customer_id))
