"""Notes among colleagues; they never leave the house."""

from django.http import HttpRequest, HttpResponse

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.composing import attached
from wellserved.surfaces.desk.conversation import Draft, fresh, page
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("GET", "POST")
def notes(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation = reads.conversation(viewer, id)
    if asked(request) == "GET":
        return to_conversation(request, id)
    text = request.POST.get("text", "")
    submission = request.POST.get("submission", "")[:40] or fresh().submission
    try:
        files = attached(request)
        actions.note(conversation, text, files=files, submission=submission, by=staff(viewer.id), at=now())
    except NotAllowed as refusal:
        refused = Draft(submission, text, kind="note", error=str(refusal))
        return page(request, viewer, conversation, refused, status=422)
    return to_conversation(request, id, "#latest")
