"""PUT conversations/<id>/topic/: what the matter is about, in the words of the house's standards."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.serving.standards.reads import topics
from wellserved.surfaces.desk.doors import desk, to_conversation


@desk("PUT")
def topic(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation, told, at = reads.conversation(viewer, id), request.POST.get("topic", ""), now()
    if told and told not in topics(at):
        raise NotAllowed(gettext("Choose one of the topics that the standards know."))
    actions.set_topic(conversation, told, by=staff(viewer.id), at=at)
    return to_conversation(request, id)
