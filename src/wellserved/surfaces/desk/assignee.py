"""PUT conversations/<id>/assignee/ gives it to a colleague of that site, DELETE to nobody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.composing import number
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("PUT", "DELETE", needs=Verb.ASSIGN)
def assignee(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation = reads.conversation(viewer, id)
    to = number(request.POST.get("staff", "")) if asked(request) == "PUT" else 0
    if to and to not in {colleague.id for colleague in accounts.colleagues(viewer, conversation.site_id)}:
        raise NotAllowed(gettext("Choose a colleague who serves at this site."))
    expected = number(request.POST.get("expected", "")) or None
    given = actions.assign(conversation, staff_id=to or None, expected=expected, by=staff(viewer.id), at=now())
    if not given and reads.conversation(viewer, id).assignee_id != (to or None):
        messages.error(request, gettext("Somebody else was quicker: look who has it now."))
    return to_conversation(request, id)
