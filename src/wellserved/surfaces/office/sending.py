"""/office/settings/mailboxes/sending/: what makes others believe a domain's mail, its keys and its DNS records."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Role, Verb
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.actions import forget_key, make_key, sign_with
from wellserved.serving.channels.email.dns import ours
from wellserved.serving.channels.email.dns.lookup import lookup
from wellserved.serving.channels.email.dns.records import Domain, looked_up, wanted
from wellserved.serving.channels.email.models import SigningKey
from wellserved.surfaces.office.door import needs, viewer_of


@require_safe
@needs(Verb.SET_UP)
def domains(request: HttpRequest) -> HttpResponse:
    return render(request, "office/sending.html", {"domains": _domains(request)})


@require_safe
@needs(Verb.SET_UP)
def domain(request: HttpRequest, domain: str) -> HttpResponse:
    """The records to publish; `?look=yes` also asks the name servers what is there."""
    found, looked = _domain(request, domain), "look" in request.GET
    words = {
        "domain": found,
        "records": looked_up(found, lookup) if looked else wanted(found),
        "keys": reads.signing_keys(found.name),
        "looked": looked,
        "may_change": viewer_of(request).scope.role == Role.OWNER,
    }
    return render(request, "office/sending_domain.html", words)


@require_POST
@needs(Verb.SET_UP)
def keys(request: HttpRequest, domain: str) -> HttpResponse:
    """A new key."""
    _owners_only(request)
    key = make_key(_domain(request, domain).name, at=clock.now())
    told = _("Publish its record below: mail is signed already.")
    waits = _("Publish the new key's record below; sign with it once it is found in the DNS.")
    messages.success(request, told if key.signs_since else waits)
    return redirect("settings_sending_domain", key.domain)


@require_POST
@needs(Verb.SET_UP)
def key(request: HttpRequest, domain: str, selector: str) -> HttpResponse:
    """PUT signs with it from now on, DELETE forgets it."""
    _owners_only(request)
    found = _key(_domain(request, domain), selector)
    if request.POST.get("_method") == "DELETE":
        forget_key(found)
        messages.success(request, _("The key is forgotten. Leave its record for a week: signed mail is on its way."))
    else:
        sign_with(found, at=clock.now())
        messages.success(request, _("Mail is signed with %(key)s from now on.") % {"key": found.selector})
    return redirect("settings_sending_domain", found.domain)


def _owners_only(request: HttpRequest) -> None:
    """A domain's mailboxes may be several managers'; its keys are all of theirs."""
    if viewer_of(request).scope.role != Role.OWNER:
        raise PermissionDenied


def _domains(request: HttpRequest) -> list[Domain]:
    return ours.domains(reads.mailboxes_of(viewer_of(request)))


def _domain(request: HttpRequest, name: str) -> Domain:
    found = next((one for one in _domains(request) if one.name == name), None)
    if found is None:
        raise Http404
    return found


def _key(domain: Domain, selector: str) -> SigningKey:
    found = next((key for key in reads.signing_keys(domain.name) if key.selector == selector), None)
    if found is None:
        raise Http404
    return found
