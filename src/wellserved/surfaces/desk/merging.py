"""customers/<id>/merging/: PUT makes one of two, DELETE makes two of them again; GET shows both."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Refused
from wellserved.ground.clock import now
from wellserved.ground.customers import actions, rules
from wellserved.ground.customers import reads as customers
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import reads
from wellserved.surfaces.desk.customer import shown
from wellserved.surfaces.desk.doors import asked, desk

COMPARED = 5  # matters of each
ELSEWHERE = "They were served at sites that are not yours, too: ask a colleague who reaches these."


@desk("GET", "PUT", "DELETE")
def merging(request: HttpRequest, viewer: Staff, customer_id: int) -> HttpResponse:
    kept = reads.customer(viewer, customer_id)
    try:
        if asked(request) == "DELETE":
            return _part(request, viewer, kept)
        other = _other(viewer, kept, request.POST.get("with") or request.GET.get("with", ""))
        if asked(request) == "PUT":
            return _merge(request, viewer, kept, other)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:customer", kept.id)
    called = rules.called_together(*({name: getattr(c, name) for name in actions.CALLED} for c in (kept, other)))
    page = {
        "kept": shown(viewer, kept, COMPARED),
        "other": shown(viewer, other, COMPARED),
        "called": called["name"],
        "here": "",
    }
    return render(request, "desk/merging.html", page)


def _other(viewer: Staff, kept: Customer, text: str) -> Customer:
    """Whom the number, the address or the telephone number names; Refused if nobody whom the viewer knows."""
    id = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    id = customers.reached_by(text) or id
    id = customers.standing_for(id) if id is not None else None
    if id is None or not reads.served(viewer, [id]):
        raise Refused(_("Nobody at your sites has that address or number."))
    other = reads.customer(viewer, id)
    if other.id == kept.id:
        raise Refused(_("That is %(name)s already.") % {"name": kept})
    return other


def _merge(request: HttpRequest, viewer: Staff, kept: Customer, other: Customer) -> HttpResponse:
    if not (reads.serves_alone(viewer, kept) and reads.serves_alone(viewer, other)):
        raise Refused(_(ELSEWHERE))
    actions.merge(kept, other, by=staff(viewer.id), at=now())
    messages.success(request, _("They are one customer now. You can part them again below."))
    return redirect("desk:customer", kept.id)


def _part(request: HttpRequest, viewer: Staff, kept: Customer) -> HttpResponse:
    text = request.POST.get("merge", "")
    one = next((merge for merge in customers.merges_of(kept.id) if str(merge.id) == text), None)
    if one is None:
        raise Refused(_("Somebody parted them before."))
    if not reads.serves_alone(viewer, kept):
        raise Refused(_(ELSEWHERE))
    actions.part(one, by=staff(viewer.id), at=now())
    messages.success(request, _("They are two again, each with what was theirs. What came since stays here."))
    return redirect("desk:customer", kept.id)
