"""/office/settings/mailboxes/: the addresses customers write to, and how their mail comes and goes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.actions import add_mailbox, change_mailbox
from wellserved.serving.channels.email.models import Mailbox
from wellserved.surfaces.mailbox_form import MailboxForm, ServerForm
from wellserved.surfaces.office.door import needs, viewer_of


class NewMailbox(MailboxForm):
    site = forms.ChoiceField(label=_("Site"))
    field_order = ["address", "name", "site"]


class ChangedMailbox(ServerForm):
    name = forms.CharField(label=_("The name customers see"), max_length=120)
    is_active = forms.BooleanField(label=_("In use"), required=False)
    field_order = ["name", "is_active"]

    def keep_passwords_from_strangers(self, box: Mailbox) -> None:
        """A kept password goes to no other server than the one it was entered for, and not in the clear."""
        for door in ("imap", "smtp"):
            told = {name: self.cleaned_data.get(f"{door}_{name}") for name in ("host", "security", "password")}
            moved = told["host"] and told["host"] != getattr(box, f"{door}_host")
            opened = told["security"] == "none" != getattr(box, f"{door}_security")
            if (moved or opened) and getattr(box, f"{door}_secret") and not told["password"]:
                self.add_error(
                    f"{door}_password", _("Enter the password for this server: the one kept is for another.")
                )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def mailboxes(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    sites = {str(site.id): site for site in accounts.sites(viewer)}
    form = NewMailbox(request.POST or None)
    form.fields["site"].choices = [(id, site.name) for id, site in sites.items()]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        site = sites[told.pop("site")]
        try:
            mailbox = add_mailbox(
                told.pop("address"), name=told.pop("name") or site.name, site=site, at=clock.now(), **told
            )
        except IntegrityError:
            form.add_error("address", _("This address is a mailbox already."))
        else:
            messages.success(
                request, _("Mail to %(address)s is taken in from now on.") % {"address": mailbox.address}
            )
            return redirect("settings_mailboxes")
    words = {"mailboxes": reads.mailboxes_of(viewer), "form": form}
    return render(request, "office/mailboxes.html", words, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def mailbox(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Its servers. Passwords are never shown; left empty they stay as they are."""
    box = next((each for each in reads.mailboxes_of(viewer_of(request)) if each.id == mailbox_id), None)
    if box is None:
        raise Http404
    form = ChangedMailbox(
        request.POST or None, initial={name: getattr(box, name, "") for name in ChangedMailbox.base_fields}
    )
    form.address = box.address
    if form.is_bound and form.is_valid():
        form.keep_passwords_from_strangers(box)
    if form.is_bound and form.is_valid():
        change_mailbox(box, **form.cleaned_data)
        messages.success(request, _("%(address)s is changed.") % {"address": box.address})
        return redirect("settings_mailboxes")
    return render(
        request, "office/mailbox.html", {"mailbox": box, "form": form}, status=422 if form.is_bound else 200
    )
