from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.hours.reads import hours_of
from wellserved.ground.hours.rules import is_open, next_opening
from wellserved.serving.channels.form import actions
from wellserved.serving.conversations import links
from wellserved.serving.conversations.rules import preview
from wellserved.surfaces.counter import uploads
from wellserved.surfaces.counter.contact_form import ContactForm, new_key
from wellserved.surfaces.counter.home import by_line, not_set_up
from wellserved.surfaces.counter.limits import Limit, limited
from wellserved.surfaces.counter.pages import private, shown

OFTEN = Limit("contact", times=20, within=timedelta(minutes=10))


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which site to write to; straight to the form when there is only one."""
    sites = accounts.all_sites()
    if not sites:
        return not_set_up(request)
    if len(sites) == 1:
        return redirect("contact_form", sites[0].slug)
    return shown(request, "contact_choice", lines=by_line())


@csrf_exempt  # checked by _sent, once we know that the body is of a size to be read
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited(OFTEN)
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to a site."""
    site = _site(slug)
    if request.method == "POST" and uploads.body_is_too_large(request):
        return uploads.refused(request)
    return _form(request, site)


@private
@require_safe
def thanks(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """That it has arrived, with its reference and its page."""
    conversation = links.conversation_of(token, clock.now())
    if conversation is None:
        raise Http404
    zone = conversation.site.zone
    return shown(request, "contact_thanks", zone=zone, conversation=conversation, site=_site(slug), token=token)


@csrf_protect
def _form(request: HttpRequest, site: Site) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, site, ContactForm(initial={"key": new_key(clock.now())}))
    at = clock.now()
    form = ContactForm(request.POST)
    files = request.FILES.getlist("files")
    file_fault = uploads.fault(files)
    if not form.is_valid() or file_fault:
        return _shown(request, site, form, file_fault or _choose_again(len(files)))
    if form.sender_is_in_doubt(at):
        return _shown(request, site, form.shown_again(at), _choose_again(len(files)))
    said = form.cleaned_data
    conversation = actions.submit(
        site,
        name=said["name"],
        email=said["email"],
        subject=said["subject"] or preview(said["text"])[:80],
        text=said["text"],
        files=uploads.kept(files),
        key=said["key"],
        at=at,
    )
    return redirect("contact_thanks", site.slug, links.status_token(conversation, proven=False))


def _shown(request: HttpRequest, site: Site, form: ContactForm, file_fault: str = "") -> HttpResponse:
    status = 422 if form.is_bound else 200
    at = clock.now()
    hours = hours_of(site.id, at)
    return shown(
        request,
        "contact",
        zone=site.zone,
        status=status,
        site=site,
        form=form,
        file_fault=file_fault,
        several=len(accounts.all_sites()) > 1,
        is_open=is_open(hours, at),
        opens_at=next_opening(hours, at),
    )


def _choose_again(number: int) -> str:
    """Browsers keep what was typed, but not which files were chosen."""
    return _("Please choose your files once more.") if number else ""


def _site(slug: str) -> Site:
    for site in accounts.all_sites():
        if site.slug == slug:
            return site
    raise Http404
