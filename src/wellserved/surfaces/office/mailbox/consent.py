"""/office/settings/mailboxes/12/oauth/: signing in by Google or Microsoft instead of by password.

POST keeps the application's id and secret. GET leads to the consent page, and is where that page leads back to.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.actions import change_mailbox
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth import actions as oauth
from wellserved.serving.channels.email.oauth.consent import consent_url, is_state_of, state_for, verifier
from wellserved.serving.channels.email.oauth.exchange import Unavailable, Withdrawn, traded
from wellserved.serving.channels.email.oauth.providers import PROVIDERS
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.mailbox.page import box_of
from wellserved.surfaces.plain_form import PlainForm

VERIFIER = "oauth_verifier"


class ConsentForm(PlainForm):
    oauth_client = forms.CharField(label=_("Client id"), max_length=200, strip=True)
    client_secret = forms.CharField(
        label=_("Client secret"),
        required=False,
        help_text=_("Left empty it stays as it is."),
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    oauth_tenant = forms.RegexField(
        r"^[A-Za-z0-9.-]+$",
        label=_("Tenant"),
        max_length=80,
        required=False,
        help_text=_("The organisation's domain or id, such as linden.onmicrosoft.com. Empty: any."),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def application(request: HttpRequest, mailbox_id: int, provider: str) -> HttpResponse:
    """The application that was registered there for us; kept before anybody can consent to it."""
    box, known = box_of(request, mailbox_id), PROVIDERS.get(provider)
    if known is None:
        return redirect("settings_mailbox", mailbox_id=box.id)
    same = box.oauth_provider == provider
    shown = {"oauth_client": box.oauth_client, "oauth_tenant": box.oauth_tenant} if same else None
    form = ConsentForm(request.POST or None, initial=shown)
    if provider != "microsoft":
        del form.fields["oauth_tenant"]
    if form.is_bound and form.is_valid():
        told: dict[str, Any] = {"oauth_tenant": "", **form.cleaned_data}
        if not same and not told["client_secret"]:
            form.add_error(
                "client_secret", _("Enter the client secret that %(title)s gave.") % {"title": known.title}
            )
    if form.is_bound and form.is_valid():
        change_mailbox(box, oauth_provider=provider, **_servers(provider), **told)
        return redirect("settings_mailbox_oauth", mailbox_id=box.id)
    words = {"mailbox": box, "form": form, "known": known, "redirect": _back(box)}
    return render(request, "office/mailbox_oauth.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs(Verb.SET_UP)
def consent(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Without words of the consent page: go there. With them: keep what it gave. POST forgets it."""
    box, viewer = box_of(request, mailbox_id), viewer_of(request)
    if request.method == "POST":
        change_mailbox(box, oauth_provider="", oauth_client="", oauth_tenant="")
        return redirect("settings_mailbox", mailbox_id=box.id)
    if box.oauth_provider not in PROVIDERS:
        return redirect("settings_mailbox", mailbox_id=box.id)
    if not {"code", "error"} & request.GET.keys():
        secret = request.session[VERIFIER] = verifier()
        return redirect(consent_url(box, redirect=_back(box), state=state_for(box, viewer.id), verifier=secret))
    if fault := _kept(request, box, viewer.id):
        messages.error(request, fault)
    else:
        messages.success(request, _("%(address)s is connected.") % {"address": box.address})
    return redirect("settings_mailbox", mailbox_id=box.id)


def _kept(request: HttpRequest, box: Mailbox, staff_id: int) -> str:
    """Trade the code for what lasts; returns what is wrong, or nothing."""
    secret = request.session.pop(VERIFIER, "")
    if not secret or not is_state_of(request.GET.get("state", ""), box, staff_id):
        return _("This answer does not belong to a question of yours, or came too late. Please connect again.")
    if "error" in request.GET:
        told = request.GET.get("error_description") or request.GET["error"]
        return _("The consent was not given: %(told)s") % {"told": told[:200]}
    try:
        given = open_sealed(box.oauth_client_secret)
        granted = traded(box, request.GET["code"], verifier=secret, redirect=_back(box), secret=given)
        oauth.connect(box, granted, at=clock.now())
    except (Withdrawn, Unavailable) as fault:
        return str(fault)
    return ""


def _servers(provider: str) -> dict[str, Any]:
    known = PROVIDERS[provider]
    fetched = {"imap_host": known.imap_host, "imap_port": 993, "imap_security": "tls"}
    return fetched | {"smtp_host": known.smtp_host, "smtp_port": 587, "smtp_security": "starttls"}


def _back(box: Mailbox) -> str:
    return f"{settings.PUBLIC_URL}{reverse('settings_mailbox_oauth', args=[box.id])}"
