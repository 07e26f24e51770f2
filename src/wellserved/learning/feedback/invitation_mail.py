"""The mail that asks: five links, each of which is an answer."""

from django.template.loader import render_to_string

from wellserved.ground.accounts.models import Site
from wellserved.learning.feedback.items import COMPARISONS
from wellserved.learning.feedback.rules import LASTS, SHORT
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.voice import rules
from wellserved.serving.voice.reads import Speech, speech_of


def written(conversation: Conversation, form: str) -> tuple[str, str, str]:
    """Subject, text and HTML. The links hold `~secret~` until the mail leaves (conversations/links.py)."""
    speech = speech_of(conversation.site)
    return spoken(
        speech,
        conversation.site,
        form,
        about=conversation.subject,
        customer=conversation.customer.name,
        reference=conversation.reference,
        colleague=conversation.assignee.name if conversation.assignee else "",
        page=links.address("status", links.STATUS),
    )


def spoken(
    speech: Speech,
    site: Site,
    form: str = SHORT,
    *,
    customer: str,
    reference: str,
    about: str = "",
    colleague: str = "",
    page: str = "",
) -> tuple[str, str, str]:
    """The same of facts that are told; `about` is the matter's subject."""
    survey = links.address("survey", links.SECRET)
    facts = speech.facts(customer=customer, reference=reference, colleague=colleague, status_link=page)
    ready = speech.words
    shown = {
        "site": site,
        "language": speech.language,
        "greeting": speech.greeting(facts),
        "form": form,
        "ready": ready,
        "changeable": ready.changeable.format(days=LASTS.days),
        "refusal": links.address("survey_refusal", links.SECRET),
        "answers": [
            (label, f"{survey}?answer={comparison + 3}")
            for comparison, label in zip(COMPARISONS, ready.answers, strict=True)
        ],
    }
    subject = rules.filled(ready.survey_subject, facts)
    if about and not speech.own_survey_subject:
        subject = f"{subject} {ready.about.format(subject=about)}"
    html = rules.formatted(ready.survey, facts, ready.status_label)
    return (
        subject,
        render_to_string("mails/survey/text.txt", {**shown, "words": rules.filled(ready.survey, facts)}),
        render_to_string("mails/survey/html.html", {**shown, "words": html}),
    )
