"""A mail that belongs to no conversation: to somebody who left an address for one thing only."""

from datetime import datetime

from wellserved.ground import ids
from wellserved.serving.channels.email.actions.signing import under_signature
from wellserved.serving.channels.email.compose import Sending, composed
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.transport import Rejected, transport_of


def send_alone(
    site_id: int, to: str, *, subject: str, text: str, leave: str = "", name: str = "", at: datetime
) -> bool:
    """Hand it to the server of the site's first mailbox. False if it never can be; what may work later raises.

    The same `name` is the same mail to whoever gets it twice; `leave` is the page that ends mail of this kind.
    """
    mailbox = Mailbox.objects.active().filter(site_id=site_id).order_by("id").first()
    if mailbox is None:
        return False
    name = name or f"alone-{ids.secret(9)}".lower().replace("_", "-")
    mail = Sending(
        sender_name=mailbox.name,
        sender=mailbox.address,
        reply_to=mailbox.address,
        recipients=[to],
        subject=subject,
        text=text,
        at=at,
        header_id=f"{name}@{mailbox.domain}",
        token=name,
        by_machine=True,
        leave=leave,
    )
    try:
        transport_of(mailbox).send(mailbox.address, [to], under_signature(mailbox, composed(mail)), name)
    except Rejected:
        return False
    return True
