"""desk/new/: we write first, by mail."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.customers.reads import address_of
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.composing import attached
from wellserved.surfaces.desk.conversation import fresh
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@dataclass(frozen=True)
class Letter:
    """What was typed, kept when something is wrong with it."""

    submission: str
    site: str = ""
    email: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    error: str = ""


@desk("GET", "POST")
def beginning(request: HttpRequest, viewer: Staff) -> HttpResponse:
    if asked(request) == "GET":
        return _page(request, viewer, _addressed(request, viewer))
    form = {name: request.POST.get(name, "").strip() for name in ("site", "email", "name", "subject", "text")}
    letter = Letter(request.POST.get("submission", "")[:40] or fresh().submission, **form)
    try:
        return to_conversation(request, _begun(request, viewer, letter))
    except NotAllowed as refusal:
        return _page(request, viewer, replace(letter, error=str(refusal)), status=422)


def _addressed(request: HttpRequest, viewer: Staff) -> Letter:
    """An empty letter; to `?customer=` from `?site=` where the viewer knows them, so that no address is in a link."""
    letter = Letter(fresh().submission, site=request.GET.get("site", ""))
    named = request.GET.get("customer", "")
    if not named.isdecimal():
        return letter
    try:
        customer = reads.customer(viewer, int(named))
    except Customer.DoesNotExist:
        raise Http404 from None
    return replace(letter, email=address_of(customer.id), name=customer.name)


def _begun(request: HttpRequest, viewer: Staff, letter: Letter) -> int:
    site = next((site for site in accounts.sites(viewer) if site.slug == letter.site), None)
    if site is None:
        raise NotAllowed(gettext("Choose the site that writes."))
    try:
        validate_email(letter.email)
    except ValidationError as fault:
        raise NotAllowed(gettext("Write the customer's e-mail address, such as alice@rowan.example.")) from fault
    if not letter.subject or not letter.text:
        raise NotAllowed(gettext("Write a subject and a message."))
    customer = recognise(Identity.EMAIL, letter.email, name=letter.name, at=now())
    begun = actions.begin(
        customer,
        site,
        subject=letter.subject,
        text=letter.text,
        files=attached(request),
        submission=letter.submission,
        by=staff(viewer.id),
        at=now(),
    )
    return begun.id


def _page(request: HttpRequest, viewer: Staff, letter: Letter, status: int = 200) -> HttpResponse:
    sites = accounts.sites(viewer)
    options = [("", gettext("Choose …")), *((site.slug, site.name) for site in sites)]
    shown = {"letter": letter, "sites": sites, "options": options, "here": "inbox"}
    return render(request, "desk/new.html", shown, status=status)
