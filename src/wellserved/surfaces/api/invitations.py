"""/conversations/{id}/invitations: a till or a hotel program asks how it was, after a contact it knows of."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Refused, Verb
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.learning.feedback import actions
from wellserved.learning.feedback import reads as feedback
from wellserved.learning.feedback.models import Survey
from wellserved.serving.conversations import reads
from wellserved.surfaces.api.bearer import require, viewer
from wellserved.surfaces.api.once import once_only

router = Router(tags=["conversations"])


class Asked(Schema):
    """`survey` is the id of one that is on; without it, what is asked after closing."""

    survey: int | None = None


class InvitationShape(Schema):
    id: int
    asked_at: datetime
    expires_at: datetime


@router.post(
    "/{int:id}/invitations",
    response={201: InvitationShape},
    summary="Ask its customer by mail how it was, if they may be asked",
)
@once_only
def invite(request: HttpRequest, id: int, asked: Asked) -> tuple[int, InvitationShape]:
    staff, at = viewer(request), clock.now()
    conversation = reads.conversation(staff, id)
    require(staff, Verb.SERVE, conversation.site_id)
    if not conversation.is_closed:
        raise Refused("Close it first: customers are asked about what is over.")
    version = None
    if asked.survey is not None:
        survey = feedback.survey(staff, asked.survey)
        if not _is_asked_there(survey, conversation.site_id, at):
            raise Refused("This survey is off, or another site's.")
        version = feedback.newest_version(survey)
    invitation = actions.invite(conversation, version=version, by=staff_actor(staff.id), at=at)
    if invitation is None:
        raise Refused("They may not be asked now: they were asked lately, refused, or cannot be reached by mail.")
    return 201, InvitationShape(id=invitation.id, asked_at=invitation.asked_at, expires_at=invitation.expires_at)


def _is_asked_there(survey: Survey, site_id: int, at: datetime) -> bool:
    return survey.is_on(at) and survey.site_id in (None, site_id)
