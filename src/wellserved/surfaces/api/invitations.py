"""/conversations/{id}/invitations and /invitations: a till, a hotel program or a telephone server asks how it was."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Refused, Verb
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.learning.feedback import actions, rules
from wellserved.learning.feedback import reads as feedback
from wellserved.learning.feedback.models import Version
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Conversation
from wellserved.surfaces.api import asked
from wellserved.surfaces.api.bearer import require, viewer
from wellserved.surfaces.api.conversations import site_of
from wellserved.surfaces.api.once import once_only

router = Router(tags=["conversations"])
invitations = Router(tags=["customers"])

CHANNELS = {rules.CALL: "phone", rules.VISIT: "in_person", rules.CHAT: "chat"}
SURVEY = Field(None, ge=1, le=asked.ID, description="one that is on; else what is asked there after closing")


class NewInvitation(asked.Asked):
    """After a "call", a "visit" or a "chat" the conversation may still be open."""

    survey: int | None = SURVEY
    after: Literal["closing", "call", "visit", "chat"] = "closing"


class NewAsking(asked.Asked):
    """Somebody called, came in or chatted; nothing of it needs to be known here."""

    site: Annotated[int, Field(ge=1, le=asked.ID)] | asked.Line = Field(description="its id or its slug")
    customer: asked.Person
    after: Literal["call", "visit", "chat"]
    subject: asked.Line = Field("", description="what it was about; the mail names it")
    survey: int | None = SURVEY


class InvitationShape(Schema):
    id: int
    conversation: int
    asked_at: datetime
    expires_at: datetime


@router.post(
    "/{int:id}/invitations",
    response={201: InvitationShape},
    summary="Ask its customer by mail how it was, if they may be asked",
)
@once_only
def invite(request: HttpRequest, id: int, asked_for: NewInvitation) -> tuple[int, InvitationShape]:
    staff = viewer(request)
    conversation = reads.conversation(staff, id)
    require(staff, Verb.SERVE, conversation.site_id)
    if asked_for.after == rules.CLOSING and not conversation.is_closed:
        raise Refused(
            "Close it first, or say after which call, visit or chat: customers are asked about what is over."
        )
    return _asked(staff, conversation, asked_for.survey, asked_for.after)


@invitations.post(
    "",
    response={201: InvitationShape},
    summary="Ask somebody by mail how a call, a visit or a chat was, if they may be asked",
)
@once_only
def invite_after(request: HttpRequest, asked_for: NewAsking) -> tuple[int, InvitationShape]:
    """Whoever may not be asked leaves no trace: all of it is one transaction."""
    staff, at, person = viewer(request), clock.now(), asked_for.customer
    site = site_of(staff, asked_for.site)
    require(staff, Verb.SERVE, site.id)
    customer = recognise(Identity.EMAIL, person.email, name=person.name, at=at)
    channel, by = CHANNELS[asked_for.after], staff_actor(staff.id)
    conversation = conversations.report_contact(
        customer, site, channel=channel, subject=asked_for.subject, by=by, at=at
    )
    return _asked(staff, conversation, asked_for.survey, asked_for.after)


def _asked(
    staff: Staff, conversation: Conversation, survey_id: int | None, after: str
) -> tuple[int, InvitationShape]:
    at = clock.now()
    version = _version(staff, survey_id, conversation.site_id, at)
    invitation = actions.invite(conversation, version=version, after=after, by=staff_actor(staff.id), at=at)
    if invitation is None:
        raise Refused(
            "They may not be asked now: they were asked lately, refused, cannot be reached by mail, or chance or the "
            "month's quota left them out."
        )
    times = {"asked_at": invitation.asked_at, "expires_at": invitation.expires_at}
    return 201, InvitationShape(id=invitation.id, conversation=conversation.id, **times)


def _version(staff: Staff, survey_id: int | None, site_id: int, at: datetime) -> Version | None:
    """What that survey asks now; None is what is asked there anyway."""
    if survey_id is None:
        return None
    survey = feedback.survey(staff, survey_id)
    if not survey.is_on(at) or survey.site_id not in (None, site_id):
        raise Refused("This survey is off, or another site's.")
    return feedback.newest_version(survey)
