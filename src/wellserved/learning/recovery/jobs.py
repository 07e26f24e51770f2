"""What is done later: colleagues hear of it, it becomes late, and the customer is asked how they find it now."""

from datetime import datetime
from typing import Any

from django.core.mail import send_mail

from wellserved.ground import clock
from wellserved.ground.jobs.registry import register
from wellserved.ground.journal.actor import rule
from wellserved.learning.recovery import actions, mails, reads, rules
from wellserved.learning.recovery.actions.announce import ASK, OVERDUE, TELL
from wellserved.learning.recovery.models import Recovery


def overdue(payload: dict[str, Any]) -> None:
    recovery = Recovery.objects.filter(id=payload["recovery"]).select_related("conversation").first()
    if recovery is not None:
        actions.note_overdue(recovery, datetime.fromisoformat(payload["due"]), by=rule())


def ask_again(payload: dict[str, Any]) -> None:
    recovery = Recovery.objects.filter(id=payload["recovery"]).first()
    if recovery is not None:
        actions.ask_again(recovery, seq=payload["seq"], by=rule(), at=clock.now())


def tell(payload: dict[str, Any]) -> None:
    """Mail it to whose it is; nothing once it is over, or while somebody sees to what was only to be taken."""
    told = ("site", "owner", "conversation__customer")
    recovery = Recovery.objects.unsettled().select_related(*told).filter(id=payload["recovery"]).first()
    why = payload["why"]
    if recovery is None or (why == rules.OPENED and recovery.is_taken):
        return
    subject, body = mails.of(recovery, why)
    for colleague in reads.to_tell(recovery, leads=why == rules.LATE):
        send_mail(subject, body, None, [colleague.email])


register(OVERDUE, overdue)
register(ASK, ask_again)
register(TELL, tell)
