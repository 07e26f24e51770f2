"""/office/settings/mailboxes/12/: what a mailbox is, how its mail comes and goes, and whether that works."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.actions import change_mailbox
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth.providers import PROVIDERS as CONSENTS
from wellserved.serving.channels.email.providers.known import PROVIDERS
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.mailbox.form import ChangedMailbox, Places
from wellserved.surfaces.office.mailbox.words import fetching, watched


def box_of(request: HttpRequest, mailbox_id: int) -> Mailbox:
    """Others' mailboxes are not there."""
    try:
        return reads.mailbox_of(viewer_of(request), mailbox_id)
    except Mailbox.DoesNotExist:
        raise Http404 from None


def places_of(viewer: Staff) -> Places:
    return Places(accounts.sites(viewer), accounts.teams(viewer))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def mailbox(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Passwords are never shown; left empty they stay as they are."""
    box, places = box_of(request, mailbox_id), places_of(viewer_of(request))
    shown = {name: getattr(box, name, "") for name in ChangedMailbox.base_fields}
    form = ChangedMailbox(request.POST or None, initial=shown | {"place": Places.key(box.site, box.team)})
    form.fields["place"].choices = places.choices  # type: ignore[attr-defined]
    form.address = box.address
    if form.is_bound and form.is_valid():
        form.keep_secrets_from_strangers(box)
    if form.is_bound and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        site, team = places.by_key[told.pop("place")]
        change_mailbox(box, **told, site=site, team=team)
        messages.success(request, _("%(address)s is changed.") % {"address": box.address})
        return redirect("settings_mailbox", mailbox_id=box.id)
    now = clock.now()
    words = {
        "mailbox": box,
        "form": form,
        "fetching": fetching(box, now),
        "watched": watched(box, reads.latest_trial(box), now),
        "consents": CONSENTS,
        "providers": PROVIDERS,
    }
    return render(request, "office/mailbox.html", words, status=422 if form.is_bound else 200)
