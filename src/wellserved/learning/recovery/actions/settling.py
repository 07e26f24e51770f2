"""What was done, and what came of it as a colleague sees it; the customer is asked a day later."""

from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actor import Actor
from wellserved.learning.recovery import events, rules
from wellserved.learning.recovery.actions.announce import ASK, announce, watch
from wellserved.learning.recovery.actions.opening import due_from
from wellserved.learning.recovery.models import Recovery
from wellserved.learning.recovery.rules import NotAllowed


@transaction.atomic
def settle(recovery: Recovery, *, outcome: str, done: str, by: Actor, at: datetime) -> bool:
    """Record it. False if somebody else did; NotAllowed says what is missing.

    Who is thought to be recovered is asked after rules.ASKED_AFTER; until then, `reopen` leaves no trace with them.
    """
    done = done.strip()[: rules.DONE_CHARACTERS]
    if outcome not in rules.OUTCOMES:
        raise NotAllowed("Choose what came of it.")
    if not done:
        raise NotAllowed("Write in a sentence what was done: whoever meets this customer next wants to know.")
    values = {"settled_at": at, "settled_by_id": by.id, "outcome": outcome, "done": done}
    if not Recovery.objects.unsettled().filter(id=recovery.id).update(**values):
        return False
    for name, value in values.items():
        setattr(recovery, name, value)
    settled = announce(events.RecoverySettled, recovery, by, at, outcome=outcome)
    if outcome == rules.RECOVERED and recovery.asked_again_id is None:
        payload = {"recovery": recovery.id, "seq": settled.seq}
        jobs.enqueue(ASK, payload, key=f"{ASK}:{recovery.id}", due_at=at + rules.ASKED_AFTER)
    return True


@transaction.atomic
def reopen(recovery: Recovery, *, by: Actor, at: datetime) -> bool:
    """It is not over after all; what was recorded stays, to be written on. False if it is open.

    A colleague who takes an outcome back has no more time than before. Where the customer says so it is due anew.
    """
    over = Recovery.objects.filter(id=recovery.id).exclude(settled_at=None, withdrawn_at=None)
    values: dict[str, Any] = {"settled_at": None, "withdrawn_at": None, "outcome": ""}
    if by.kind != "staff":
        due = due_from(recovery.site_id, at)
        values |= {"outcome_due_at": due.outcome}
        values |= {} if recovery.contacted_at else {"contact_due_at": due.contact}
    if not over.update(**values):
        return False
    for name, value in values.items():
        setattr(recovery, name, value)
    announce(events.RecoveryReopened, recovery, by, at)
    watch(recovery)
    return True
