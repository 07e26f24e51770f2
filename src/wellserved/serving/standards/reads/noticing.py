"""What people and rules may say about a conversation, for a standard that looks at it."""

from datetime import datetime

from wellserved.ground.journal.events import Event
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations.events import MomentNoted, Observed, TimeQuoted
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.moments import NOTED
from wellserved.serving.standards import facts
from wellserved.serving.standards.hearing import listens
from wellserved.serving.standards.intended import holds
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.reads.book import Book
from wellserved.serving.standards.reads.kept import watch_of


def watched(conversation: Conversation, at: datetime) -> list[str]:
    """The moments to be noted that a standard in force looks at in such a conversation, in the order of a visit."""
    watch = watch_of(conversation.id)
    if watch is None:
        return []
    terms = [one for one in Book().terms.values() if one.in_force(at) and holds(one, watch)]
    looked_at = {moment for one in terms for moment in {one.starts} | one.concerned}
    return [moment for moment in NOTED if moment in looked_at]


def observable(conversation: Conversation, at: datetime) -> list[Standard]:
    """The standards in force for such a conversation whose fulfilment a colleague may observe."""
    watch = watch_of(conversation.id)
    if watch is None:
        return []
    ids = [
        one.id
        for one in Book().terms.values()
        if one.kind == facts.OBSERVED and one.in_force(at) and holds(one, watch)
    ]
    found = Standard.objects.filter(id__in=ids).order_by("key")
    return [one for one in found if "colleague" in one.rule.get("by", ("colleague",))]


def listening(conversation: Conversation, at: datetime) -> list[Standard]:
    """The standards in force for the conversation that a rule observes in our words."""
    watch = watch_of(conversation.id)
    ids = (
        []
        if watch is None
        else [one.id for one in Book().by_kind(facts.OBSERVED) if one.in_force(at) and holds(one, watch)]
    )
    return [one for one in Standard.objects.filter(id__in=ids).order_by("key") if listens(one.rule)] if ids else []


def noted_on(conversation_id: int) -> list[Event]:
    """What was noted of a visit or a call, in order."""
    kinds = (MomentNoted, TimeQuoted, Observed)
    return sorted(
        Entry.objects.of(conversation_id).of_kinds(*kinds).events(), key=lambda event: (event.at, event.seq)
    )
