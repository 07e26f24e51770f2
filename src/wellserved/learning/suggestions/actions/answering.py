"""You said, we did: how a suggestion stands, told in public and to those who left an address."""

from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.customers.reads import address_of
from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback.reads import has_refused
from wellserved.learning.suggestions import events, rules
from wellserved.learning.suggestions.actions.announce import announce
from wellserved.learning.suggestions.actions.supporting import tell_supporters
from wellserved.learning.suggestions.mails import what_became_of
from wellserved.learning.suggestions.models import Suggestion
from wellserved.learning.suggestions.wording import wording
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Purpose
from wellserved.serving.voice.reads import speech_of


@transaction.atomic
def decide(
    suggestion: Suggestion,
    *,
    state: str,
    title: str = "",
    answer: str = "",
    tell: bool = True,
    by: Actor,
    at: datetime,
) -> bool:
    """How it stands and, with an `answer`, what is said of it. False if somebody else answered meanwhile.

    News, a new answer or the end of it, is mailed to who suggested it, if `tell`; at the end also to who supports it
    and confirmed an address. NotAllowed says what is missing.
    """
    if suggestion.merged_into_id is not None:
        raise rules.NotAllowed("Another suggestion speaks for this one: answer that.")
    now, title, answer = rules.answer_of(state, title, answer)
    previous = suggestion.state
    ends = now in rules.ENDED and now != previous
    is_news = answer != "" and (ends or answer != suggestion.answer)
    values: dict[str, Any] = {"state": now, "title": title, "answer": answer}
    if is_news:
        values |= {"answered_at": at, "answered_by_id": by.id, "answers": suggestion.answers + 1}
    as_it_was = Suggestion.objects.filter(id=suggestion.id, answers=suggestion.answers, state=previous)
    if not as_it_was.update(**values):
        return False
    for name, value in values.items():
        setattr(suggestion, name, value)
    if now != previous:
        announce(events.SuggestionDecided, suggestion, by, at, state=now.value, previous=previous)
    if is_news:
        told = _tell(suggestion, by, at) if tell else 0
        announce(events.SuggestionAnswered, suggestion, by, at, told=told)
    return True


def _tell(suggestion: Suggestion, by: Actor, at: datetime) -> int:
    """Each customer once, whatever number of the merged ones they made or support; returns how many."""
    told: set[int] = set()
    together = [suggestion, *suggestion.merged.order_by("id")]
    for one in together:
        if one.customer_id is not None and one.customer_id not in told and _would_hear(one, one.customer_id):
            told.add(one.customer_id)
            _write(one, suggestion, by, at)
    supporters = tell_supporters(suggestion, but=told, at=at) if suggestion.state in rules.ENDED else 0
    return len(told) + supporters


def _would_hear(suggestion: Suggestion, customer_id: int) -> bool:
    """Who left an address asked for an answer; what goes on in a matter is a notice, and those can be refused."""
    unasked = suggestion.conversation_id is not None
    return bool(address_of(customer_id)) and not (unasked and has_refused(customer_id))


def _write(to: Suggestion, answered: Suggestion, by: Actor, at: datetime) -> None:
    text = _words(to, answered)
    if to.conversation is not None:
        conversations.say(to.conversation, text, purpose=Purpose.NOTICE, waiting=False, by=by, at=at)
        return
    assert to.customer is not None
    subject = wording(speech_of(to.site).language).subject
    to.conversation = conversations.begin(to.customer, to.site, subject=subject, text=text, by=by, at=at)
    to.save(update_fields=["conversation"])


def _words(to: Suggestion, answered: Suggestion) -> str:
    said = wording(speech_of(to.site).language).suggested
    colleague = answered.answered_by.name if answered.answered_by else ""
    return what_became_of(answered, said, customer=to.customer.name if to.customer else "", colleague=colleague)
