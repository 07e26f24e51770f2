"""Mail to colleagues (a forgotten password, a monthly letter) when the operator named no server for it.

It leaves by the first mailbox that can send, so that whoever told a mailbox's server has told enough; without one it
goes into the outbox folder, as all mail of ours does then.
"""

from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.filebased import EmailBackend as Outbox

from wellserved.ground import ids
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.reads import sending_mailbox
from wellserved.serving.channels.email.transport import transport_of


class ByMailbox(BaseEmailBackend):
    """Django's way out for such mail. It raises what the server says, unless it is told to fail silently."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        mailbox = sending_mailbox()
        if mailbox is None:
            return Outbox(file_path=str(settings.OUTBOX)).send_messages(email_messages) or 0
        return sum(self._sent(message, mailbox) for message in email_messages if message.recipients())

    def _sent(self, message: EmailMessage, mailbox: Mailbox) -> bool:
        if message.from_email == settings.DEFAULT_FROM_EMAIL:  # which no server but the house's own would take
            message.from_email = formataddr((mailbox.name, mailbox.address))
        wire = b"\r\n".join([*message.message().as_bytes().splitlines(), b""])
        try:
            transport_of(mailbox).send(mailbox.address, message.recipients(), wire, ids.reference(16))
        except Exception:
            if not self.fail_silently:
                raise
            return False
        return True
