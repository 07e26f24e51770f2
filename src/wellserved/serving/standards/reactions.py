from wellserved.ground.customers.events import CustomerErased
from wellserved.ground.hours.events import OutageDeclared, OutageEnded, OutageWithdrawn
from wellserved.ground.journal.actor import rule
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.events import ConversationJoined, MessageSent
from wellserved.serving.conversations.models import Message
from wellserved.serving.standards import actions, reads
from wellserved.serving.standards.actions import acting
from wellserved.serving.standards.actions.forgetting import forget
from wellserved.serving.standards.events import StandardMissed, StandardWarned
from wellserved.serving.standards.hearing import heard


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


def listen(event: MessageSent) -> None:
    """What a rule hears in an answer of a colleague is observed; what machines say is nobody's courtesy."""
    if event.purpose != "reply" or event.by.kind != "staff":
        return
    message = Message.objects.select_related("conversation").get(id=event.message_id)
    for standard in reads.listening(message.conversation, event.at):
        happened = heard(standard.rule, message.text)
        conversations.observe(
            message.conversation, standard.key, happened, source="rule", about=event.by.id, by=rule(), at=event.at
        )


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id)
