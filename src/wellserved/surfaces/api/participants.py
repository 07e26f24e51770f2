"""/conversations/{id}/participants: who takes part besides the customer."""

from django.http import HttpRequest
from ninja import Router

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Refused, Verb
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.serving.channels.email.companions import our_addresses
from wellserved.serving.conversations import actions, people, reads
from wellserved.surfaces.api import asked, shapes
from wellserved.surfaces.api.bearer import require, viewer
from wellserved.surfaces.api.conversations import told
from wellserved.surfaces.api.once import once_only

router = Router(tags=["conversations"])


@router.get(
    "/{int:id}/participants", response=list[shapes.ParticipantShape], summary="Who takes part besides the customer"
)
def participants(request: HttpRequest, id: int) -> list[shapes.ParticipantShape]:
    found = reads.conversation(viewer(request), id)
    return [shapes.ParticipantShape.told(one) for one in people.present(found)]


@router.post("/{int:id}/participants", response={201: shapes.ConversationShape}, summary="Let somebody take part")
@once_only
def add(request: HttpRequest, id: int, asked_for: asked.Person) -> tuple[int, shapes.ConversationShape]:
    """They get copies of replies, and their mail belongs here. Who took part already does so still."""
    staff = viewer(request)
    conversation = reads.conversation(staff, id)
    require(staff, Verb.SERVE, conversation.site_id)
    if our_addresses([asked_for.email]):
        raise Refused("email: that is a mailbox of ours.")
    by, at = staff_actor(staff.id), clock.now()
    actions.add_participant(conversation, asked_for.email, name=asked_for.name, by=by, at=at)
    return 201, told(staff, id)


@router.delete(
    "/{int:id}/participants/{int:participant}", response=shapes.ConversationShape, summary="Take somebody out"
)
@once_only
def remove(request: HttpRequest, id: int, participant: int) -> tuple[int, shapes.ConversationShape]:
    """No more copies for them, and what they write is a stranger's mail; again changes nothing."""
    staff = viewer(request)
    found = people.participant(staff, id, participant)
    require(staff, Verb.SERVE, found.conversation.site_id)
    actions.remove_participant(found, by=staff_actor(staff.id), at=clock.now())
    return 200, told(staff, id)
