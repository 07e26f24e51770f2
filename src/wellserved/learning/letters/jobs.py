"""A letter is written, and goes to one who wants it, with its paper; and a colleague's thank-you goes."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.jobs.registry import register
from wellserved.learning.letters import actions, telling
from wellserved.learning.letters.models import Letter, Thanks


def write(payload: dict[str, Any]) -> None:
    site = next((one for one in accounts.all_sites() if one.id == payload["site"]), None)
    if site is not None:
        month = date.fromisoformat(payload["month"])
        actions.write(site, month, at=clock.now(), by_mail=payload["by_mail"])


def send(payload: dict[str, Any]) -> None:
    letter = Letter.objects.filter(id=payload["letter"]).select_related("site").first()
    reader = Staff.objects.filter(id=payload["staff"], is_active=True).first()
    if letter is None or reader is None or not may(reader.scope, Verb.SEE_QUALITY, letter.site_id):
        return
    from wellserved.learning.letters import paper  # fpdf2 is loaded when a letter needs it

    month = telling.month_name(letter.month)
    told = "\n\n".join(telling.letter(letter.figures, letter.site.name, letter.month))
    where = f"{settings.PUBLIC_URL}/office/quality/letters/{letter.id}/"
    off = f"{settings.PUBLIC_URL}/office/quality/letters/"
    body = f"{told}\n\n{where}\n\nWhether you get this letter is up to you: {off}\n"
    # A job that is done again after a crash sends the same mail again: by its name mail programs show it once.
    name = f"<letter-{letter.id}-{reader.id}-{payload['asked']}@{urlsplit(settings.PUBLIC_URL).hostname}>"
    subject, headers = f"{letter.site.name}, {month}", {"Message-ID": name}
    mail = EmailMessage(subject, body, None, [reader.email], headers=headers)
    mail.attach(paper.file_name(letter), paper.drawn(letter, reader), "application/pdf")
    mail.send()


def thank(payload: dict[str, Any]) -> None:
    thanks = Thanks.objects.filter(id=payload["thanks"], to__is_active=True).select_related("to", "by").first()
    if thanks is None:
        return
    body = f"{thanks.words}\n\n{thanks.by.name}\n\n{settings.PUBLIC_URL}/desk/praise/\n"
    headers = {"Message-ID": f"<thanks-{thanks.id}@{urlsplit(settings.PUBLIC_URL).hostname}>"}
    EmailMessage(f"{thanks.by.name} thanks you", body, None, [thanks.to.email], headers=headers).send()


register(actions.WRITE, write)
register(actions.SEND, send)
register(actions.THANK, thank)
