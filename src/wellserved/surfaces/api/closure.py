"""/conversations/{id}/closure: PUT closes, DELETE reopens; doing so again changes nothing."""

from django.http import HttpRequest
from ninja import Router

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.serving.conversations import actions, reads
from wellserved.surfaces.api import shapes
from wellserved.surfaces.api.bearer import require, viewer
from wellserved.surfaces.api.conversations import told
from wellserved.surfaces.api.once import once_only

router = Router(tags=["conversations"])


@router.put(
    "/{int:id}/closure", response=shapes.ConversationShape, summary="Close it; the customer is asked how it was"
)
@once_only
def close(request: HttpRequest, id: int) -> tuple[int, shapes.ConversationShape]:
    staff = viewer(request)
    conversation = reads.conversation(staff, id)
    require(staff, Verb.CLOSE, conversation.site_id)
    actions.close(conversation, by=staff_actor(staff.id), at=clock.now())
    return 200, told(staff, id)


@router.delete("/{int:id}/closure", response=shapes.ConversationShape, summary="Open it again")
@once_only
def reopen(request: HttpRequest, id: int) -> tuple[int, shapes.ConversationShape]:
    staff = viewer(request)
    conversation = reads.conversation(staff, id)
    require(staff, Verb.SERVE, conversation.site_id)
    actions.reopen(conversation, by=staff_actor(staff.id), at=clock.now())
    return 200, told(staff, id)
