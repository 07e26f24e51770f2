"""What a colleague does about a mail that did not get through."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actor import Actor
from wellserved.serving.channels.email.actions.delivering import DELIVER, queue
from wellserved.serving.channels.email.actions.fates import gave_up
from wellserved.serving.channels.email.fates import Fate
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Message

GIVEN_UP = "A colleague gave it up."


@transaction.atomic
def retry(message: Message, *, to: str = "", by: Actor, at: datetime) -> bool:
    """Send what failed once more, to those who did not get it, or in their place `to` another address.

    False if it did not fail, or is on its way again.
    """
    outgoing = Outgoing.objects.select_for_update().filter(message=message).first()
    if outgoing is None:
        return _afresh(message, to, by, at)
    if outgoing.state != Outgoing.FAILED:
        return False
    lost = [one for one in outgoing.recipients if outgoing.fates.get(one, {}).get("became") == "failed"]
    again = [to] if to else lost
    if to:
        kept = [one for one in outgoing.recipients if one not in (lost or outgoing.recipients) and one != to]
        outgoing.recipients = [to, *kept]
        outgoing.copies = [one for one in outgoing.copies if one in kept]
        conversations.addressed(message, outgoing.recipients, outgoing.copies)
    fate: Fate = {"became": "later", "reason": "", "at": at.isoformat()}
    outgoing.fates = {**outgoing.fates, **dict.fromkeys(again, fate)}
    outgoing.state, outgoing.attempts, outgoing.error = Outgoing.QUEUED, 0, ""
    outgoing.save(update_fields=["recipients", "copies", "fates", "state", "attempts", "error"])
    conversations.mark_delivery(message, Message.QUEUED, by=by, at=at)
    _arm(outgoing, at)
    return True


def send_now(message: Message, *, at: datetime) -> bool:
    """Do not wait for the next attempt. False if none is waited for."""
    outgoing = Outgoing.objects.filter(message=message, state=Outgoing.QUEUED).first()
    if outgoing is None:
        return False
    _arm(outgoing, at)
    return True


def give_up(message: Message, *, by: Actor, at: datetime) -> bool:
    """Do not try it again. False if it is gone, or going at this moment."""
    outgoing = Outgoing.objects.filter(message=message).select_related("message__conversation").first()
    return outgoing is not None and gave_up(outgoing, GIVEN_UP, by=by, at=at)


def _afresh(message: Message, to: str, by: Actor, at: datetime) -> bool:
    """It had no mailbox to go by, or nobody to go to."""
    if message.delivery != Message.FAILED:
        return False
    if to:
        conversations.addressed(message, [to], [])
    conversations.mark_delivery(message, Message.QUEUED, by=by, at=at)
    queue(message, at=at)
    return True


def _arm(outgoing: Outgoing, at: datetime) -> None:
    jobs.enqueue(DELIVER, {"outgoing": outgoing.id}, key=f"{DELIVER}:{outgoing.id}", due_at=at)
