from wellserved.ground.journal.events import Event
from wellserved.serving.standards import actions


def follow(event: Event) -> None:
    """Start, pause, resume or settle the clocks of the conversation."""
    actions.follow(event)
