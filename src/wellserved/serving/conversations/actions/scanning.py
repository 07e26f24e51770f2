"""What the scanner could not look at in time is looked at later."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from wellserved.ground import clock, files
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.safety import scan
from wellserved.serving.conversations import events
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.models import Attachment

AT_ONCE = 200


def scan_again() -> int:
    """Files that were taken in while the scanner was away; returns how many it has looked at now."""
    if not settings.CLAMD:
        return 0
    looked = 0
    waiting = Attachment.objects.filter(scan=Attachment.UNSCANNED).select_related("message__conversation")
    for attachment in waiting.order_by("id")[:AT_ONCE]:
        try:
            data = files.path(attachment.sha256).read_bytes()
        except FileNotFoundError:
            data = b""  # nothing to look at, and nothing to download
        verdict = scan.scanned(data)
        if verdict.state == scan.FAILED and scan.rest.is_on:
            break
        looked += _note(attachment, verdict, clock.now())
    return looked


@transaction.atomic
def _note(attachment: Attachment, verdict: scan.Verdict, at: datetime) -> bool:
    rows = Attachment.objects.filter(id=attachment.id, scan=Attachment.UNSCANNED)
    if verdict.state == scan.FAILED or not rows.update(scan=verdict.state, finding=verdict.finding[:200]):
        return False
    if verdict.state == scan.INFECTED:
        tell(attachment, at)
    return True


def tell(attachment: Attachment, at: datetime) -> None:
    """Record that it is infected, in the caller's transaction."""
    message = attachment.message
    ids = {"message_id": message.id, "attachment_id": attachment.id}
    announce(events.FileFoundInfected, message.conversation, SYSTEM, at, **ids)
