"""u/<token>/: the way out that a mail program offers beside a survey or a notice (RFC 8058)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.customers.reads import is_known
from wellserved.learning.feedback import actions, reads
from wellserved.serving.conversations import links
from wellserved.surfaces.counter.limits import limited
from wellserved.surfaces.counter.pages import private, sentence, shown
from wellserved.surfaces.counter.survey import OFTEN


@csrf_exempt  # whoever can name this address holds the only key there is, and no cookie takes part
@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(OFTEN)
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing, since scanners open every link; a POST does, and its page undoes it."""
    customer_id = links.who_leaves(token)
    if customer_id is None or not is_known(customer_id):
        text = _("Perhaps it was cut in two on its way. Please open it from our mail to you once more.")
        return sentence(request, _("This link is not complete"), text, 404)
    if request.method == "POST":
        change = actions.allow if "allow" in request.POST else actions.refuse
        change(customer_id, at=clock.now())
        if "List-Unsubscribe" not in request.POST:  # a mail program may not be sent elsewhere
            response = redirect("leaving", token)
            response.status_code = 303
            return response
    return shown(request, "refusal", token=token, refused=reads.has_refused(customer_id))
