"""PUT conversations/<id>/spam/ closes it as spam, and with `block` its sender is blocked; DELETE takes it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email import reads as email
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("PUT", "DELETE", needs=Verb.CLOSE)
def spam(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    """Blocking holds for the whole house, so it is for those who set it up."""
    conversation = reads.conversation(viewer, id)
    sender = email.writes_from(conversation)
    decides = may(viewer.scope, Verb.SET_UP)
    if asked(request) == "DELETE":
        actions.call_no_spam(conversation, unblock=sender if decides else "", by=staff(viewer.id), at=now())
        return to_conversation(request, id)
    block = sender if decides and request.POST.get("block") else ""
    try:
        actions.call_spam(conversation, block=block, by=staff(viewer.id), at=now())
    except ValueError as fault:  # nobody can be blocked by an address such as root@localhost
        raise NotAllowed(str(fault)) from None
    told = gettext("Closed as spam; %(sender)s is blocked.") if block else gettext("Closed as spam.")
    messages.success(request, told % {"sender": block})
    return to_conversation(request, id)
