"""Moments: what standards begin with, end with and count. Journal entries are told in these words, and no others.

A pack file writes them as they stand here: each is a phrase that a manager would say. `MEANINGS` is the whole list.
"""

from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.events import (
    ConversationAssigned,
    ConversationClosed,
    ConversationJoined,
    ConversationOpened,
    ConversationReopened,
    MessageReceived,
    MessageSent,
    MomentNoted,
    TimeQuoted,
    WaitingBegan,
    WaitingEnded,
)
from wellserved.serving.conversations.moments import CONTACTS, NOTED
from wellserved.serving.standards.events import QuestionMoved
from wellserved.serving.standards.facts import Watch

# What follows from messages and from what becomes of a conversation.
FOLLOWING = {
    "matter opened": "a conversation began",
    "matter began": "the customer said something themselves for the first time in a matter",
    "first question": "they wrote, and nobody has answered them in this matter yet",
    "next question": "they wrote again after an answer, and wait",
    "customer wrote": "each message of theirs",
    "contact": "each message, call or visit of theirs",
    "we replied": "somebody answered; automatic words are no answer",
    "waiting began": "the next word was theirs",
    "waiting ended": "the next word was ours again",
    "reassigned": "the matter went from one colleague to another",
    "time quoted": "we named a time by which something would be done",
    "settled": "the conversation was closed",
    "reopened": "it was not settled after all",
    "joined": "the conversation was put to another one, where it goes on",
}
MEANINGS = FOLLOWING | NOTED


def moments_of(watch: Watch, event: Event) -> tuple[str, ...]:
    """The moments that an entry is, seen from where the conversation stood just before."""
    match event:
        case MessageReceived(automatic=False):
            return (*asked(watch), "customer wrote", "contact")
        case QuestionMoved():
            return asked(watch)
        case MessageSent(purpose="reply"):
            return ("we replied",)
        case MomentNoted():
            return (event.moment, "contact") if event.moment in CONTACTS else (event.moment,)
        case ConversationAssigned():
            changed = watch.staff_id is not None and event.staff_id not in (None, watch.staff_id)
            return ("reassigned",) if changed else ()
        case _:
            return PLAIN.get(type(event), ())


def asked(watch: Watch) -> tuple[str, ...]:
    """What it is that the customer says something: the matter's beginning, a question, or both."""
    began = () if watch.heard else ("matter began",)
    if watch.unanswered:
        return began
    return (*began, "next question" if watch.replied else "first question")


PLAIN: dict[type[Event], tuple[str, ...]] = {
    ConversationOpened: ("matter opened",),
    ConversationClosed: ("settled",),
    ConversationReopened: ("reopened",),
    ConversationJoined: ("joined",),
    WaitingBegan: ("waiting began",),
    WaitingEnded: ("waiting ended",),
    TimeQuoted: ("time quoted",),
}
