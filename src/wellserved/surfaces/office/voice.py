"""/office/settings/.../voice/: how a site speaks, or the house; with what customers would get, as it is typed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Role, Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.actions import NotSent, send_sample
from wellserved.serving.voice import ready, rules
from wellserved.serving.voice.actions import WrongWords, speak
from wellserved.serving.voice.models import Voice
from wellserved.serving.voice.reads import Speech, levels, put_together, voice_of
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.samples import samples
from wellserved.surfaces.office.sites import site_of
from wellserved.surfaces.page import known_house

YES_OR_NO = {"": None, "yes": True, "no": False}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def voice(request: HttpRequest, site_id: int | None = None) -> HttpResponse:
    site = _site(request, site_id)
    own, faults = voice_of(site) or Voice(site=site), {}
    if request.method == "POST":
        own = _typed(request.POST, site)
        try:
            words = {field: getattr(own, field) for field in rules.FIELDS}
            by, at = acting(viewer_of(request).id), clock.now()
            speak(site, words, language=own.language, tone=own.tone, frames=own.frames, by=by, at=at)
        except WrongWords as wrong:
            faults = wrong.faults
        else:
            messages.success(request, _("These words are spoken from now on."))
            return redirect(_place(site))
    shown = {
        "site": site,
        "own": own,
        "faults": faults,
        "place": _place(site),
        "otherwise": put_together(_name(site), levels(site)[1:] if site else []),
        "previews": samples(_speech(own, site), site, viewer_of(request)),
        "ready": ready,
        "names": rules.NAMES,
        "fields": rules.FIELDS,
    }
    return render(request, "office/voice.html", shown, status=422 if faults else 200)


@require_POST
@needs(Verb.SET_UP)
def preview(request: HttpRequest, site_id: int | None = None) -> HttpResponse:
    """What customers would get, of what is typed; faults in the words' place."""
    site = _site(request, site_id)
    own = _typed(request.POST, site)
    faults = {field: found for field in rules.FIELDS if (found := rules.fault(field, getattr(own, field)))}
    previews = [] if faults else samples(_speech(own, site), site, viewer_of(request))
    return render(request, "office/voice_preview.html", {"previews": previews, "faults": faults})


@require_POST
@needs(Verb.SET_UP)
def sample(request: HttpRequest, site_id: int | None = None) -> HttpResponse:
    """The same to the colleague's own address, of what is kept."""
    site, viewer = _site(request, site_id), viewer_of(request)
    mailbox = email.mailbox_for(site)
    own = voice_of(site) or Voice(site=site)
    if mailbox is None:
        messages.error(request, _("There is no mailbox to send it by: add one first."))
        return redirect(_place(site))
    try:
        for one in samples(_speech(own, site), site, viewer):
            subject = one.subject or one.title
            send_sample(mailbox, viewer.email, subject=subject, text=one.text, html=one.html, at=clock.now())
    except NotSent as reason:
        messages.error(request, _("It could not be sent. %(reason)s") % {"reason": reason})
    else:
        messages.success(request, _("Sent to %(address)s, one mail of each kind.") % {"address": viewer.email})
    return redirect(_place(site))


def _site(request: HttpRequest, site_id: int | None) -> Site | None:
    """The site; None is the house, which is the owner's."""
    if site_id is not None:
        return site_of(request, site_id)
    if viewer_of(request).scope.role != Role.OWNER:
        raise PermissionDenied
    return None


def _place(site: Site | None) -> str:
    return resolve_url("settings_voice", site.id) if site else resolve_url("settings_house_voice")


def _name(site: Site | None) -> str:
    house = known_house()
    return site.name if site else (house.name if house else "")


def _speech(own: Voice, site: Site | None) -> Speech:
    return put_together(_name(site), levels(site, own))


def _typed(form: QueryDict, site: Site | None) -> Voice:
    own = Voice(site=site, language=form.get("language", ""), tone=form.get("tone", ""))
    own.frames = YES_OR_NO.get(form.get("frames", ""))
    for field in rules.FIELDS:
        setattr(own, field, form.get(field, "").replace("\0", ""))
    return own
