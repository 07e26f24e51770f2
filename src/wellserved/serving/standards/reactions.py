from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import ConversationJoined
from wellserved.serving.standards import actions


def follow(event: Event) -> None:
    """Start, pause, resume or settle the clocks of the conversation."""
    actions.follow(event)


def follow_joining(event: ConversationJoined) -> None:
    """Stop the clocks of the one; what waits for an answer waits in the other."""
    actions.follow_joining(event)
