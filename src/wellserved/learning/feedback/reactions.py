from wellserved.ground.journal.actor import rule
from wellserved.learning.feedback import actions
from wellserved.serving.conversations.events import ConversationClosed
from wellserved.serving.conversations.models import Conversation


def ask(event: ConversationClosed) -> None:
    """Whoever closed it, a person, a rule or a program: the customer is asked how it was."""
    conversation = Conversation.objects.select_related("site", "customer").get(id=event.conversation_id or 0)
    actions.invite(conversation, closure_seq=event.seq, by=rule(), at=event.at)
