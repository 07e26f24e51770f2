"""How colleagues win back whom the house disappointed, and what these say when they are asked once more."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from wellserved.ground.journal.actor import rule, staff
from wellserved.learning.feedback import actions as feedback
from wellserved.learning.feedback.given import Given
from wellserved.learning.recovery import actions as recovery
from wellserved.learning.recovery.actions.announce import ASK, OVERDUE, TELL
from wellserved.learning.recovery.models import Recovery
from wellserved.learning.recovery.rules import ASKED_AFTER, LOST, RECOVERED
from wellserved.linden.founding import Group
from wellserved.linden.people import Nature
from wellserved.linden.reads import open_invitation, unsettled_in
from wellserved.linden.rhythm import while_awake
from wellserved.serving.conversations.models import Conversation

HOUR = timedelta(hours=1)
LET_LIE, STAYS_LOST, CONTENT = 0.15, 0.2, 0.75
DONE = (
    "Called them, said sorry, and told them what went wrong.",
    "Sent a card and a voucher for the next time; they laughed.",
    "Put it right the same day and wrote to say so.",
)
LOST_IN_SPITE = "Called twice and wrote once. They would rather go elsewhere."


def _late(payload: dict[str, Any], at: datetime) -> None:
    recovery.note_overdue(_of(payload), datetime.fromisoformat(payload["due"]), by=rule())


def _ask(payload: dict[str, Any], at: datetime) -> None:
    recovery.ask_again(_of(payload), seq=payload["seq"], by=rule(), at=at)


def _of(payload: dict[str, Any]) -> Recovery:
    return Recovery.objects.select_related("conversation").get(id=payload["recovery"])


def _silent(payload: dict[str, Any], at: datetime) -> None:
    """No colleague is written to about what is only told."""


LATER = {OVERDUE: _late, ASK: _ask, TELL: _silent}


def won_back(
    group: Group, conversation: Conversation, nature: Nature, at: datetime, until: datetime, rng: Random
) -> Iterator[datetime]:
    """Nothing if there is nothing to make right, or everybody lets it lie."""
    found = unsettled_in(conversation)
    if found is None or rng.random() < LET_LIE:
        return
    zone = conversation.site.zone
    by = staff(found.owner_id or group.staff["Maren Linden"].id)
    yield (at := while_awake(at + rng.lognormvariate(0.7, 0.9) * HOUR, zone, rng))
    recovery.contact(found, by=by, at=at)
    yield (at := while_awake(at + rng.lognormvariate(2.0, 0.8) * HOUR, zone, rng))
    lost = rng.random() < STAYS_LOST
    if not lost and at + 2 * ASKED_AFTER > until:
        return  # they would be asked when the story is over
    outcome, done = (LOST, LOST_IN_SPITE) if lost else (RECOVERED, rng.choice(DONE))
    recovery.settle(found, outcome=outcome, done=done, by=by, at=at)
    if lost or rng.random() > 0.3 + nature.answers:
        return
    yield (at := while_awake(at + ASKED_AFTER + rng.uniform(7, 20) * HOUR, zone, rng))
    if (invitation := open_invitation(conversation)) is not None:
        feedback.answer(invitation, Given(comparison=1 if rng.random() < CONTENT else -1), at=at)
