"""To hear what becomes of a suggestion one supports: an address is left, confirmed by one click, and let go again."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.ids import fingerprint
from wellserved.learning.suggestions import actions, links, reads
from wellserved.learning.suggestions.models import Suggestion
from wellserved.surfaces.counter.limits import Limit, limited
from wellserved.surfaces.counter.pages import private, sentence, shown

# Whoever types addresses can make us write to them: so few that it is of no use against anybody.
FROM_ONE = Limit("hear", times=8, within=timedelta(hours=1))
TO_ONE = Limit("hear_to", times=3, within=timedelta(days=1))
OFTEN = Limit("hears", times=40, within=timedelta(minutes=10))


def asked(request: HttpRequest, suggestion: Suggestion, email: str, token: str) -> HttpResponse:
    """Ask this address by mail whether it wants to hear; what is known of it, nobody learns from the page."""
    if not reads.can_write(suggestion.site):
        text = _("We cannot write to you at present. What becomes of it will stand on the page where you found it.")
        return sentence(request, _("Your voice counts"), text, 409)
    robot = bool(request.POST.get("website"))
    if FROM_ONE.exceeded_by(request):
        text = _("So many addresses came from your network that we paused it. Your voice counts all the same.")
        return sentence(request, _("One moment, please"), text, 429)
    if not robot and not TO_ONE.exceeded_for(fingerprint(email.casefold())):
        actions.ask_to_confirm(suggestion, email, token, at=clock.now())
    response = redirect("suggestion_mailed", suggestion.site.slug)
    response.status_code = 303
    return response


@require_safe
def mailed(request: HttpRequest, slug: str) -> HttpResponse:
    return shown(request, "suggestion_mailed", site=site_of(slug))


@csrf_exempt  # whoever can name this address holds the only key there is, and no cookie takes part
@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(OFTEN)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it keeps nothing, since scanners open every link: a module posts it when somebody looks."""
    at = clock.now()
    wish = links.wish_of(token, at)
    suggestion = reads.wished(wish.suggestion_id) if wish else None
    if wish is None or suggestion is None:
        text = _("It holds for a week. You can leave your address once more where you found the suggestion.")
        return sentence(request, _("This link is too old, or not complete"), text, 404)
    if request.method != "POST":
        return shown(request, "hear", site=suggestion.site, suggestion=suggestion)
    customer = actions.confirm(suggestion, wish, at=at)
    return _see(links.hearing_token(customer.id))


@csrf_exempt  # as above
@private
@require_http_methods(["GET", "HEAD", "POST"])
@limited(OFTEN)
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Of how many suggestions they hear; a POST ends that, and its page undoes it (RFC 8058)."""
    customer_id = links.who_hears(token)
    if customer_id is None:
        text = _("Perhaps it was cut in two on its way. Please open it from our mail to you once more.")
        return sentence(request, _("This link is not complete"), text, 404)
    if request.method == "POST":
        if "again" in request.POST:
            actions.hear_again(customer_id)
        else:
            actions.hear_no_more(customer_id, at=clock.now())
        if "List-Unsubscribe" not in request.POST:  # a mail program may not be sent elsewhere
            return _see(token)
    waiting, left = reads.hears(customer_id)
    return shown(request, "hears", waiting=waiting, left=left)


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def site_of(slug: str) -> Site:
    for site in accounts.all_sites():
        if site.slug == slug:
            return site
    raise Http404


def _see(token: str) -> HttpResponse:
    response = redirect("hears", token)
    response.status_code = 303
    return response
