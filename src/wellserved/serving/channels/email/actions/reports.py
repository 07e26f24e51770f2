"""A report about a mail of ours comes back: it never arrived, it is late, it arrived, or it was called spam."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.channels.email.actions.fates import bounced, complained, delivered
from wellserved.serving.channels.email.belonging import named_by
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.tokens import messages_returned
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import Incoming, NewFile

NEVER, LATER = "It came back as undeliverable.", "It is late: the other side is still trying."


def reported(reading: Reading) -> Outgoing | None:
    """The mail of ours that a report is about: by a token in our return path, or in what it quotes, or by an id."""
    ids = [*reading.reported_ids, *reading.refers_to]
    rows = Outgoing.objects.select_related("message__conversation__joined_into")
    named = named_by(reading)
    return rows.filter(Q(message_id__in=named) | Q(header_id__in=ids)).order_by("-id").first()


def is_of_nobody(reading: Reading) -> bool:
    """Whether it reports on a mail of ours whose customer was erased: its token is ours, the message gone."""
    named = named_by(reading) if reading.is_report or reading.is_complaint else []
    return bool(named) and not Message.objects.filter(id__in=named).exists()


def is_proven(reading: Reading, outgoing: Outgoing) -> bool:
    """Whether the report brings back what only they have to whom the mail went, and who carried it there: an id alone
    is known to whoever saw any answer to it."""
    return outgoing.message_id in messages_returned((*reading.recipients, *reading.reported_ids))


def report(
    outgoing: Outgoing, reading: Reading, incoming: Incoming, files: Sequence[NewFile], at: datetime
) -> Message:
    """Keep the report in the conversation it is about, and draw its consequences."""
    if reading.is_complaint:
        complained(outgoing, at=at)
    for failure in reading.failures:
        said = f"{failure.status} {failure.reason}".strip()
        reason = said or (LATER if failure.delayed else NEVER)
        bounced(outgoing, [failure.address], reason, at=at, permanent=not failure.delayed)
    if reading.arrived:
        delivered(outgoing, reading.arrived, at=at)
    return conversations.receive(outgoing.message.conversation, incoming, by=SYSTEM, at=at, files=files)
