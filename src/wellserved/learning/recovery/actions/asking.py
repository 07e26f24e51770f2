"""The customer is asked once more, and their answer says whether they are recovered."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback.actions.asking_again import invite_again
from wellserved.learning.recovery import events, rules
from wellserved.learning.recovery.actions.announce import announce, tell
from wellserved.learning.recovery.actions.settling import reopen
from wellserved.learning.recovery.models import Recovery


@transaction.atomic
def ask_again(recovery: Recovery, *, seq: int, by: Actor, at: datetime) -> bool:
    """Ask how it is now; `seq` is the settling that asks. False if they may not be asked, or were."""
    recovery = (
        Recovery.objects.select_for_update(of=("self",)).select_related("conversation__site").get(id=recovery.id)
    )
    if recovery.settled_at is None or recovery.outcome != rules.RECOVERED or recovery.asked_again_id is not None:
        return False
    invitation = invite_again(recovery.conversation, seq=seq, by=by, at=at)
    if invitation is None:
        return False
    recovery.asked_again = invitation
    recovery.save(update_fields=["asked_again"])
    return True


@transaction.atomic
def judge(recovery: Recovery, says: str, *, by: Actor, at: datetime) -> bool:
    """What the customer says of it, whatever we thought; False if that was known. Whoever is not, is ours again."""
    if not Recovery.objects.filter(id=recovery.id).exclude(customer_says=says).update(customer_says=says):
        return False
    recovery.customer_says = says
    recovered = {rules.SAID_YES: True, rules.SAID_NO: False}.get(says)
    judged = announce(events.RecoveryJudged, recovery, by, at, recovered=recovered)
    if says == rules.SAID_NO:
        reopen(recovery, by=by, at=at)
        tell(rules.NOT_RECOVERED, recovery, judged)
    return True
