"""Suggestions at the counter: a form for each site, and the page "You said, we did"."""

from datetime import timedelta
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.learning.suggestions import actions, reads
from wellserved.surfaces.counter.contact_form import new_key
from wellserved.surfaces.counter.limits import Limit, caller, limited
from wellserved.surfaces.counter.pages import sentence, shown
from wellserved.surfaces.counter.suggestion_form import SuggestionForm
from wellserved.surfaces.counter.suggestion_hearing import asked, is_address, site_of

OFTEN = Limit("suggest", times=20, within=timedelta(minutes=10))
VOICES = Limit("support", times=40, within=timedelta(minutes=10))
TOKEN_CHARACTERS = 64


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(OFTEN)
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """Suggest something to a site; the same form sent twice is one suggestion."""
    site, at = site_of(slug), clock.now()
    if request.method != "POST":
        return _shown(request, site, SuggestionForm(initial={"key": new_key(at)}))
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return _shown(request, site, form)
    if form.sender_is_in_doubt(at):
        return _shown(request, site, form.shown_again(at))
    said = form.cleaned_data
    whole = "\0".join((said["key"], str(site.id), said["email"], said["text"]))
    submission = sha256(whole.encode()).hexdigest()[:40]
    actions.suggest(site, said["text"], email=said["email"], name=said["name"], submission=submission, at=at)
    return redirect("suggest_thanks", site.slug)


@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    return shown(request, "suggest_thanks", site=site_of(slug))


@never_cache
@require_safe
def answered(request: HttpRequest, slug: str) -> HttpResponse:
    """You said, we did."""
    site = site_of(slug)
    suggestions, writes = reads.answered(site), reads.can_write(site)
    return shown(request, "suggestions", zone=site.zone, site=site, suggestions=suggestions, writes=writes)


@csrf_exempt  # no cookie takes part: whoever posts here speaks with one voice, wherever the form stood
@require_POST
@limited(VOICES)
def support(request: HttpRequest, slug: str, suggestion_id: int) -> HttpResponse:
    """One more voice, once for each browser, which makes up a token; without scripts, once for each network.

    Whoever leaves an address, too, is asked by mail whether it is theirs; the page says the same of every address.
    """
    site = site_of(slug)
    suggestion = reads.public(site, suggestion_id)
    if suggestion is None:
        raise Http404
    told, email = request.POST.get("token", "")[:TOKEN_CHARACTERS], request.POST.get("email", "").strip()
    token = told or salted_hmac("wellserved.support", caller(request)).hexdigest()
    if email and not is_address(email):
        text = _("An address looks like name@example.com. Please go back and look at it once more.")
        return sentence(request, _("This is not quite an e-mail address"), text, 422)
    actions.support(suggestion, token, at=clock.now())
    if email:
        return asked(request, suggestion, email, token)
    response = redirect("suggestions", site.slug)
    response["Location"] += f"#suggestion-{suggestion.id}"
    response.status_code = 303
    return response


def _shown(request: HttpRequest, site: Site, form: SuggestionForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return shown(
        request, "suggest", zone=site.zone, status=status, site=site, form=form, writes=reads.can_write(site)
    )
