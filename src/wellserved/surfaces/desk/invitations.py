"""Invitations as calm cards: what, when here and there, where, who; and the answer that was given."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format

from wellserved.ground import files
from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.models import InvitationAnswer
from wellserved.serving.channels.email.reading.invitation import LARGEST, Invitation, invitation_of
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Attachment, Direction, Message
from wellserved.surfaces.desk.doors import desk, to_conversation


@dataclass(frozen=True)
class Card:
    """`when` is told in the site's time zone, `when_there` in the organizer's if it is another time."""

    file: Attachment
    invitation: Invitation
    when: str
    when_there: str = ""
    given: InvitationAnswer | None = None
    is_outdated: bool = False  # a later message changed it


@desk("PUT")
def invitation(request: HttpRequest, viewer: Staff, id: int, attachment_id: int) -> HttpResponse:
    """PUT answers it."""
    found = reads.attachment(viewer, id, attachment_id)
    actions.answer_invitation(found, request.POST.get("answer", ""), by=staff(viewer.id), at=now())
    return to_conversation(request, id, "#latest")


def cards(messages: Iterable[Message], zone: tzinfo) -> dict[int, Card]:
    """The first invitation of each message that brought one, by the message's id; messages in their order."""
    found: dict[int, Card] = {}
    for message in messages:
        for file in message.attachments.all() if message.direction == Direction.INBOUND else ():
            if message.id not in found and (said := _invitation(file)) is not None:
                found[message.id] = _card(file, said, zone)
    given = email.answers_given(found.keys()) if found else {}
    latest = {card.invitation.uid: id for id, card in found.items() if card.invitation.method != "reply"}
    return {
        id: replace(card, given=given.get(id), is_outdated=latest.get(card.invitation.uid, id) != id)
        for id, card in found.items()
    }


def _card(file: Attachment, said: Invitation, zone: tzinfo) -> Card:
    try:
        return Card(file, said, *_times(said, zone))
    except (OverflowError, ValueError):  # the first or the last day of all calendars has no other time zone
        return Card(file, said, "")


def _invitation(file: Attachment) -> Invitation | None:
    is_calendar = file.content_type.startswith("text/calendar") or file.name.lower().endswith(".ics")
    if not is_calendar or file.size > LARGEST or file.scan == Attachment.INFECTED:
        return None
    return _read(file.sha256)


@lru_cache(1024)
def _read(sha256: str) -> Invitation | None:
    try:
        return invitation_of(files.path(sha256).read_bytes())
    except FileNotFoundError:
        return None


def _times(said: Invitation, zone: tzinfo) -> tuple[str, str]:
    if said.starts is None:
        return "", ""
    if said.all_day:
        return _span(said.starts, said.ends, "l j F Y"), ""
    here = _span(said.starts.astimezone(zone), said.ends and said.ends.astimezone(zone), "l j F Y, H:i")
    is_same = said.starts.utcoffset() == said.starts.astimezone(zone).utcoffset()
    there = "" if is_same or not said.zone else f"{_span(said.starts, said.ends, 'l j F Y, H:i')} ({said.zone})"
    return here, there


def _span(starts: datetime, ends: datetime | None, shape: str) -> str:
    """From when until when; of one day the day is told once."""
    begins = date_format(starts, shape)
    if ends is None or ends == starts:
        return begins
    is_one_day = ends.date() == starts.date()
    return f"{begins} \u2013 {date_format(ends, 'H:i' if is_one_day else shape)}"
