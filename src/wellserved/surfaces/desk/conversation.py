"""One conversation: what was said, who the customer is, what is due, and the answer that is being written."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.clock import now
from wellserved.ground.customers.reads import groups_of, knowledge_of
from wellserved.learning.feedback import reads as feedback
from wellserved.learning.improvement import reads as improvement
from wellserved.learning.recovery import reads as recovery
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.sender import address_said
from wellserved.serving.conversations import people, reads
from wellserved.serving.conversations.models import Conversation, Direction
from wellserved.serving.standards import reads as standards
from wellserved.surfaces.desk.doors import desk, to_conversation
from wellserved.surfaces.desk.framing import frame_of
from wellserved.surfaces.desk.judged import judged
from wellserved.surfaces.desk.listed import listed
from wellserved.surfaces.desk.moments import happening
from wellserved.surfaces.desk.people import company
from wellserved.surfaces.desk.phrases import phrases_for
from wellserved.surfaces.desk.thread import Thread, thread


@dataclass(frozen=True)
class Draft:
    """What stands in the composer. `submission` names this form: sent twice, it is one message."""

    submission: str
    text: str = ""
    html: str = ""
    kind: str = "reply"
    to_all: bool = True
    error: str = ""
    news: int = 0  # messages that came while it was written


def fresh() -> Draft:
    return Draft(uuid4().hex)


@desk("GET")
def conversation(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    found = reads.conversation(viewer, id)
    if found.joined_into_id is not None:
        return to_conversation(request, found.joined_into_id)
    return page(request, viewer, found, fresh())


def page(request: HttpRequest, viewer: Staff, found: Conversation, draft: Draft, status: int = 200) -> HttpResponse:
    """The whole page; also what a refused answer comes back to, with what was typed."""
    said, known = thread(viewer, found), knowledge_of(found.customer)
    topics, groups = standards.kinds(now())
    own = [address_said(identity.value) or identity.value for identity in known.identities]
    writes_from = _writes_from(said)
    perhaps = _perhaps(viewer, found)
    shown: dict[str, Any] = {
        "listed": listed(request, viewer, chosen=found.id),
        "conversation": found,
        "thread": said,
        "company": company(found, [one.message for one in said.said], own),
        "draft": draft,
        "known": known,
        "earlier": reads.matters_of(viewer, found.customer_id, other_than=found.id, limit=5),
        "perceived": feedback.history_of(viewer, found.customer, limit=3),
        "happening": happening(found),
        "trials": improvement.hints_for(found),
        "recoveries": recovery.of_conversation(viewer, found),
        "topics": topics,
        "groups": groups_of(found.customer),
        "known_groups": groups,
        "clocks": standards.clocks_of(viewer, found),
        **judged(viewer, found),
        "colleagues": accounts.colleagues(viewer, found.site_id),
        "frame": frame_of(viewer, found),
        "phrases": phrases_for(viewer, found),
        "by_link_over": settings.LINK_FILES_OVER_BYTES,
        "perhaps": perhaps,
        "was_removed": perhaps is not None and people.were_removed(perhaps, own),
        "writes_from": writes_from,
        "blocked": email.blocked(writes_from),
        "may_see_raw": may(viewer.scope, Verb.SEE_RAW, found.site_id),
        "here": "inbox",
        "showing": "main",
    }
    return render(request, "desk/conversation.html", shown, status=status)


def _writes_from(said: Thread) -> str:
    """The address of the latest mail that is shown."""
    mails = (one.message for one in reversed(said.said) if one.message.direction == Direction.INBOUND)
    return next((mail.sender for mail in mails if mail.channel == "email"), "")


def _perhaps(viewer: Staff, found: Conversation) -> Conversation | None:
    """The conversation that it claimed to belong to, if the viewer may see that one."""
    if found.perhaps_belongs_to_id is None:
        return None
    try:
        return reads.conversation(viewer, found.perhaps_belongs_to_id)
    except Conversation.DoesNotExist:
        return None


@desk("GET")
def by_reference(request: HttpRequest, viewer: Staff, reference: str) -> HttpResponse:
    """A reference that was read out over the telephone."""
    return redirect("desk:conversation", reads.by_reference(viewer, reference).id)
