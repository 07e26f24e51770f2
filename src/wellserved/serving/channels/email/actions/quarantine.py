"""What a person decides about a quarantined mail. Whoever calls has asked `reads.quarantined` whether they may."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.serving.channels.email.actions.intake import settle
from wellserved.serving.channels.email.actions.taking import letter_of, taken
from wellserved.serving.channels.email.events import MailDiscarded, MailFetchedBack, MailReleased
from wellserved.serving.channels.email.models import RawMail

ANY_SIZE = 2**63


@transaction.atomic
def release(mail: RawMail, *, by: Actor, at: datetime) -> bool:
    """Take it in after all. False if somebody else decided first."""
    if not _decided(mail, RawMail.TAKEN_IN):
        return False
    settle(
        mail, taken(mail.mailbox, letter_of(mail.content, ANY_SIZE, mail.mailbox, mail.checks), at, released=True), at
    )
    record(MailReleased(at=at, by=by, site_id=mail.mailbox.site_id, raw_mail_id=mail.id))
    return True


@transaction.atomic
def discard(mail: RawMail, *, by: Actor, at: datetime) -> bool:
    """Throw it away; the bytes stay, so that the same mail is not taken for a new one. False if decided already."""
    if not _decided(mail, RawMail.DISCARDED):
        return False
    mail.state = RawMail.DISCARDED
    record(MailDiscarded(at=at, by=by, site_id=mail.mailbox.site_id, raw_mail_id=mail.id))
    return True


@transaction.atomic
def fetch_back(mail: RawMail, *, by: Actor, at: datetime) -> bool:
    """Take back that it was thrown away. False if it was not."""
    if not RawMail.objects.filter(id=mail.id, state=RawMail.DISCARDED).update(state=RawMail.QUARANTINED):
        return False
    mail.state = RawMail.QUARANTINED
    record(MailFetchedBack(at=at, by=by, site_id=mail.mailbox.site_id, raw_mail_id=mail.id))
    return True


def _decided(mail: RawMail, state: str) -> bool:
    return bool(RawMail.objects.filter(id=mail.id, state=RawMail.QUARANTINED).update(state=state))
