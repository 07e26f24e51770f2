"""Mails that could not be understood or should not be: to look at, to let in, to throw away and to fetch back."""

import zlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email import reads as email
from wellserved.surfaces.desk.doors import asked, desk


@desk("GET", needs=Verb.RELEASE)
def quarantine(request: HttpRequest, viewer: Staff) -> HttpResponse:
    shown = {"mails": email.quarantine(viewer), "here": "quarantine"}
    return render(request, "desk/quarantine.html", shown)


PEEK_BYTES = 4000


@desk("GET", "PUT", "DELETE", needs=Verb.RELEASE)
def mail(request: HttpRequest, viewer: Staff, mail_id: int) -> HttpResponse:
    """GET shows how it begins, as text; PUT lets it in, DELETE throws it away."""
    found = email.quarantined(viewer, mail_id)
    if asked(request) == "GET":
        start = zlib.decompressobj().decompress(found.raw, PEEK_BYTES)
        return render(request, "desk/peek.html", {"text": start.decode("utf-8", "replace")})
    if asked(request) == "PUT":
        actions.release(found, by=staff(viewer.id), at=now())
        messages.success(request, gettext("Let in: it is a conversation now."))
    else:
        actions.discard(found, by=staff(viewer.id), at=now())
        messages.success(request, gettext("Thrown away."))
    return redirect("desk:quarantine")
