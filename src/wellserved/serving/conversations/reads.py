"""Every question about conversations. The viewer comes first, and only what they may see comes back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.customers import reads as customers
from wellserved.ground.customers.models import Customer
from wellserved.serving.conversations import finding, listing
from wellserved.serving.conversations.boxes import Box, Place
from wellserved.serving.conversations.models import (
    Attachment,
    Conversation,
    Direction,
    Message,
    Purpose,
    Status,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation as a list shows it."""

    id: int
    reference: str
    subject: str
    status: str
    channel: str
    opened_at: datetime
    closed_at: datetime | None
    latest_at: datetime
    latest_text: str
    latest_direction: str
    message_count: int
    next_due_at: datetime | None
    customer_id: int
    customer_name: str
    site_id: int
    site_name: str
    assignee_id: int | None
    assignee_name: str | None
    undelivered: bool = False
    is_urgent: bool = False


COLUMNS = [name.replace("_name", "__name") for name in Line.__slots__]


@dataclass(frozen=True, slots=True)
class Page:
    """`newer` and `older` are where the pages before and after it begin; None where there is none."""

    lines: list[Line]
    newer: Place | None = None
    older: Place | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and where to look further back; None when that was all."""

    lines: list[Line]
    older: int | None = None


@dataclass(frozen=True, slots=True)
class Badges:
    """Each counted to 100 at most, which reads "99+"."""

    mine: int
    unassigned: int
    overdue: int


def inbox(
    viewer: Staff,
    box: Box,
    *,
    after: Place | None = None,
    before: Place | None = None,
    site_id: int | None = None,
    limit: int = 50,
) -> Page:
    """A page of a box: what comes after a place, or before it. Another's site has an empty page."""
    place = before or after
    statement = listing.page(
        box,
        site_ids=_sites(viewer, site_id),
        staff_id=viewer.id,
        place=place,
        at=_stored(place.at) if place else None,
        newer=before is not None,
        limit=limit + 1,
    )
    ids = [id for (id,) in _rows(statement)]
    more, ids = len(ids) > limit, ids[:limit]
    if before is not None:
        ids.reverse()
    found = lines(ids)
    if not found:
        return Page([])
    has_newer, has_older = (more, True) if before else (after is not None, more)
    return Page(
        found,
        newer=_place(box, found[0]) if has_newer else None,
        older=_place(box, found[-1]) if has_older else None,
    )


def lines(ids: Sequence[int]) -> list[Line]:
    """The lines of these conversations, in this order; who has no name is called by their address."""
    by_id = {row[0]: Line(*row) for row in Conversation.objects.filter(id__in=ids).values_list(*COLUMNS)}
    nameless = {line.customer_id for line in by_id.values() if not line.customer_name}
    addresses = customers.called(nameless) if nameless else {}
    for line in [line for line in by_id.values() if line.customer_id in addresses]:
        by_id[line.id] = replace(line, customer_name=addresses[line.customer_id])
    return [by_id[id] for id in ids if id in by_id]


def badges(viewer: Staff, at: datetime) -> Badges:
    """What waits for the viewer; never costs more than the counting to 100."""
    site_ids = _sites(viewer, None)
    return Badges(*_rows(listing.badges(site_ids=site_ids, staff_id=viewer.id, at=_stored(at)))[0])


def conversation(viewer: Staff, id: int) -> Conversation:
    """The conversation with its customer, site, team and assignee; Conversation.DoesNotExist when it isn't theirs."""
    related = ("customer__company", "site", "team", "assignee")
    return Conversation.objects.within(viewer.scope).select_related(*related).get(id=id)


def messages(
    viewer: Staff, conversation: Conversation, *, before: Place | None = None, limit: int = 50
) -> list[Message]:
    """Its newest messages, oldest first, with their writers and files; or the newest `before` a place."""
    if not viewer.scope.reaches(conversation.site_id):
        return []
    rows = Message.objects.filter(conversation_id=conversation.id).select_related("by_staff")
    if before is not None:
        rows = rows.before(before.at, before.id)
    newest = rows.prefetch_related("attachments").order_by("-at", "-id")[:limit]
    return list(newest)[::-1]


def message(viewer: Staff, conversation_id: int, id: int) -> Message:
    """One message; Message.DoesNotExist when it isn't theirs to see."""
    rows = Message.objects.select_related("conversation").filter(conversation_id=conversation_id)
    found = rows.get(id=id)
    if not viewer.scope.reaches(found.conversation.site_id):
        raise Message.DoesNotExist
    return found


def answer_before(message: Message) -> str:
    """What we had said last when this was written; "" if nothing. It is what the message may quote."""
    ours = Message.objects.filter(conversation_id=message.conversation_id, direction=Direction.OUTBOUND)
    last = ours.before(message.at, message.id).order_by("-at", "-id").first()
    return last.text if last else ""


def attachment(viewer: Staff, conversation_id: int, id: int) -> Attachment:
    """One file; Attachment.DoesNotExist when it isn't theirs to see."""
    rows = Attachment.objects.select_related("message__conversation")
    found = rows.get(id=id, message__conversation_id=conversation_id)
    if not viewer.scope.reaches(found.message.conversation.site_id):
        raise Attachment.DoesNotExist
    return found


def infected(viewer: Staff, limit: int = 100) -> list[Attachment]:
    """The newest files in which the scanner found something, with their conversations."""
    rows = Attachment.objects.filter(scan=Attachment.INFECTED).select_related("message__conversation__customer")
    within = Conversation.objects.within(viewer.scope)
    return list(rows.filter(message__conversation__in=within).order_by("-id")[:limit])


def files_held(digests: Collection[str]) -> set[str]:
    """Which of these files (by SHA-256) belong to a message."""
    return set(Attachment.objects.filter(sha256__in=digests).values_list("sha256", flat=True))


def unscanned_files() -> int:
    """How many files the scanner has yet to look at, in the whole house."""
    return Attachment.objects.filter(scan=Attachment.UNSCANNED).count()


def found(viewer: Staff, text: str, *, before: int | None = None, limit: int = 30) -> Found:
    """The lines of what a search finds, newest first; `before` is `older` of the page above. Any text will do."""
    hits = finding.find(viewer, text, before=before, limit=limit)
    return Found(lines(hits.ids), hits.older)


def said_since(conversation: Conversation, message_id: int, *, by_others_than: Staff) -> int:
    """How many messages others wrote after the newest one that the viewer had seen; counted to 10."""
    rows = Message.objects.filter(conversation_id=conversation.id, id__gt=message_id)
    others = rows.filter(Q(by_staff=None) | ~Q(by_staff=by_others_than)).exclude(
        purpose=Purpose.NOTICE, direction=Direction.OUTBOUND
    )
    return len(others.values_list("id")[:10])


def was_written(conversation: Conversation, submission: str) -> bool:
    """Whether the form of that name has written its message already."""
    return Message.objects.filter(conversation_id=conversation.id, submission=submission).exists()


def by_reference(viewer: Staff, reference: str) -> Conversation:
    """By the name that is read out over the telephone; Conversation.DoesNotExist when it isn't theirs."""
    return Conversation.objects.within(viewer.scope).get(reference=reference.upper())


def matters_of(
    viewer: Staff, customer_id: int, *, other_than: int | None = None, limit: int = 10
) -> list[Conversation]:
    """The customer's conversations that the viewer may see, newest first."""
    rows = Conversation.objects.within(viewer.scope).filter(customer_id=customer_id).exclude(status=Status.JOINED)
    newest = rows.select_related("site").order_by("-id")[: limit + 1]
    return [row for row in newest if row.id != other_than][:limit]


def customer(viewer: Staff, id: int) -> Customer:
    """A customer whom the viewer's sites have served, as they stand now; Customer.DoesNotExist otherwise."""
    id = customers.standing_for(id)
    found = Customer.objects.select_related("company").get(id=id)
    if not Conversation.objects.within(viewer.scope).filter(customer_id=id).exists():
        raise Customer.DoesNotExist
    return found


def served(viewer: Staff, customer_ids: Collection[int]) -> set[int]:
    """Those of these customers whom the viewer's sites have served."""
    matters = Conversation.objects.within(viewer.scope).filter(customer_id__in=customer_ids)
    return set(matters.values_list("customer_id", flat=True).distinct())


def serves_alone(viewer: Staff, customer: Customer) -> bool:
    """Whether the viewer reaches every site that has served them: what is done about all of them is theirs to do."""
    matters = Conversation.objects.filter(customer_id=customer.id)
    return matters.count() == matters.within(viewer.scope).count()


def _sites(viewer: Staff, site_id: int | None) -> list[int]:
    if site_id is not None:
        return [site_id] if viewer.scope.reaches(site_id) else []
    if viewer.scope.site_ids is not None:
        return sorted(viewer.scope.site_ids)
    return list(Site.objects.values_list("id", flat=True).order_by("id"))


def _place(box: Box, line: Line) -> Place:
    at = line.next_due_at if box.by_due else line.latest_at
    return Place(at or line.latest_at, line.id)


def _stored(at: datetime) -> Any:
    """A moment as this database keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def _rows(statement: listing.Statement) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return list(cursor.fetchall())
