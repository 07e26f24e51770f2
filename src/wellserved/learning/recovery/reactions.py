from wellserved.ground.accounts.events import StaffChanged, StaffDeactivated
from wellserved.ground.customers.events import CustomerErased
from wellserved.ground.journal.actor import rule
from wellserved.learning.feedback.events import ResponseChanged, ResponseGiven
from wellserved.learning.feedback.models import Response
from wellserved.learning.recovery import actions, reads, rules
from wellserved.learning.recovery.actions.forgetting import forget
from wellserved.serving.conversations.events import MessageSent


def listen(event: ResponseGiven | ResponseChanged) -> None:
    """A dissatisfied answer opens a recovery when it becomes so; one to a question asked again decides another."""
    if asked := reads.asked_by(event.invitation_id):
        actions.judge(asked, rules.verdict(event.comparison, event.ratings), by=event.by, at=event.at)
        return
    now = rules.is_dissatisfied(event.comparison, event.ratings, event.scores)
    known = reads.of_response(event.response_id)
    if known is None and now and event.conversation_id is not None:
        response = Response.objects.select_related("conversation").get(id=event.response_id)
        actions.open(response, by=rule(), at=event.at)
    elif known is not None and not now:
        if not actions.withdraw(known, by=rule(), at=event.at):
            actions.ease(known, True, by=rule(), at=event.at)
    elif known is not None and known.withdrawn_at is not None:
        actions.reopen(known, by=rule(), at=event.at)
    elif known is not None:
        actions.ease(known, False, by=rule(), at=event.at)


def heard(event: MessageSent) -> None:
    """A colleague's answer is the first word to who waits to be won back."""
    if event.purpose == "reply" and event.by.kind == "staff":
        for recovery in reads.open_in(event.conversation_id or 0):
            actions.contact(recovery, by=event.by, at=event.at)


def left(event: StaffDeactivated | StaffChanged) -> None:
    """What was theirs to make right at a site where they serve no more is somebody else's."""
    for recovery in reads.orphaned_by(event.staff_id):
        actions.hand_over(recovery, actions.whose(recovery.site_id, None), by=rule(), at=event.at)


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id)
