"""/conversations: the lists, one conversation, and a new one in a customer's name."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Refused, Verb
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.boxes import BOXES, Box, Place
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.surfaces import downloads
from wellserved.surfaces.api import asked, shapes
from wellserved.surfaces.api.bearer import require, viewer
from wellserved.surfaces.api.once import once_only

router = Router(tags=["conversations"])
CHANNEL = "api"
MESSAGES = 50


@router.get("", response=shapes.ConversationPage, summary="The conversations of your sites, the latest first")
def conversations(request: HttpRequest, asked_for: Query[asked.Listing]) -> shapes.ConversationPage:
    """One that moves while you page comes first again: it is at the top of the next first page."""
    asked.only(request, asked.Listing)
    page = reads.inbox(
        viewer(request),
        _box(asked_for),
        after=_place(asked_for.after, "after"),
        site_id=asked_for.site,
        limit=asked_for.limit,
    )
    lines = [shapes.ConversationLine.of(line) for line in page.lines]
    return shapes.ConversationPage(items=lines, next=str(page.older) if page.older else None)


@router.post("", response={201: shapes.ConversationShape}, summary="Open a conversation in a customer's name")
@once_only
def begin(request: HttpRequest, asked_for: asked.NewConversation) -> tuple[int, shapes.ConversationShape]:
    staff, at = viewer(request), clock.now()
    site = site_of(staff, asked_for.site)
    require(staff, Verb.SERVE, site.id)
    person = asked_for.customer
    incoming = Incoming(CHANNEL, sender=person.email, text=asked_for.text, subject=asked_for.subject)
    conversation, _ = actions.open(
        incoming,
        customer=recognise(Identity.EMAIL, person.email, name=person.name, at=at),
        site=site,
        at=at,
        files=asked.kept(asked_for.attachments),
    )
    return 201, told(staff, conversation.id)


@router.get("/{int:id}", response=shapes.ConversationShape, summary="One conversation with its newest messages")
def conversation(request: HttpRequest, id: int, before: str | None = None) -> shapes.ConversationShape:
    return told(viewer(request), id, before=_place(before, "before"))


@router.get("/{int:id}/attachments/{int:file}", summary="The bytes of an attachment")
def attachment(request: HttpRequest, id: int, file: int) -> HttpResponseBase:
    return downloads.download(reads.attachment(viewer(request), id, file))


def told(staff: Staff, id: int, before: Place | None = None) -> shapes.ConversationShape:
    """The conversation as it is now; Conversation.DoesNotExist when it isn't theirs."""
    found: Conversation = reads.conversation(staff, id)
    messages = reads.messages(staff, found, before=before, limit=MESSAGES + 1)
    shown = messages[-MESSAGES:]
    earlier = str(Place(shown[0].at, shown[0].id)) if len(messages) > MESSAGES else None
    return shapes.ConversationShape.told(found, shown, earlier)


def _box(listing: asked.Listing) -> Box:
    whose: Any = {"me": "mine", "nobody": "nobody", "anybody": "anybody"}[listing.assignee]
    box = BOXES[listing.status]
    return Box(box.key, box.statuses, whose=whose)


def _place(text: str | None, name: str) -> Place | None:
    place = Place.read(text)
    if text and place is None:
        raise Refused(f"{name} is not a place in this list; give what `next` or `earlier_messages` said.")
    return place


def site_of(staff: Staff, asked_for: int | str) -> Site:
    for site in accounts.sites(staff):
        if asked_for in (site.id, site.slug):
            return site
    raise Refused("site: none of your sites has this id or slug.")
