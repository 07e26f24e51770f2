"""/office/settings/mailboxes/: the addresses customers write to, and how their mail comes and goes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.actions import add_mailbox
from wellserved.surfaces.mailbox_form import MailboxForm
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.mailbox.page import places_of


class NewMailbox(MailboxForm):
    place = forms.ChoiceField(label=_("Site and team its mail belongs to"))
    field_order = ["address", "name", "place"]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def mailboxes(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    places = places_of(viewer)
    form = NewMailbox(request.POST or None)
    form.fields["place"].choices = places.choices  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        site, team = places.by_key[told.pop("place")]
        address, name = told.pop("address"), told.pop("name") or site.name
        try:
            mailbox = add_mailbox(address, name=name, site=site, team=team, at=clock.now(), **told)
        except IntegrityError:
            form.add_error("address", _("This address is a mailbox already."))
        else:
            messages.success(
                request, _("Mail to %(address)s is taken in from now on.") % {"address": mailbox.address}
            )
            return redirect("settings_mailbox", mailbox_id=mailbox.id)
    words = {"mailboxes": reads.mailboxes_of(viewer), "form": form}
    return render(request, "office/mailboxes.html", words, status=422 if form.is_bound else 200)
