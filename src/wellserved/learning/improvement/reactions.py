"""Who begins a conversation while something is tried by customer is on one of its sides, and that is recorded."""

from wellserved.learning.improvement import actions, reads, rules
from wellserved.serving.conversations.events import ConversationOpened


def enter(event: ConversationOpened) -> None:
    """Nobody chooses the side: it follows from the customer and the improvement alone."""
    if event.conversation_id is None or event.customer_id is None or event.site_id is None:
        return
    for improvement_id in reads.tried_by_customer(event.site_id):
        actions.enter(
            improvement_id,
            conversation_id=event.conversation_id,
            customer_id=event.customer_id,
            site_id=event.site_id,
            treated=rules.is_treated(improvement_id, event.customer_id),
            by=event.by,
            at=event.at,
        )
