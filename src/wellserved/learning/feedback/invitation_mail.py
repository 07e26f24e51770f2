"""The mail that asks: five links, each of which is an answer."""

from django.template.loader import render_to_string

from wellserved.learning.feedback.items import COMPARISONS
from wellserved.learning.feedback.rules import LASTS
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Conversation


def written(conversation: Conversation, form: str) -> tuple[str, str, str]:
    """Subject, text and HTML. The links hold `~secret~` until the mail leaves (conversations/links.py)."""
    page = links.address("survey", links.SECRET)
    facts = {
        "conversation": conversation,
        "site": conversation.site,
        "customer": conversation.customer,
        "form": form,
        "page": page,
        "refusal": links.address("survey_refusal", links.SECRET),
        "days": LASTS.days,
        "answers": [(label, f"{page}?answer={comparison + 3}") for comparison, label in COMPARISONS.items()],
    }
    subject = f"How was it? About “{conversation.subject}”" if conversation.subject else "How was it?"
    return (
        subject,
        render_to_string("mails/survey/text.txt", facts),
        render_to_string("mails/survey/html.html", facts),
    )
