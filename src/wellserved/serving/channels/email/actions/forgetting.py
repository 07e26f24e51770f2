"""A customer's mails go, as they came and as they left. Of each only its fingerprint stays, by which it is
known when it is fetched again.

What is on the mail server itself is not ours to delete.
"""

import hashlib
import zlib
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from wellserved.ground.customers.actions import note_files
from wellserved.ground.customers.models import Identity
from wellserved.ground.files import YOUNG_SECONDS
from wellserved.ground.jobs import actions as jobs
from wellserved.serving.channels.email.models import Outgoing, RawMail, SenderRule, ShownPictures
from wellserved.serving.channels.email.reading.model import Reading
from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.conversations.models import Message, Participant

SWEEP = "email.sweep_outbox"
FORGET_FILES = "email.forget_files"
FILES_GROW_OLD = timedelta(seconds=2 * YOUNG_SECONDS)
NOTHING = zlib.compress(b"")
ERASED = "Its customer was erased."


def forget(customer_id: int, *, at: datetime) -> None:
    """While the messages are still there, by which the mails are found."""
    rows = Identity.objects.filter(customer_id=customer_id, kind=Identity.EMAIL)
    addresses = set(rows.values_list("value", flat=True))
    theirs = Message.objects.of_customer(customer_id).values("id")
    _empty(
        RawMail.objects.filter(Q(message__in=theirs) | Q(copy_of__message__in=theirs)).values_list("id", flat=True)
    )
    _forget_unsettled(customer_id, addresses)
    SenderRule.objects.filter(pattern__in=addresses).delete()
    ShownPictures.objects.filter(address__in=addresses).delete()
    _forget_recipients(customer_id, addresses)
    if names := list(_in_outbox(addresses)):
        jobs.enqueue(SWEEP, {"names": names}, due_at=at)


def sweep_outbox(names: Collection[str]) -> None:
    """Delete these mails from the folder that stands in for a server."""
    for name in names:
        (Path(settings.OUTBOX) / name).unlink(missing_ok=True)


def _empty(mail_ids: Collection[int]) -> None:
    RawMail.objects.filter(id__in=list(mail_ids)).update(
        raw=NOTHING,
        state=RawMail.DISCARDED,
        reason=ERASED,
        header_id="",
        checks={},
        message=None,
        copy_of=None,
    )


def _forget_unsettled(customer_id: int, addresses: Collection[str]) -> None:
    """What they sent and nobody let in, and reports that name them: no message leads to these, so they are read."""
    mails = RawMail.objects.filter(message=None, copy_of=None).exclude(reason=ERASED).order_by("id")
    gone: list[int] = []
    for mail in mails.iterator(chunk_size=200):
        content = mail.content
        if not _names(content, addresses):
            continue
        reading = read(content)
        if reading.is_report or (reading.sender and reading.sender.address in addresses):
            gone.append(mail.id)
            note_files(customer_id, _files(reading))
    _empty(gone)


def _names(content: bytes, addresses: Collection[str]) -> bool:
    said = content.lower()
    return any(address.encode() in said for address in addresses)


def _files(reading: Reading) -> set[str]:
    """They were kept before it was decided that the mail is not let in."""
    return {hashlib.sha256(file.data).hexdigest() for file in reading.files}


def _forget_recipients(customer_id: int, addresses: Collection[str]) -> None:
    """In the deliveries of others' matters in which they take part, or did."""
    beside = Participant.objects.filter(address__in=addresses).exclude(conversation__customer_id=customer_id)
    rows = Outgoing.objects.filter(message__conversation__in=beside.values("conversation_id"))
    for outgoing in rows.order_by("id"):
        outgoing.recipients = [one for one in outgoing.recipients if one not in addresses]
        outgoing.copies = [one for one in outgoing.copies if one not in addresses]
        outgoing.fates = {one: fate for one, fate in outgoing.fates.items() if one not in addresses}
        outgoing.save(update_fields=["recipients", "copies", "fates"])


def _in_outbox(addresses: Collection[str]) -> Iterator[str]:
    folder = Path(settings.OUTBOX)
    for path in sorted(folder.glob("*.eml")) if folder.is_dir() else ():
        if _names(path.read_bytes(), addresses):
            yield path.name
