"""/contacts and /conversations/{id}/moments: visits and calls, as a reception or a telephone server tells them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AfterValidator, AwareDatetime, Field

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Refused, Verb
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.journal.actor import staff as staff_actor
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.actions.noting import AHEAD
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.serving.standards import reads as standards
from wellserved.surfaces.api import asked, shapes
from wellserved.surfaces.api.bearer import require, viewer
from wellserved.surfaces.api.conversations import site_of, told
from wellserved.surfaces.api.once import once_only

contacts = Router(tags=["contacts"])
router = Router(tags=["conversations"])


def _past(at: datetime | None) -> datetime | None:
    if at is not None and at > clock.now() + AHEAD:
        raise ValueError("lies ahead")
    return at


Past = Annotated[AwareDatetime | None, AfterValidator(_past)]


class NewContact(asked.Asked):
    """Somebody came in, or called. Without a customer it is a guest whom nobody knows by name yet."""

    site: Annotated[int, Field(ge=1, le=asked.ID)] | asked.Line = Field(description="its id or its slug")
    channel: Literal["in_person", "phone"]
    customer: asked.Person | None = None
    number: Annotated[str, Field(max_length=40, pattern=r"^[+0-9 ()/-]*$")] = Field("", description="who calls")
    subject: asked.Line = ""
    topic: Annotated[str, Field(max_length=60)] = Field(
        "", description="what it is about, as standards name it: dining, departure, claim"
    )
    at: Past = Field(None, description="when it began; now if it is left out")


class NewMoment(asked.Asked):
    """One of: a moment, a quoted time (`until`), or an observation (`standard` and `happened`)."""

    moment: Annotated[str, Field(max_length=40)] | None = None
    amount: Annotated[float, Field(gt=0, le=10_000)] | None = Field(
        None, description="how often, where it is counted"
    )
    until: AwareDatetime | None = Field(None, description="the time we named to the customer")
    standard: Annotated[str, Field(max_length=60)] | None = Field(None, description="the key of an observed standard")
    happened: bool | None = Field(None, description="null: it did not arise")
    at: Past = Field(None, description="when it happened; now if it is left out")


class MomentShape(Schema):
    seq: int
    at: datetime
    what: str  # the moment, "time quoted", or "observed"
    details: dict[str, Any]

    @classmethod
    def of(cls, event: Event) -> "MomentShape":
        measures = event.measures()
        what = measures.pop("moment", {"TimeQuoted": "time quoted", "Observed": "observed"}.get(event.kind, ""))
        return cls(seq=event.seq, at=event.at, what=what, details=measures)


@contacts.post("", response={201: shapes.ConversationShape}, summary="A visit or a call begins")
@once_only
def begin(request: HttpRequest, asked_for: NewContact) -> tuple[int, shapes.ConversationShape]:
    staff, at = viewer(request), asked_for.at or clock.now()
    site = site_of(staff, asked_for.site)
    require(staff, Verb.SERVE, site.id)
    by = staff_actor(staff.id)
    customer = _customer(asked_for, at)
    conversation = actions.meet(
        customer, site, channel=asked_for.channel, subject=asked_for.subject, topic=asked_for.topic, by=by, at=at
    )
    return 201, told(staff, conversation.id)


@router.get("/{int:id}/moments", response=list[MomentShape], summary="What was noted of a visit or a call")
def moments(request: HttpRequest, id: int) -> list[MomentShape]:
    found = reads.conversation(viewer(request), id)
    return [MomentShape.of(event) for event in standards.noted_on(found.id)]


@router.post("/{int:id}/moments", response={201: shapes.ConversationShape}, summary="Note what happened")
@once_only
def note(request: HttpRequest, id: int, asked_for: NewMoment) -> tuple[int, shapes.ConversationShape]:
    staff, at = viewer(request), asked_for.at or clock.now()
    conversation = reads.conversation(staff, id)
    require(staff, Verb.SERVE, conversation.site_id)
    by = staff_actor(staff.id)
    given = [asked_for.moment, asked_for.until, asked_for.standard]
    if sum(one is not None for one in given) != 1:
        raise Refused("Give one of: moment, until, standard.")
    try:
        if asked_for.moment is not None:
            actions.note_moment(conversation, asked_for.moment, amount=asked_for.amount, by=by, at=at)
        elif asked_for.until is not None:
            actions.quote_time(conversation, asked_for.until, by=by, at=at)
        else:
            key = asked_for.standard or ""
            if key not in {standard.key for standard in standards.observable(conversation, at)}:
                raise Refused("standard: none that holds for this conversation and may be observed has this key.")
            actions.observe(conversation, key, asked_for.happened, source="colleague", by=by, at=at)
    except NotAllowed as refusal:
        raise Refused(str(refusal)) from None
    return 201, told(staff, id)


def _customer(asked_for: NewContact, at: datetime) -> Customer:
    person = asked_for.customer
    if person is not None:
        return recognise(Identity.EMAIL, person.email, name=person.name, at=at)
    number = "".join(letter for letter in asked_for.number if letter in "+0123456789")
    if number:
        return recognise(Identity.PHONE, number, at=at)
    return recognise(Identity.EXTERNAL, f"{asked_for.channel} {at.isoformat()}", at=at)
