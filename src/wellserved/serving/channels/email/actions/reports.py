"""A delivery report comes back: the message that never arrived is marked, and so is the address."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.channels.email.belonging import named_by
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import Incoming, NewFile


def report(reading: Reading, incoming: Incoming, files: Sequence[NewFile], at: datetime) -> Message | None:
    """Keep the report in the conversation it is about, and draw its consequences; None if we sent no such mail."""
    outgoing = _reported(reading)
    if outgoing is None:
        return None
    failed = [address for address in reading.failed if address in outgoing.recipients]
    if failed or (reading.failed and len(outgoing.recipients) == 1):
        never_arrived(outgoing, failed or outgoing.recipients, "It came back as undeliverable.", at=at)
    return conversations.receive(outgoing.message.conversation, incoming, by=SYSTEM, at=at, files=files)


def never_arrived(outgoing: Outgoing, addresses: Sequence[str], reason: str, *, at: datetime) -> None:
    """These addresses cannot be reached, and so the message failed; once."""
    changed = (
        Outgoing.objects.filter(id=outgoing.id)
        .exclude(state=Outgoing.FAILED)
        .update(state=Outgoing.FAILED, error=reason[:1000])
    )
    if changed:
        conversations.mark_delivery(outgoing.message, False, by=SYSTEM, at=at)
    Identity.objects.filter(kind=Identity.EMAIL, value__in=addresses, unreachable_since=None).update(
        unreachable_since=at
    )


def _reported(reading: Reading) -> Outgoing | None:
    ids = [*reading.reported_ids, *reading.refers_to]
    rows = Outgoing.objects.select_related("message__conversation")
    named = named_by(reading)
    return rows.filter(Q(message_id__in=named) | Q(header_id__in=ids)).order_by("-id").first()
