"""A letter goes to one who wants it, with its paper."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from wellserved.ground.accounts.models import Staff
from wellserved.ground.jobs.registry import register
from wellserved.learning.letters import telling
from wellserved.learning.letters.actions import SEND
from wellserved.learning.letters.models import Letter


def send(payload: dict[str, Any]) -> None:
    letter = Letter.objects.filter(id=payload["letter"]).select_related("site").first()
    reader = Staff.objects.filter(id=payload["staff"], is_active=True).first()
    if letter is None or reader is None or not reader.scope.reaches(letter.site_id):
        return
    from wellserved.learning.letters import paper  # fpdf2 is loaded when a letter needs it

    month = telling.month_name(letter.month)
    told = "\n\n".join(telling.letter(letter.figures, letter.site.name, letter.month))
    where = f"{settings.PUBLIC_URL}/office/quality/letters/{letter.id}/"
    off = f"{settings.PUBLIC_URL}/office/quality/letters/"
    body = f"{told}\n\n{where}\n\nWhether you get this letter is up to you: {off}\n"
    mail = EmailMessage(f"{letter.site.name}, {month}", body, None, [reader.email])
    mail.attach(paper.file_name(letter), paper.drawn(letter, reader), "application/pdf")
    mail.send()


register(SEND, send)
