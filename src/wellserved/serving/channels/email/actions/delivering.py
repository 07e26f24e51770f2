"""A message of ours goes out: queued once, handed over once.

The state SENDING is committed before the server is spoken to and SENT after it said yes. If we die between its yes
and our commit, nobody can tell whether it went, and it goes again under the same Message-ID, by which mail programs
know a double. That window is SMTP's own; there is no other.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from wellserved.ground import clock, files
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actor import SYSTEM
from wellserved.serving.channels.email.actions.fates import gave_up, handed_over, put_off
from wellserved.serving.channels.email.actions.signing import under_signature
from wellserved.serving.channels.email.compose import Enclosure, Sending, composed
from wellserved.serving.channels.email.fates import still_to_get
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.channels.email.parcel import Parcel, goes_by_link
from wellserved.serving.channels.email.thread import thread_before
from wellserved.serving.channels.email.tokens import plus, return_token_of, token_of
from wellserved.serving.channels.email.transport import Partly, Rejected, transport_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Attachment, Message, Purpose

DELIVER = "email.deliver"
MOST_ATTEMPTS = 16  # the waits between them add up to nearly a day


class NotYet(Exception):  # noqa: N818 - a fact
    """The server could not take it now; the job tries again."""


@transaction.atomic
def queue(message: Message, *, at: datetime) -> Outgoing | None:
    """Have the message delivered. Again is the same delivery. None if there is no way to send it: it failed."""
    known = Outgoing.objects.filter(message=message).first()
    if known is not None:
        return known
    before = thread_before(message)
    if before.mailbox is None or not before.recipients:
        if message.delivery == Message.QUEUED:
            conversations.mark_delivery(message, Message.FAILED, by=SYSTEM, at=at)
        return None
    outgoing = Outgoing(
        message=message,
        mailbox=before.mailbox,
        header_id=f"{token_of(message.id)}@{before.mailbox.domain}",
        in_reply_to=before.answers,
        references=before.ids,
        recipients=before.recipients,
        copies=before.copies,
    )
    try:
        with transaction.atomic():
            outgoing.save(force_insert=True)
            conversations.addressed(message, before.recipients, before.copies)
    except IntegrityError:
        return Outgoing.objects.get(message=message)
    jobs.enqueue(DELIVER, {"outgoing": outgoing.id}, key=f"{DELIVER}:{outgoing.id}", due_at=at)
    return outgoing


def deliver(outgoing: Outgoing, *, at: datetime) -> bool:
    """Hand it to the server. False if it went or failed before; raises NotYet if it may go later."""
    may_go = Outgoing.objects.filter(id=outgoing.id, state__in=(Outgoing.QUEUED, Outgoing.SENDING))
    # Of two workers that hold the same job, one's lease having run out unnoticed, the later sees another number here.
    if not may_go.filter(attempts=outgoing.attempts).update(state=Outgoing.SENDING, attempts=outgoing.attempts + 1):
        if may_go.exists():
            raise NotYet("Another worker is handing it over.")
        return False
    outgoing.state, outgoing.attempts = Outgoing.SENDING, outgoing.attempts + 1
    mailbox, name = outgoing.mailbox, token_of(outgoing.message_id)
    sender = plus(mailbox.address, return_token_of(outgoing.message_id)) if mailbox.uses_plus else mailbox.address
    recipients = still_to_get(outgoing.recipients, outgoing.fates)
    if harm := _harm(outgoing.message):
        gave_up(outgoing, harm, at=at)
        return False
    try:
        refused = transport_of(mailbox).send(sender, recipients, written(outgoing), name)
    except Rejected as verdict:
        gave_up(outgoing, str(verdict), verdict.recipients, at=at)
        return False
    except Partly as partly:
        put_off(outgoing, partly.later, partly.never, at=at)
        return _again(outgoing, str(partly), at)
    except Exception as error:
        return _again(outgoing, f"{type(error).__name__}: {error}", at)
    handed_over(outgoing, refused, at=at)
    return True


def _again(outgoing: Outgoing, reason: str, at: datetime) -> bool:
    """It waits for its next attempt, which NotYet tells the job; after MOST_ATTEMPTS it has failed."""
    if outgoing.attempts >= MOST_ATTEMPTS:
        gave_up(outgoing, reason, at=at)
        return False
    waits = Outgoing.objects.filter(id=outgoing.id, state=Outgoing.SENDING)
    waits.update(state=Outgoing.QUEUED, error=reason[:1000])
    raise NotYet(reason)


def run_deliver(payload: dict[str, Any]) -> None:
    """The job behind DELIVER."""
    rows = Outgoing.objects.select_related("mailbox", "message__conversation__site")
    outgoing = rows.filter(id=payload["outgoing"]).first()
    if outgoing is not None:  # or its customer was erased
        deliver(outgoing, at=clock.now())


def written(outgoing: Outgoing) -> bytes:
    """The bytes that leave: composed, and signed if the domain has a key."""
    return under_signature(outgoing.mailbox, composed(sending(outgoing)))


def sending(outgoing: Outgoing) -> Sending:
    """What the mail says, with its secrets filled in and its files read."""
    message, mailbox = outgoing.message, outgoing.mailbox
    answers_to = plus(mailbox.address, token_of(message.id)) if mailbox.uses_plus else mailbox.address
    attached = list(message.attachments.order_by("id"))
    by_link = goes_by_link((file.size for file in attached), settings.LINK_FILES_OVER_BYTES)
    return Sending(
        sender_name=mailbox.name,
        sender=mailbox.address,
        reply_to=answers_to,
        recipients=outgoing.recipients,
        copies=outgoing.copies,
        subject=message.subject,
        text=links.filled(message, message.text),
        html=links.filled(message, message.html),
        at=message.at,
        header_id=outgoing.header_id,
        token=return_token_of(message.id),
        signature=message.conversation.site.signature if message.purpose == Purpose.REPLY else "",
        in_reply_to=outgoing.in_reply_to,
        references=outgoing.references,
        by_machine=message.purpose != Purpose.REPLY,
        leave=_way_out(message),
        files=[] if by_link else [_enclosure(file) for file in attached],
        parcel=_parcel(message, attached) if by_link else None,
    )


def _way_out(message: Message) -> str:
    """Where its reader ends what we send unasked; answers are asked for."""
    if message.purpose == Purpose.REPLY:
        return ""
    return links.address("leaving", links.leaving_token(message.conversation.customer_id))


def _enclosure(file: Attachment) -> Enclosure:
    return Enclosure(file.name, file.content_type, files.path(file.sha256).read_bytes())


def _parcel(message: Message, attached: Sequence[Attachment]) -> Parcel:
    link = links.address("parcel", links.parcel_token(message.id))
    until = (message.at + links.PARCEL_LASTS).astimezone(message.conversation.site.zone)
    return Parcel(link, until, [(file.name or "file", file.size) for file in attached])


def _harm(message: Message) -> str:
    """Why its files must not leave, if the scanner found something in one."""
    found = message.attachments.filter(scan=Attachment.INFECTED).first()
    return f"“{found.name}” is harmful ({found.finding}), so it was not sent." if found else ""
