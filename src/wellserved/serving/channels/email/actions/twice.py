"""One mail to two mailboxes of a site is one message; each mailbox keeps its bytes. (docs/decisions/0013)

The Message-ID alone proves nothing: the words, the date and the files must be the same too. Mailboxes of different
sites each get a message, as their people do not see each other's.
"""

from typing import Any

from wellserved.ground.accounts.models import Site
from wellserved.serving.channels.email.models import Mailbox, RawMail
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.parse import read


def original(mailbox: Mailbox, reading: Reading) -> RawMail | None:
    """The same mail, taken in at another mailbox of the site; what is being taken in just now is waited for."""
    if not reading.header_id:
        return None
    if any(address != mailbox.address for address in reading.recipients):
        Site.objects.select_for_update(no_key=True).get(id=mailbox.site_id)
    rows = RawMail.objects.filter(header_id=reading.header_id, mailbox__site_id=mailbox.site_id)
    others = rows.exclude(mailbox_id=mailbox.id).exclude(message=None).order_by("id")
    found = list(others.values_list("id", flat=True)[:5])
    if not found:  # as of nearly every mail
        return None
    words = _words(reading)
    mails = RawMail.objects.filter(id__in=found).select_related("message").order_by("id")
    return next((mail for mail in mails if _words(read(mail.content)) == words), None)


def note_copy(mail: RawMail, mailbox: Mailbox) -> None:
    """The message tells where else it came."""
    message, hint = mail.message, f"came to {mailbox.address} too"
    if message is not None and hint not in message.hints:
        message.hints = [*message.hints, hint]
        message.save(update_fields=["hints"])


def _words(reading: Reading) -> tuple[Any, ...]:
    files = tuple((file.name, file.data) for file in reading.files)
    return reading.sender, reading.date, reading.subject, reading.text, reading.html, files
