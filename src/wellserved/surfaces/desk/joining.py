"""PUT conversations/<id>/join/ makes it one matter with the one it claimed to belong to; DELETE keeps them apart."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, reads
from wellserved.surfaces.desk.composing import number
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("PUT", "DELETE")
def joining(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation = reads.conversation(viewer, id)
    if asked(request) == "DELETE":
        actions.keep_apart(conversation)
        return to_conversation(request, id)
    into = reads.conversation(viewer, number(request.POST.get("into", "")))
    actions.join(conversation, into, by=staff(viewer.id), at=now())
    messages.success(request, gettext("Joined: this is one conversation now."))
    return to_conversation(request, into.id, "#latest")
