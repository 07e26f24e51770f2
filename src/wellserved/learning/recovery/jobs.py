"""What is looked at later: whether it became late, and how the customer finds it now."""

from datetime import datetime
from typing import Any

from wellserved.ground import clock
from wellserved.ground.jobs.registry import register
from wellserved.ground.journal.actor import rule
from wellserved.learning.recovery import actions
from wellserved.learning.recovery.actions.announce import ASK, OVERDUE
from wellserved.learning.recovery.models import Recovery


def overdue(payload: dict[str, Any]) -> None:
    recovery = Recovery.objects.filter(id=payload["recovery"]).select_related("conversation").first()
    if recovery is not None:
        actions.note_overdue(recovery, datetime.fromisoformat(payload["due"]), by=rule())


def ask_again(payload: dict[str, Any]) -> None:
    recovery = Recovery.objects.filter(id=payload["recovery"]).first()
    if recovery is not None:
        actions.ask_again(recovery, seq=payload["seq"], by=rule(), at=clock.now())


register(OVERDUE, overdue)
register(ASK, ask_again)
