"""The mails about a suggestion: what became of it, and whether an address is its reader's."""

from django.conf import settings
from django.urls import reverse

from wellserved.learning.suggestions.links import hearing_token
from wellserved.learning.suggestions.models import Suggestion
from wellserved.learning.suggestions.wording import wording
from wellserved.serving.voice.reads import speech_of


def what_became_of(suggestion: Suggestion, said: str, *, customer: str = "", colleague: str = "") -> str:
    """Our answer, in the voice of its site; `said` is the sentence that brings its title to mind."""
    speech = speech_of(suggestion.site)
    facts = speech.facts(customer=customer, colleague=colleague)
    page = settings.PUBLIC_URL + reverse("suggestions", args=[suggestion.site.slug])
    others = wording(speech.language).others.format(page=page)
    said = said.format(title=suggestion.title)
    return f"{speech.greeting(facts)}\n\n{said}\n\n{suggestion.answer}\n\n{others}\n\n{speech.closing(facts)}".strip()


def to_supporter(suggestion: Suggestion, customer_id: int, name: str) -> tuple[str, str, str]:
    """Subject, text, and the page that ends mail of this kind."""
    ours = wording(speech_of(suggestion.site).language)
    leave = address("hears", hearing_token(customer_id))
    text = what_became_of(suggestion, ours.supported, customer=name)
    return suggestion.title, f"{text}\n\n{ours.leave.format(link=leave)}", leave


def to_confirm(suggestion: Suggestion, token: str) -> tuple[str, str]:
    """Subject and text. Nothing in it was written by whoever typed the address: it advertises nothing of theirs."""
    speech = speech_of(suggestion.site)
    ours, facts = wording(speech.language), speech.facts()
    asked = ours.confirm.format(title=suggestion.title, link=address("hear", token))
    return ours.confirm_subject, f"{speech.greeting(facts)}\n\n{asked}\n\n{speech.closing(facts)}".strip()


def address(name: str, token: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=[token])
