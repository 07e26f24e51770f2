"""The mail that says we have it."""

from datetime import datetime

from django.template.loader import render_to_string

from wellserved.ground.accounts.models import Site
from wellserved.serving.voice import rules
from wellserved.serving.voice.reads import Speech


def written(
    speech: Speech, site: Site, *, customer: str, reference: str, page: str, due: datetime | None, colleague: str = ""
) -> tuple[str, str, str]:
    """Subject ("" for that of an answer), text and HTML. `due` is by when we answer; `page` that of the matter."""
    local = due.astimezone(site.zone) if due else None
    facts = speech.facts(customer=customer, reference=reference, colleague=colleague, due=local, status_link=page)
    shown = {"site": site, "language": speech.language, "greeting": speech.greeting(facts)}
    text = rules.filled(speech.words.received, facts)
    html = rules.formatted(speech.words.received, facts, speech.words.status_label)
    return (
        rules.filled(speech.words.received_subject, facts),
        render_to_string("mails/received/text.txt", {**shown, "words": text}),
        render_to_string("mails/received/html.html", {**shown, "words": html}),
    )
