"""PUT conversations/<id>/closure/ closes the conversation, DELETE opens it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, reads
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("PUT", "DELETE", needs=Verb.CLOSE)
def closure(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation = reads.conversation(viewer, id)
    if asked(request) == "PUT":
        if actions.close(conversation, by=staff(viewer.id), at=now()):
            told = gettext("Closed: %(subject)s") % {"subject": conversation}
            messages.success(request, told, extra_tags=f"undo {request.get_full_path()}")
        return redirect(f"/desk/?{request.GET.urlencode()}")
    actions.reopen(conversation, by=staff(viewer.id), at=now())
    return to_conversation(request, id)
