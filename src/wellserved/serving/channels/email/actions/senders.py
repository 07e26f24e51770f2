"""What the house decides about senders, and a conversation that turned out to be spam. Whoever calls has asked
whether they may: a decision about a sender holds for every mailbox of the house."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.serving.channels.email import rules
from wellserved.serving.channels.email.events import SenderDecided, SenderForgotten
from wellserved.serving.channels.email.models import SenderRule
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation


@transaction.atomic
def decide_about(pattern: str, verdict: str, *, by: Actor, at: datetime) -> SenderRule:
    """Allow or block an address or a `@domain`; the latest decision holds. ValueError says what is wrong with it."""
    if verdict not in (SenderRule.ALLOW, SenderRule.BLOCK):
        raise ValueError("Choose whether their mail is let in or held.")
    decided = {"verdict": verdict, "by_staff_id": by.id if by.kind == "staff" else None, "at": at}
    rule, _ = SenderRule.objects.update_or_create(pattern=rules.a_pattern(pattern), defaults=decided)
    record(SenderDecided(at=at, by=by, rule_id=rule.id, verdict=verdict))
    return rule


@transaction.atomic
def forget_decision(rule: SenderRule, *, by: Actor, at: datetime) -> bool:
    """The decision holds no longer. False if it was forgotten already."""
    id = rule.id
    deleted, _ = SenderRule.objects.filter(id=id).delete()
    if deleted:
        record(SenderForgotten(at=at, by=by, rule_id=id))
    return bool(deleted)


@transaction.atomic
def call_spam(conversation: Conversation, *, block: str = "", by: Actor, at: datetime) -> None:
    """Close it without asking anybody about it, and `block` this address from now on."""
    conversations.close(conversation, by=by, at=at, is_spam=True)
    if block:
        decide_about(block, SenderRule.BLOCK, by=by, at=at)


@transaction.atomic
def call_no_spam(conversation: Conversation, *, unblock: str = "", by: Actor, at: datetime) -> None:
    """Take `call_spam` back."""
    conversations.reopen(conversation, by=by, at=at)
    rule = SenderRule.objects.filter(pattern=unblock, verdict=SenderRule.BLOCK).first() if unblock else None
    if rule is not None:
        forget_decision(rule, by=by, at=at)
