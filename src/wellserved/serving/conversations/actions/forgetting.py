"""Their matters stay, closed and empty: figures count them. What was said in them goes, whoever said it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from wellserved.ground.customers.actions import note_files
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import Actor
from wellserved.serving.conversations import rules
from wellserved.serving.conversations.actions.state import close
from wellserved.serving.conversations.models import Attachment, Conversation, Message, Participant, Status


@transaction.atomic
def forget(customer_id: int, *, by: Actor, at: datetime) -> None:
    """Their matters, and what they wrote or where they took part in others'."""
    matters = Conversation.objects.filter(customer_id=customer_id)
    for matter in matters.exclude(status__in=(Status.CLOSED, Status.JOINED)).order_by("id"):
        close(matter, by=by, at=at)
    addresses = set(
        Identity.objects.filter(customer_id=customer_id, kind=Identity.EMAIL).values_list("value", flat=True)
    )
    others = _others(customer_id, addresses)
    theirs = Message.objects.of_customer(customer_id)
    note_files(customer_id, set(Attachment.objects.filter(message__in=theirs).values_list("sha256", flat=True)))
    theirs.delete()
    Participant.objects.filter(conversation__in=matters).delete()
    Participant.objects.filter(address__in=addresses).delete()
    for other in Conversation.objects.filter(id__in=others).order_by("id"):
        _leave(other, addresses)
    Conversation.objects.filter(perhaps_belongs_to__in=matters).update(perhaps_belongs_to=None)
    matters.update(
        subject="", latest_text="", message_count=0, undelivered=False, is_urgent=False, perhaps_belongs_to=None
    )


def _others(customer_id: int, addresses: Collection[str]) -> list[int]:
    """The matters of others in which they take part, or did."""
    rows = Participant.objects.filter(address__in=addresses).exclude(conversation__customer_id=customer_id)
    return sorted(set(rows.values_list("conversation_id", flat=True)))


def _leave(matter: Conversation, addresses: Collection[str]) -> None:
    """Nobody sees there any more that they were written to; and the matter repeats what is its newest message now."""
    messages = Message.objects.filter(conversation_id=matter.id)
    for message in messages.order_by("id").only("recipients", "copies"):
        if set(addresses) & {*message.recipients, *message.copies}:
            message.recipients = [one for one in message.recipients if one not in addresses]
            message.copies = [one for one in message.copies if one not in addresses]
            message.save(update_fields=["recipients", "copies"])
    newest = messages.public().order_by("at", "id").last()
    matter.message_count = messages.count()
    matter.latest_text = rules.preview(newest.text) if newest else ""
    matter.latest_direction = newest.direction if newest else matter.latest_direction
    matter.save(update_fields=["message_count", "latest_text", "latest_direction"])
