"""A mailbox tests itself: a mail to its own address, sent its own way, and watched for at its own doors."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from wellserved.ground import clock
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.models import Mailbox, SigningKey, Trial
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.signing import Key, signed
from wellserved.serving.channels.email.transport import transport_of
from wellserved.serving.channels.email.trial import mark, trial_named, written

TRY = "email.try"
AWAITED = timedelta(days=1)  # a later mail with the mark is a mail like any other


@transaction.atomic
def begin_trial(mailbox: Mailbox, *, at: datetime) -> Trial:
    """Have a test mail sent. One who is impatient gets another."""
    trial = Trial.objects.create(mailbox=mailbox, begun_at=at)
    jobs.enqueue(TRY, {"trial": trial.id}, due_at=at)
    return trial


def send_trial(trial: Trial, *, at: datetime) -> None:
    """Hand it over, once; what goes wrong is written down for whoever watches."""
    mailbox = trial.mailbox
    name = mark(trial.id, mailbox.id)
    try:
        transport = transport_of(mailbox)
        Trial.objects.filter(id=trial.id).update(way=transport.way)
        transport.send(mailbox.address, [mailbox.address], _signed(mailbox, written(mailbox.address, name, at)), name)
    except Exception as error:
        Trial.objects.filter(id=trial.id).update(error=(str(error) or type(error).__name__)[:1000])
    else:
        Trial.objects.filter(id=trial.id).update(sent_at=clock.now())


def arrived(mailbox: Mailbox, reading: Reading) -> bool:
    """Whether this mail is a test of this mailbox that we wait for; if so, that it came is written down."""
    trial_id = trial_named((reading.header_id, *reading.refers_to), mailbox.id)
    if trial_id is None:
        return False
    now = clock.now()  # a mail server's own time of arrival would not do to count seconds
    waiting = Trial.objects.filter(id=trial_id, arrived_at=None, begun_at__gt=now - AWAITED)
    return bool(waiting.update(arrived_at=now, header_id=reading.header_id[:255]))


def run_trial(payload: dict[str, Any]) -> None:
    """The job behind TRY."""
    send_trial(Trial.objects.select_related("mailbox").get(id=payload["trial"]), at=clock.now())


def _signed(mailbox: Mailbox, mail: bytes) -> bytes:
    key = SigningKey.objects.filter(domain=mailbox.domain.casefold()).signing().first()
    return signed(mail, Key(key.domain, key.selector, open_sealed(key.secret).encode())) if key else mail
