"""/conversations/{id}/messages: reply to the customer, or write a note."""

from django.http import HttpRequest
from ninja import Router

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.serving.conversations import actions, reads
from wellserved.surfaces.api import asked, shapes
from wellserved.surfaces.api.bearer import require, viewer
from wellserved.surfaces.api.once import once_only

router = Router(tags=["conversations"])


@router.post(
    "/{int:id}/messages", response={201: shapes.MessageShape}, summary="Reply to the customer, or write a note"
)
@once_only
def write(request: HttpRequest, id: int, asked_for: asked.NewMessage) -> tuple[int, shapes.MessageShape]:
    staff, at = viewer(request), clock.now()
    conversation = reads.conversation(staff, id)
    require(staff, Verb.SERVE, conversation.site_id)
    by, files = staff_actor(staff.id), asked.kept(asked_for.attachments)
    if asked_for.kind == "note":
        message = actions.note(conversation, asked_for.text, by=by, at=at, files=files)
    else:
        waiting = asked_for.waiting
        to_all = asked_for.to == "all"
        message = actions.say(conversation, asked_for.text, by=by, at=at, files=files, waiting=waiting, to_all=to_all)
    message.by_staff = staff
    return 201, shapes.MessageShape.told(message, conversation, {})
