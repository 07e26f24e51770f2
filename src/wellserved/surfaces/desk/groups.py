"""POST and DELETE conversations/<id>/groups/: which groups its customer is in."""

from django.http import HttpRequest, HttpResponse

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.customers import actions
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("POST", "DELETE")
def groups(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    customer, group = reads.conversation(viewer, id).customer, request.POST.get("group", "")
    by, at = staff(viewer.id), now()
    if asked(request) == "DELETE":
        actions.take_out_of_group(customer, group, by=by, at=at)
        return to_conversation(request, id)
    try:
        actions.put_in_group(customer, group, whole_company=bool(request.POST.get("company")), by=by, at=at)
    except ValueError as fault:
        raise NotAllowed(str(fault)) from fault
    return to_conversation(request, id)
