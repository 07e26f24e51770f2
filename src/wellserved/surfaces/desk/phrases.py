"""The answers that are kept ready, as they would read in this conversation."""

from dataclasses import dataclass

from wellserved.ground.accounts.models import Staff
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.voice import rules
from wellserved.serving.voice.reads import phrases_at, speech_of


@dataclass(frozen=True)
class Ready:
    name: str
    text: str


def phrases_for(viewer: Staff, conversation: Conversation) -> list[Ready]:
    """By name; what names something unknown of this customer lacks that line."""
    kept = phrases_at(conversation.site_id)
    if not kept:
        return []
    facts = speech_of(conversation.site).facts(
        customer=conversation.customer.name, reference=conversation.reference, colleague=viewer.name
    )
    return [Ready(phrase.name, rules.filled(phrase.text, facts)) for phrase in kept]
