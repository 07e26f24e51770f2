"""You said, we did: how a suggestion stands, told in public and to those who left an address."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from wellserved.ground.customers.reads import address_of
from wellserved.ground.journal.actor import Actor
from wellserved.learning.suggestions import events, rules
from wellserved.learning.suggestions.actions.announce import announce
from wellserved.learning.suggestions.models import Suggestion
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

    An answer that says something new is mailed to who left an address, if `tell`. NotAllowed says what is missing.
    """
    if suggestion.merged_into_id is not None:
        raise rules.NotAllowed("Another suggestion speaks for this one: answer that.")
    now, title, answer = rules.answer_of(state, title, answer)
    previous, is_news = suggestion.state, answer not in ("", suggestion.answer)
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
    """Each customer once, however many of the merged ones are theirs; returns how many."""
    told: set[int] = set()
    together = [suggestion, *suggestion.merged.order_by("id")]
    for one in together:
        if one.customer_id is not None and one.customer_id not in told and address_of(one.customer_id):
            told.add(one.customer_id)
            _write(one, suggestion, by, at)
    return len(told)


def _write(to: Suggestion, answered: Suggestion, by: Actor, at: datetime) -> None:
    text = _words(to, answered)
    if to.conversation is not None:
        conversations.say(to.conversation, text, purpose=Purpose.NOTICE, waiting=False, by=by, at=at)
        return
    assert to.customer is not None
    subject = gettext("What became of your suggestion")
    to.conversation = conversations.begin(to.customer, to.site, subject=subject, text=text, by=by, at=at)
    to.save(update_fields=["conversation"])


def _words(to: Suggestion, answered: Suggestion) -> str:
    speech = speech_of(to.site)
    colleague = answered.answered_by.name if answered.answered_by else ""
    facts = speech.facts(customer=to.customer.name if to.customer else "", colleague=colleague)
    page = settings.PUBLIC_URL + reverse("suggestions", args=[to.site.slug])
    said = gettext("You suggested: %s") % answered.title
    more = gettext("What others suggested, and what we did: %s") % page
    return f"{speech.greeting(facts)}\n\n{said}\n\n{answered.answer}\n\n{more}\n\n{speech.closing(facts)}".strip()
