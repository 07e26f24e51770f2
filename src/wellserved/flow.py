"""Event -> reactions: the only wiring there is. Read this first.

`now` runs in the transaction of the event (no network, no mail); `later` is a durable job, at least once.
"""

from collections.abc import Mapping

from wellserved.ground.journal.dispatch import Reaction, later, now
from wellserved.ground.journal.events import Event
from wellserved.learning.feedback import reactions as feedback
from wellserved.serving.channels.email import reactions as email
from wellserved.serving.conversations import events as conversation
from wellserved.serving.conversations import reactions as conversations
from wellserved.serving.standards import reactions as standards

REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    conversation.ConversationOpened: (later(conversations.acknowledge),),
    conversation.MessageReceived: (now(standards.follow),),
    conversation.MessageSent: (now(standards.follow), later(email.send)),
    conversation.WaitingBegan: (now(standards.follow),),
    conversation.WaitingEnded: (now(standards.follow),),
    conversation.ConversationAssigned: (now(standards.follow),),
    conversation.ConversationClosed: (now(standards.follow), later(feedback.ask)),
    conversation.ConversationJoined: (now(standards.follow),),
}
