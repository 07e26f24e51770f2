"""What is done later: colleagues hear of it, it becomes late, and the customer is asked how they find it now."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

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
    host = urlsplit(settings.PUBLIC_URL).hostname
    for colleague in reads.to_tell(recovery, leads=why == rules.LATE):
        # Done again, since one of several failed, it is the same mail to the others: mail programs show it once.
        name = {"Message-ID": f"<recovery-{payload['told']}-{colleague.id}@{host}>"}
        EmailMessage(subject, body, None, [colleague.email], headers=name).send()


register(OVERDUE, overdue)
register(ASK, ask_again)
register(TELL, tell)
