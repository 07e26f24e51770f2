"""A matter of Alice's at Linden House, ready to be asked about."""

from datetime import datetime, timedelta

from django.db import transaction

from tests.world import World
from wellserved.ground.journal.actor import rule, staff
from wellserved.learning.feedback.actions import invite
from wellserved.learning.feedback.models import Invitation
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message, Purpose
from wellserved.serving.conversations.rules import Incoming


def asks_for_late_check_out(world: World, at: datetime) -> Conversation:
    """Alice writes to Linden House."""
    incoming = Incoming("email", world.email_of(world.alice), "May we stay until two?", subject="Late check-out")
    return conversations.open(incoming, customer=world.alice, site=world.house, at=at)[0]


def answered_and_closed(world: World, at: datetime) -> Conversation:
    """Ines answers and closes it."""
    conversation = asks_for_late_check_out(world, at)
    conversations.say(conversation, "Of course.", by=staff(world.ines.id), at=at + timedelta(minutes=5))
    conversations.close(conversation, by=staff(world.ines.id), at=at + timedelta(minutes=6))
    return conversation


def invited(world: World, at: datetime, closure_seq: int = 1) -> Invitation:
    with transaction.atomic():  # a running house's worker must not ask in between
        invitation = invite(answered_and_closed(world, at), closure_seq=closure_seq, by=rule(), at=at)
    assert invitation
    return invitation


def survey_mail(conversation: Conversation) -> Message:
    return Message.objects.get(conversation_id=conversation.id, purpose=Purpose.SURVEY)
