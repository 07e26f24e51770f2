"""An unhappy guest of Linden Quay: Bob wrote, Sander served him, and Bob says how it was."""

from datetime import datetime, timedelta
from itertools import count

from django.db import transaction

from tests.world import World
from wellserved.ground.journal.actor import rule, staff
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.recovery.models import Recovery
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming

HOUR = timedelta(hours=1)
_closings = count(1)


def asked(world: World, at: datetime) -> Invitation:
    """The guest wrote the day before, was served and is asked."""
    mail = Incoming("email", world.email_of(world.bob), "The room was cold.", subject="A cold room")
    matter, _ = conversations.open(mail, customer=world.bob, site=world.quay, at=at - 30 * HOUR)
    by = staff(world.sander.id)
    conversations.say(matter, "We are sorry.", by=by, at=at - 29 * HOUR)
    conversations.assign(matter, staff_id=world.sander.id, by=by, at=at - 29 * HOUR)
    matter.refresh_from_db()
    with transaction.atomic():
        invitation = invite(matter, closure_seq=-next(_closings), by=rule(), at=at - HOUR)
    assert invitation
    return invitation


def says(invitation: Invitation, comparison: int, at: datetime, words: str | None = None) -> Response:
    return answer(invitation, Given(comparison=comparison, words=words), at=at)


def unhappy(world: World, at: datetime) -> Recovery:
    """Bob says at this moment that it was far below what he expected."""
    response = says(asked(world, at), -2, at, "Nobody cared.")
    return Recovery.objects.select_related("conversation").get(response=response)
