"""/office/settings/mailboxes/12/provider/postmark/: mail by a provider's API instead of by servers."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellserved.ground import ids
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.channels.email.actions import change_mailbox
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.providers.known import HOOK, NOT_SECRET, PROVIDERS, secrets_of
from wellserved.surfaces.office.door import needs
from wellserved.surfaces.office.mailbox.page import box_of
from wellserved.surfaces.plain_form import PlainForm

LABELS = {
    "server_token": gettext_lazy("Server API token"),
    "api_key": gettext_lazy("API key"),
    "signing_key": gettext_lazy("HTTP webhook signing key"),
    "domain": gettext_lazy("Sending domain"),
    "event_key": gettext_lazy("Verification key of the signed event webhook"),
    "region": gettext_lazy("Region"),
    "topic": gettext_lazy("ARN of the SNS topic"),
    "smtp_user": gettext_lazy("SMTP user name"),
    "smtp_password": gettext_lazy("SMTP password"),
}
HINTS = {
    ("mailgun", "region"): gettext_lazy("eu for accounts in Europe; else empty."),
    ("amazon_ses", "region"): gettext_lazy("Such as eu-west-1."),
    ("amazon_ses", "topic"): gettext_lazy("Such as arn:aws:sns:eu-west-1:123456789012:mail."),
    ("amazon_ses", "smtp_user"): gettext_lazy("From SES, SMTP settings; without it mail leaves by the server above."),
}
SIGNING = ("mailgun", "amazon_ses")
REGION = r"^[a-z]{2}(-[a-z]+-\d)?$"


class ProviderForm(PlainForm):
    """The fields that this provider wants. A secret left empty stays as it is."""

    def __init__(self, provider: str, kept: dict[str, str], data: Any = None) -> None:
        shown = {name: value for name, value in kept.items() if name in NOT_SECRET}
        super().__init__(data, initial=shown)
        self.kept = kept
        known = PROVIDERS[provider]
        for name in (*known.wants, *known.may):
            open_to_see = name in NOT_SECRET
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                max_length=1000,
                required=name in known.wants and not (kept.get(name) and not open_to_see),
                help_text=HINTS.get((provider, name), ""),
                widget=forms.TextInput() if open_to_see else forms.PasswordInput({"autocomplete": "off"}),
            )
            self.fields[name].error_messages["required"] = _("Please fill this in.")

    def clean_region(self) -> str:
        region = str(self.cleaned_data["region"])
        if region and not forms.RegexField(REGION).regex.match(region):
            raise forms.ValidationError(_("A region is like eu-west-1."))
        return region

    @property
    def told(self) -> dict[str, str]:
        given = {name: value for name, value in self.cleaned_data.items() if value or name in NOT_SECRET}
        return {**self.kept, **given, HOOK: self.kept.get(HOOK) or ids.secret()}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def provider(request: HttpRequest, mailbox_id: int, provider: str) -> HttpResponse:
    """Its keys, and the addresses to enter there. `off` as a provider is none."""
    box = box_of(request, mailbox_id)
    if provider == "off" and request.method == "POST":
        change_mailbox(box, provider="", provider_secrets={})
        return redirect("settings_mailbox", mailbox_id=box.id)
    if provider not in PROVIDERS:
        raise Http404
    kept = dict(secrets_of(box)) if box.provider == provider else {}
    form = ProviderForm(provider, kept, request.POST or None)
    if form.is_bound and form.is_valid():
        change_mailbox(box, provider=provider, provider_secrets=form.told)
        messages.success(
            request, _("Kept. Now tell %(title)s these addresses.") % {"title": PROVIDERS[provider].title}
        )
        return redirect("settings_mailbox_provider", mailbox_id=box.id, provider=provider)
    words = {
        "mailbox": box,
        "form": form,
        "key": provider,
        "known": PROVIDERS[provider],
        "address": hook_address(box, provider, kept) if kept else "",
    }
    response = render(request, "office/mailbox_provider.html", words, status=422 if form.is_bound else 200)
    response.headers["Cache-Control"] = "no-store"  # the address holds its password
    return response


def hook_address(box: Mailbox, provider: str, kept: dict[str, str]) -> str:
    """What the provider calls, for mail and for its fate alike. Those who sign each call need no password."""
    parts = urlsplit(settings.PUBLIC_URL)
    secret = "" if provider in SIGNING else f"wellserved:{kept[HOOK]}@"
    return f"{parts.scheme}://{secret}{parts.netloc}/hooks/mail/{provider}/{box.id}/"
