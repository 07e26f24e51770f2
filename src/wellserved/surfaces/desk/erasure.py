"""customers/<id>/erasure/: PUT asks for it, once the name was typed; DELETE takes it back; GET tells the rest."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Refused, Verb
from wellserved.ground.clock import now
from wellserved.ground.customers import actions, rules
from wellserved.ground.customers import reads as customers
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import reads
from wellserved.surfaces.desk.doors import asked, desk
from wellserved.surfaces.desk.merging import ELSEWHERE


@desk("GET", "PUT", "DELETE", needs=Verb.ERASE)
def erasure(request: HttpRequest, viewer: Staff, customer_id: int) -> HttpResponse:
    found = reads.customer(viewer, customer_id)
    if not reads.serves_alone(viewer, found):
        messages.error(request, _(ELSEWHERE))
        return redirect("desk:customer", found.id)
    match asked(request):
        case "DELETE":
            return _take_back(request, viewer, found)
        case "PUT":
            return _ask(request, viewer, found)
        case _:
            return _page(request, found)


def _ask(request: HttpRequest, viewer: Staff, found: Customer) -> HttpResponse:
    if not rules.is_typed(request.POST.get("typed", ""), _to_type(found)):
        return _page(request, found, _("Type it exactly as it stands there."))
    at_once = request.POST.get("when") == "now"
    try:
        actions.ask_erasure(found, request.POST.get("reason", ""), at_once=at_once, by=staff(viewer.id), at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:customer", found.id)


def _take_back(request: HttpRequest, viewer: Staff, found: Customer) -> HttpResponse:
    standing = customers.erasure_of(found.id)
    if standing is not None and actions.take_back_erasure(standing, by=staff(viewer.id), at=now()):
        messages.success(request, _("%(name)s stays.") % {"name": found})
    else:
        messages.error(request, _("It is too late: they are erased."))
    return redirect("desk:customer", found.id)


def _page(request: HttpRequest, found: Customer, wrong: str = "") -> HttpResponse:
    page = {
        "customer": found,
        "to_type": _to_type(found),
        "days": rules.WAIT.days,
        "erasure": customers.erasure_of(found.id),
        "typed": request.POST.get("typed", ""),
        "reason": request.POST.get("reason", "asked"),
        "when": request.POST.get("when", "later"),
        "wrong": wrong,
        "here": "",
    }
    return render(request, "desk/erasure.html", page, status=422 if wrong else 200)


def _to_type(found: Customer) -> str:
    return rules.to_type(found.name, [one.value for one in customers.knowledge_of(found).identities])
