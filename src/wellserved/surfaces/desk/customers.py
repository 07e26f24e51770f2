"""What colleagues note about a customer: likes, dislikes, needs, and a name with a note."""

from django.http import HttpRequest, HttpResponse

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.customers import actions
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.doors import desk, to_conversation


@desk("POST")
def preferences(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    customer = reads.conversation(viewer, id).customer
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    try:
        actions.note_preference(customer, kind, text, by=staff(viewer.id), at=now())
    except ValueError as fault:
        raise NotAllowed(str(fault)) from fault
    return to_conversation(request, id)


@desk("DELETE")
def preference(request: HttpRequest, viewer: Staff, id: int, preference_id: int) -> HttpResponse:
    customer = reads.conversation(viewer, id).customer
    actions.forget_preference(customer, preference_id, by=staff(viewer.id), at=now())
    return to_conversation(request, id)


@desk("PUT")
def description(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    customer = reads.conversation(viewer, id).customer
    name, note = request.POST.get("name", ""), request.POST.get("note", "")
    actions.describe(customer, name=name, note=note, by=staff(viewer.id), at=now())
    return to_conversation(request, id)
