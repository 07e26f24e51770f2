"""A mail that is only to be looked at: what customers get, sent to the colleague who writes the words."""

from datetime import datetime

from wellserved.ground import ids
from wellserved.serving.channels.email.actions.signing import under_signature
from wellserved.serving.channels.email.compose import Sending, composed
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.transport import transport_of


class NotSent(Exception):  # noqa: N818 - a fact
    """The message says why."""


def send_sample(mailbox: Mailbox, to: str, *, subject: str, text: str, html: str, at: datetime) -> None:
    """Hand it to the server at once; NotSent if it could not be."""
    name = f"sample-{ids.secret(9)}".lower().replace("_", "-")
    mail = Sending(
        sender_name=mailbox.name,
        sender=mailbox.address,
        reply_to=mailbox.address,
        recipients=[to],
        subject=subject,
        text=text,
        html=html,
        at=at,
        header_id=f"{name}@{mailbox.domain}",
        token=name,
        by_machine=True,
    )
    try:
        transport_of(mailbox).send(mailbox.address, [to], under_signature(mailbox, composed(mail)), name)
    except Exception as error:
        raise NotSent(f"{mailbox.address}: {str(error) or type(error).__name__}"[:300]) from error
