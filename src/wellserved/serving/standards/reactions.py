from wellserved.ground.hours.events import OutageDeclared, OutageEnded, OutageWithdrawn
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import ConversationJoined
from wellserved.serving.standards import actions, reads
from wellserved.serving.standards.actions import acting
from wellserved.serving.standards.events import StandardMissed, StandardWarned


def follow(event: Event) -> None:
    """Start, pause, resume or settle the clocks of the conversation."""
    actions.follow(event)


def follow_joining(event: ConversationJoined) -> None:
    """Stop the clocks of the one; what waits for an answer waits in the other."""
    actions.follow_joining(event)


def recount(event: OutageDeclared | OutageEnded | OutageWithdrawn) -> None:
    """An outage changes what counted as service: what ran meanwhile is followed again from its beginning."""
    for conversation_id in reads.touched_by_outage(event.outage_id):
        actions.follow_again(conversation_id)


def act(event: StandardWarned | StandardMissed) -> None:
    """Tell colleagues, change hands or tell the customer, as the standard says."""
    acting.act(event)
