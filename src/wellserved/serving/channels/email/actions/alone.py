"""A mail that belongs to no conversation: to somebody who left an address for one thing only, or who only looks."""

from datetime import datetime

from wellserved.ground import ids
from wellserved.serving.channels.email.actions.fates import unreachable
from wellserved.serving.channels.email.actions.signing import under_signature
from wellserved.serving.channels.email.compose import Sending, composed
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.transport import Rejected, transport_of


class NotSent(Exception):  # noqa: N818 - a fact
    """The message says why."""


class NoMailbox(Exception):  # noqa: N818 - a fact
    """The site has none through which to speak; it may have one another day."""


def send_alone(
    site_id: int, to: str, *, subject: str, text: str, leave: str = "", name: str = "", at: datetime
) -> bool:
    """Hand it to the server of the site's first mailbox. False if that will never take it, and then nobody got it;
    what may work later raises, NoMailbox if there is none.

    The same `name` is the same mail to whoever gets it twice; `leave` is the page that ends mail of this kind.
    """
    mailbox = Mailbox.objects.active().filter(site_id=site_id).order_by("id").first()
    if mailbox is None:
        raise NoMailbox
    try:
        _hand_over(mailbox, to, name or _drawn("alone"), subject=subject, text=text, leave=leave, at=at)
    except Rejected as verdict:
        unreachable(verdict.recipients, at=at)
        return False
    return True


def send_sample(mailbox: Mailbox, to: str, *, subject: str, text: str, html: str, at: datetime) -> None:
    """What customers get, to the colleague who writes the words, at once; NotSent if it could not be."""
    try:
        _hand_over(mailbox, to, _drawn("sample"), subject=subject, text=text, html=html, at=at)
    except Exception as error:
        raise NotSent(f"{mailbox.address}: {str(error) or type(error).__name__}"[:300]) from error


def _drawn(kind: str) -> str:
    return f"{kind}-{ids.secret(9)}".lower().replace("_", "-")


def _hand_over(
    mailbox: Mailbox, to: str, name: str, *, subject: str, text: str, html: str = "", leave: str = "", at: datetime
) -> None:
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
        leave=leave,
    )
    transport_of(mailbox).send(mailbox.address, [to], under_signature(mailbox, composed(mail)), name)
