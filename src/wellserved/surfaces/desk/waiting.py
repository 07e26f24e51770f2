"""PUT conversations/<id>/waiting/: the next word is the customer's; DELETE: it is ours."""

from django.http import HttpRequest, HttpResponse

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, reads
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("PUT", "DELETE")
def waiting(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation = reads.conversation(viewer, id)
    change = actions.wait if asked(request) == "PUT" else actions.resume
    change(conversation, by=staff(viewer.id), at=now())
    return to_conversation(request, id)
