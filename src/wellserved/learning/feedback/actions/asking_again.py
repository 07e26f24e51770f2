"""Asking once more, after something was made right: the quiet time of other questions does not count."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback import reads, rules
from wellserved.learning.feedback.actions.asking import send
from wellserved.learning.feedback.models import Invitation
from wellserved.serving.conversations.models import Conversation


@transaction.atomic
def invite_again(conversation: Conversation, *, seq: int, by: Actor, at: datetime) -> Invitation | None:
    """Ask how it is now, the short form; None if they cannot be reached, refused, or were asked for this `seq`.

    `seq` is the journal's number of what asks.
    """
    Customer.objects.select_for_update().get(id=conversation.customer_id)
    asking = reads.asking(conversation, at)
    asked = Invitation.objects.filter(closure_seq=seq).exists()
    if asked or asking.refused or not asking.reachable:
        return None
    return send(conversation, rules.SHORT, seq=seq, by=by, at=at)
