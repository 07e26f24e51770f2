"""What was said in a conversation, newest at the end; older messages when they are asked for."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.customers.reads import knowledge_of
from wellserved.learning.recovery import reads as recovery
from wellserved.serving.channels.email.deliveries import Delivery, deliveries
from wellserved.serving.channels.email.reading.quotes import split_quote
from wellserved.serving.conversations import people, reads
from wellserved.serving.conversations.boxes import Place
from wellserved.serving.conversations.models import Conversation, Direction, Message
from wellserved.serving.conversations.people import Change
from wellserved.serving.standards import reads as standards
from wellserved.surfaces.desk.appearance import Appearance, appearances
from wellserved.surfaces.desk.invitations import Card, cards
from wellserved.surfaces.desk.judged import judged
from wellserved.surfaces.desk.people import company

LENGTH = 50


@dataclass(frozen=True)
class Said:
    """A message with its quotes folded away."""

    message: Message
    words: str
    quoted: str
    appearance: Appearance
    writer: str = ""  # of what came in
    card: Card | None = None  # if it brought an invitation
    delivery: Delivery | None = None  # of what went by mail
    then: tuple[Change, ...] = ()  # how the people changed after it, up to the next


@dataclass(frozen=True)
class Thread:
    said: list[Said]
    older: Place | None
    last_id: int


def thread(viewer: Staff, conversation: Conversation, before: Place | None = None) -> Thread:
    """Fifty messages, and where the older ones begin."""
    rows = reads.messages(viewer, conversation, before=before, limit=LENGTH + 1)
    older = len(rows) > LENGTH
    rows = rows[-LENGTH:]
    return Thread(
        list(_told(viewer, conversation, list(_folded(rows)), before)),
        Place(rows[0].at, rows[0].id) if older else None,
        max((row.id for row in rows), default=0),
    )


def _told(viewer: Staff, conversation: Conversation, said: list[Said], before: Place | None) -> Iterable[Said]:
    """Each with the name of who wrote it, and with how the people changed with it, or after it."""
    if not said:
        return
    others = people.speakers([one.message for one in said], conversation)
    invited = cards([one.message for one in said], conversation.site.zone)
    mails = deliveries(viewer, conversation, [one.message for one in said])
    customer = str(conversation.customer)
    times = [one.message.at for one in said]
    changed: dict[int, list[Change]] = {}
    for change in people.changes(viewer, conversation, since=times[0]):
        if before is None or change.at < before.at:
            place = times.index(change.at) if change.at in times else bisect(times, change.at) - 1
            changed.setdefault(place, []).append(change)
    for number, one in enumerate(said):
        writer = others.get(one.message.id, customer) if one.message.direction == Direction.INBOUND else ""
        then, card = tuple(changed.get(number, ())), invited.get(one.message.id)
        yield replace(one, writer=writer, card=card, then=then, delivery=mails.get(one.message.id))


def _folded(rows: list[Message]) -> Iterable[Said]:
    ours = ""
    looks = appearances(rows)
    for row in rows:
        if row.direction == Direction.INBOUND:
            yield Said(row, *split_quote(row.text, ours), looks[row.id])
        else:
            ours = row.text if row.direction == Direction.OUTBOUND else ours
            yield Said(row, row.text, "", looks[row.id])


def fragment(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    """The thread by itself, with what changes beside it; or what came before a place."""
    conversation = reads.conversation(viewer, id)
    before = Place.read(request.GET.get("before"))
    said = thread(viewer, conversation, before)
    shown: dict[str, Any] = {
        "conversation": conversation,
        "thread": said,
        "may_see_raw": may(viewer.scope, Verb.SEE_RAW, conversation.site_id),
        "part": True,
    }
    if before is not None:
        return render(request, "desk/older.html", shown)
    shown["recoveries"] = recovery.of_conversation(viewer, conversation)
    shown["clocks"] = standards.clocks_of(viewer, conversation)
    shown |= judged(viewer, conversation)
    own = [identity.value for identity in knowledge_of(conversation.customer).identities]
    shown["company"] = company(conversation, [one.message for one in said.said], own)
    return render(request, "desk/thread.html", shown)
